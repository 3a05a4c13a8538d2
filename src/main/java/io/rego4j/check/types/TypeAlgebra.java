package io.rego4j.check.types;

import static io.rego4j.check.RegoType.ANY;
import static io.rego4j.check.RegoType.UNKNOWN;

import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermOrder;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.FunctionType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Property;
import io.rego4j.check.RegoType.Rest;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.RegoType.Union;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Unions of types, and the types of keys and elements of values: OPA's package {@code types}. */
public final class TypeAlgebra {
    private static final ConstantTyping CONSTANTS = new ConstantTyping();

    private TypeAlgebra() {}

    /** The type of the values that are of one of two types; unknown for a function and another type. */
    static RegoType or(RegoType a, RegoType b) {
        if (a == UNKNOWN || b == UNKNOWN) {
            return a == UNKNOWN ? b : a;
        }
        if (a instanceof FunctionType || b instanceof FunctionType) {
            return a instanceof FunctionType x && b instanceof FunctionType y ? union(x, y) : UNKNOWN;
        }
        if (a instanceof Union x) {
            return merge(x, b);
        } else if (b instanceof Union y) {
            return merge(y, a);
        }
        return RegoType.ORDER.compare(a, b) == 0 ? a : new Union(List.of(a, b));
    }

    /** The type of the values that are of any of some types, as {@link #or(RegoType, RegoType)} has it of two. */
    private static RegoType or(List<RegoType> types) {
        if (types.stream().anyMatch(FunctionType.class::isInstance)) {
            return types.stream().reduce(UNKNOWN, TypeAlgebra::or);
        }
        NavigableSet<RegoType> members = new TreeSet<>(RegoType.ORDER);
        for (RegoType type : types) {
            if (type instanceof Union union) {
                if (union.of().isEmpty()) {
                    return ANY;
                }
                members.addAll(union.of());
            } else if (type != UNKNOWN) {
                members.add(type);
            }
        }
        return members.isEmpty() ? UNKNOWN : members.size() == 1 ? members.first() : new Union(List.copyOf(members));
    }

    /** True if every value of type {@code b} is one of type {@code a}, by OPA's comparison. */
    public static boolean contains(RegoType a, RegoType b) {
        return a instanceof Union union ? contains(union, b) : RegoType.ORDER.compare(a, b) == 0;
    }

    /** The type of the keys of a value; unknown if it has none. */
    static RegoType keys(@Nullable RegoType type) {
        if (type instanceof ArrayType) {
            return RegoType.NUMBER;
        } else if (type instanceof ObjectType object) {
            RegoType all = UNKNOWN;
            for (Property property : object.properties()) {
                all = or(all, ofConstant(property.key()));
            }
            return object.rest() == null ? all : or(all, object.rest().key());
        } else if (type instanceof SetType set) {
            return set.element();
        } else if (type instanceof Union union) {
            RegoType all = union.of().isEmpty() ? ANY : UNKNOWN;
            for (RegoType member : union.of()) {
                all = or(keys(member), all);
            }
            return all;
        }
        return UNKNOWN;
    }

    /** The type of the elements of a value; unknown if it has none. */
    static RegoType values(@Nullable RegoType type) {
        if (type instanceof ArrayType array) {
            RegoType all = or(array.items());
            return array.rest() == null ? all : or(all, array.rest());
        } else if (type instanceof ObjectType object) {
            RegoType all = or(object.properties().stream().map(Property::value).toList());
            return object.rest() == null ? all : or(all, object.rest().value());
        } else if (type instanceof SetType set) {
            return set.element();
        } else if (type instanceof Union union) {
            return union.of().isEmpty()
                    ? ANY
                    : or(union.of().stream().map(TypeAlgebra::values).toList());
        }
        return UNKNOWN;
    }

    /** The type of the element of an array at an index; unknown if there is none. */
    static RegoType item(ArrayType array, long index) {
        if (index < 0) {
            return UNKNOWN;
        }
        List<RegoType> items = array.items();
        return index < items.size() ? items.get((int) index) : orUnknown(array.rest());
    }

    /** The type of an argument of a function, the variadic ones included; unknown past the last one. */
    public static RegoType argument(FunctionType function, int index) {
        List<RegoType> args = function.args();
        return index < args.size() ? args.get(index) : orUnknown(function.variadic());
    }

    /** The type of the element under a constant key; unknown if there is none. */
    static RegoType select(RegoType type, Term key) {
        if (type instanceof ArrayType array) {
            return key instanceof NumberTerm number ? item(array, index(number)) : UNKNOWN;
        } else if (type instanceof ObjectType object) {
            return select(object, key);
        } else if (type instanceof SetType set) {
            RegoType keyType = ofConstant(key);
            if (RegoType.ORDER.compare(set.element(), keyType) == 0) {
                return set.element();
            }
            return set.element() instanceof Union union && contains(union, keyType) ? keyType : UNKNOWN;
        } else if (type instanceof Union union) {
            return union.of().isEmpty()
                    ? ANY
                    : or(union.of().stream().map(member -> select(member, key)).toList());
        }
        return UNKNOWN;
    }

