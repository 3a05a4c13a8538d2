package io.rego4j.check.types;

import static io.rego4j.check.RegoType.ANY;
import static io.rego4j.check.RegoType.UNKNOWN;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.TermOrder;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.RegoType.Union;
import io.rego4j.check.tree.Constants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Unifies terms with types, and so infers the types of variables: OPA's {@code unify1} and {@code unify2}. */
final class TypeInference {
    private final TypeEnv env;

    TypeInference(TypeEnv env) {
        this.env = env;
    }

    /** True if two terms may be equal. */
    boolean unify(Term a, RegoType typeA, Term b, RegoType typeB) {
        boolean unknownA = TypeAlgebra.hasUnknown(typeA);
        boolean unknownB = TypeAlgebra.hasUnknown(typeB);
        if (unknownA && !unknownB) {
            return unify(a, typeB, false);
        } else if (unknownB && !unknownA) {
            return unify(b, typeA, false);
        } else if (!unknownA) {
            return TypeUnification.unifies(typeA, typeB);
        }
        return switch (TermKind.of(a)) {
            case VAR -> unifyVar((VarTerm) a, typeA, b, typeB);
            case ARRAY -> unifyArray((ArrayTerm) a, b);
            case OBJECT -> unifyObject((ObjectTerm) a, b);
            case REF -> b instanceof VarTerm && unify(b, ANY, false);
            case NULL,
                    BOOLEAN,
                    NUMBER,
                    STRING,
                    CALL,
                    SET,
                    ARRAY_COMPREHENSION,
                    SET_COMPREHENSION,
                    OBJECT_COMPREHENSION,
                    TEMPLATE_STRING -> b instanceof VarTerm && infer(b, typeB, typeA);
        };
    }

    /** Unifies a variable with a term where both types are unknown in part. */
    private boolean unifyVar(VarTerm a, RegoType typeA, Term b, RegoType typeB) {
        return switch (TermKind.of(b)) {
            case VAR -> unify(a, ANY, false) && unify(b, env.of(a), false);
            case ARRAY -> unifyArray((ArrayTerm) b, a);
            case OBJECT -> unifyObject((ObjectTerm) b, a);
            case REF -> unify(a, ANY, false);
            case NULL,
                    BOOLEAN,
                    NUMBER,
                    STRING,
                    CALL,
                    SET,
                    ARRAY_COMPREHENSION,
                    SET_COMPREHENSION,
                    OBJECT_COMPREHENSION,
                    TEMPLATE_STRING -> infer(a, typeA, typeB);
        };
    }

    /** Gives a variable of unknown type the type of the other side; false if that is unknown too, or it has one. */
    private boolean infer(Term variable, RegoType own, RegoType other) {
        return own == UNKNOWN && other != UNKNOWN && unify(variable, other, false);
    }

    private boolean unifyArray(ArrayTerm a, Term b) {
        if (b instanceof VarTerm) {
            return unify(a, ANY, false) && unify(b, env.of(a), false);
        } else if (!(b instanceof ArrayTerm other)
                || a.items().size() != other.items().size()) {
            return false;
        } else {
            for (int i = 0; i < a.items().size(); i++) {
                Term x = a.items().get(i);
                Term y = other.items().get(i);
                if (!unify(x, env.of(x), y, env.of(y))) {
                    return false;
                }
            }
            return true;
        }
    }

    private boolean unifyObject(ObjectTerm a, Term b) {
        if (b instanceof VarTerm) {
            return unify(a, ANY, false) && unify(b, env.of(a), false);
        } else if (!(b instanceof ObjectTerm other)
                || a.entries().size() != other.entries().size()) {
            return false;
        } else {
            Map<Term, Term> values = new TreeMap<>(TermOrder.INSTANCE);
            other.entries().forEach(e -> values.put(e.key(), e.value()));
            for (ObjectTerm.Entry entry : a.entries()) {
                Term x = entry.value();
                Term y = values.get(entry.key());
                if (y == null || !unify(x, env.of(x), y, env.of(y))) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * True if a term may be of a type. Variables without a type get it.
     *
     * @param union true if a variable may be of its type so far as well
     */
    boolean unify(Term term, RegoType type, boolean union) {
        return switch (TermKind.of(term)) {
            case VAR -> unifyVar((VarTerm) term, type, union);
            case ARRAY -> {
                ArrayTerm array = (ArrayTerm) term;
                yield type instanceof ArrayType of
                        ? unifyItems(array, of, union)
                        : unifyAny(array, array.items(), type);
            }
            case SET -> {
                SetTerm set = (SetTerm) term;
                yield type instanceof SetType of
                        ? set.items().stream().allMatch(item -> unify(item, of.element(), union))
                        : unifyAny(set, set.items(), type);
            }
            case OBJECT -> {
                ObjectTerm object = (ObjectTerm) term;
                yield type instanceof ObjectType of
                        ? unifyEntries(object, of, union)
                        : unifyAny(object, parts(object), type);
            }
            case NULL,
                    BOOLEAN,
                    NUMBER,
                    STRING,
                    REF,
                    CALL,
                    ARRAY_COMPREHENSION,
                    SET_COMPREHENSION,
                    OBJECT_COMPREHENSION,
                    TEMPLATE_STRING -> TypeUnification.unifies(env.of(term), type);
        };
    }

    private boolean unifyVar(VarTerm variable, RegoType type, boolean union) {
        RegoType known = env.of(variable);
        if (union) {
            env.putVar(variable, TypeAlgebra.or(known, type));
        } else if (known != UNKNOWN) {
            return TypeUnification.unifies(known, type);
        } else {
            env.putVar(variable, type);
        }
        return true;
    }

    private static List<Term> parts(ObjectTerm object) {
        List<Term> parts = new ArrayList<>();
        object.entries().forEach(entry -> parts.addAll(List.of(entry.key(), entry.value())));
        return parts;
    }

    private boolean unifyAny(Term term, List<Term> parts, RegoType type) {
        if (!(type instanceof Union any)) {
            return false;
        }
        if (any.of().isEmpty()) {
            parts.forEach(part -> unify(part, ANY, true));
            return true;
        }
        boolean unifies = false;
        for (RegoType member : any.of()) {
            unifies |= unify(term, member, true);
        }
        return unifies;
    }

    private boolean unifyItems(ArrayTerm array, ArrayType type, boolean union) {
        if (array.items().size() != type.items().size() && type.rest() == null) {
            return false;
        }
        for (int i = 0; i < array.items().size(); i++) {
            if (!unify(array.items().get(i), TypeAlgebra.item(type, i), union)) {
                return false;
            }
        }
        return true;
    }

    private boolean unifyEntries(ObjectTerm object, ObjectType type, boolean union) {
        if (object.entries().size() != type.properties().size() && type.rest() == null) {
            return false;
        }
        for (ObjectTerm.Entry entry : object.entries()) {
            if (!Constants.isConstant(entry.key())) {
                unify(entry.value(), ANY, union);
                continue;
            }
            RegoType property = TypeEnv.selectConstant(type, entry.key());
            if (property == UNKNOWN || !unify(entry.value(), property, union)) {
                return false;
            }
        }
        return true;
    }
}