    static RegoType select(ObjectType object, Term key) {
        RegoType known = property(object, key);
        if (known != null) {
            return known;
        }
        Rest rest = object.rest();
        return rest != null && contains(rest.key(), ofConstant(key)) ? rest.value() : UNKNOWN;
    }

    /** The type of a constant. */
    public static RegoType ofConstant(Term term) {
        return CONSTANTS.of(term);
    }

    /** True if a part of the type is unknown. */
    public static boolean hasUnknown(@Nullable RegoType type) {
        if (type == null || type == UNKNOWN) {
            return true;
        } else if (type instanceof FunctionType function) {
            return function.args().stream().anyMatch(TypeAlgebra::hasUnknown) || hasUnknown(function.result());
        } else if (type instanceof ArrayType array) {
            return array.items().stream().anyMatch(TypeAlgebra::hasUnknown)
                    || array.rest() != null && hasUnknown(array.rest());
        } else if (type instanceof ObjectType object) {
            Rest rest = object.rest();
            return object.properties().stream().anyMatch(p -> hasUnknown(p.value()))
                    || rest != null && (hasUnknown(rest.key()) || hasUnknown(rest.value()));
        }
        return type instanceof SetType set && hasUnknown(set.element());
    }

    /** True for a collection that can hold nothing. */
    static boolean isEmptyCollection(RegoType type) {
        if (type instanceof ObjectType object) {
            return object.properties().isEmpty() && object.rest() == null;
        } else if (type instanceof ArrayType array) {
            return array.items().isEmpty() && array.rest() == null;
        }
        return type instanceof SetType set && set.element() == UNKNOWN;
    }

    /**
     * The type with {@link RegoType#ANY any} for each empty collection in it: what a document may hold that some {@code with}
     * replaces, as OPA's {@code relaxEmptyCollections} has it.
     */
    static RegoType withoutEmptyCollections(RegoType type) {
        if (isEmptyCollection(type)) {
            return ANY;
        } else if (type instanceof ObjectType object) {
            Rest rest = object.rest();
            return new ObjectType(
                    object.properties().stream()
                            .map(p -> new Property(p.key(), withoutEmptyCollections(p.value())))
                            .toList(),
                    rest == null ? null : new Rest(rest.key(), withoutEmptyCollections(rest.value())));
        } else if (type instanceof ArrayType array) {
            return new ArrayType(
                    array.items().stream()
                            .map(TypeAlgebra::withoutEmptyCollections)
                            .toList(),
                    array.rest() == null ? null : withoutEmptyCollections(array.rest()));
        } else if (type instanceof SetType set) {
            return new SetType(withoutEmptyCollections(set.element()));
        } else if (type instanceof Union union) {
            return new Union(union.of().stream()
                    .map(TypeAlgebra::withoutEmptyCollections)
                    .toList());
        }
        return type;
    }

    private static @Nullable RegoType property(ObjectType object, Term key) {
        int low = 0;
        int high = object.properties().size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Property property = object.properties().get(middle);
            int c = TermOrder.INSTANCE.compare(property.key(), key);
            if (c == 0) {
                return property.value();
            } else if (c < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private static long index(NumberTerm number) {
        try {
            return Long.parseLong(number.text());
        } catch (NumberFormatException e) {
            return -1; // Not a whole number, or beyond any array.
        }
    }

    private static boolean contains(Union union, RegoType type) {
        if (type instanceof FunctionType) {
            return false;
        }
        return union.of().isEmpty() || union.of().stream().anyMatch(t -> RegoType.ORDER.compare(t, type) == 0);
    }

    private static RegoType merge(Union union, RegoType type) {
        if (type instanceof Union other) {
            if (union.of().isEmpty() || other.of().isEmpty()) {
                return ANY;
            }
            List<RegoType> all = new ArrayList<>(union.of());
            other.of().stream().filter(t -> !contains(union, t)).forEach(all::add);
            return new Union(all);
        }
        if (contains(union, type)) {
            return union;
        }
        List<RegoType> all = new ArrayList<>(union.of());
        all.add(type);
        return new Union(all);
    }

    private static RegoType union(FunctionType a, FunctionType b) {
        if (a.args().size() != b.args().size() || (a.variadic() == null) != (b.variadic() == null)) {
            return UNKNOWN;
        }
        List<RegoType> args = new ArrayList<>();
        for (int i = 0; i < a.args().size(); i++) {
            args.add(or(a.args().get(i), b.args().get(i)));
        }
        RegoType result = or(orUnknown(a.result()), orUnknown(b.result()));
        RegoType variadic = or(orUnknown(a.variadic()), orUnknown(b.variadic()));
        return new FunctionType(args, variadic == UNKNOWN ? null : variadic, result == UNKNOWN ? null : result);
    }

    private static RegoType orUnknown(@Nullable RegoType type) {
        return type == null ? UNKNOWN : type;
    }
}
