package io.rego4j.check.types;

import static io.rego4j.check.RegoType.ANY;
import static io.rego4j.check.RegoType.UNKNOWN;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.RegoType.Union;
import io.rego4j.check.tree.Constants;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Unifies terms with types, and so finds the types of variables: OPA's {@code unify1} and {@code unify2}. */
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
        if (a instanceof ArrayTerm array) {
            return unifyArray(array, b);
        } else if (a instanceof ObjectTerm object) {
            return unifyObject(object, b);
        } else if (a instanceof VarTerm && b instanceof VarTerm) {
            return unify(a, ANY, false) && unify(b, env.of(a), false);
        } else if (a instanceof VarTerm && b instanceof ArrayTerm array) {
            return unifyArray(array, a);
        } else if (a instanceof VarTerm && b instanceof ObjectTerm object) {
            return unifyObject(object, a);
        } else if (a instanceof VarTerm && b instanceof RefTerm) {
            return unify(a, ANY, false);
        } else if (a instanceof RefTerm && b instanceof VarTerm) {
            return unify(b, ANY, false);
        } else if (a instanceof VarTerm && typeA == UNKNOWN && typeB != UNKNOWN) {
            return unify(a, typeB, false);
        } else if (b instanceof VarTerm && typeB == UNKNOWN && typeA != UNKNOWN) {
            return unify(b, typeA, false);
        }
        return false;
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
            Map<Term, Term> values = new HashMap<>();
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
        if (term instanceof VarTerm) {
            RegoType known = env.of(term);
            if (union) {
                env.putVar(term, TypeAlgebra.or(known, type));
            } else if (known != UNKNOWN) {
                return TypeUnification.unifies(known, type);
            } else {
                env.putVar(term, type);
            }
            return true;
        } else if (term instanceof ArrayTerm array) {
            return type instanceof ArrayType of ? unifyItems(array, of, union) : unifyAny(term, array.items(), type);
        } else if (term instanceof ObjectTerm object) {
            return type instanceof ObjectType of
                    ? unifyEntries(object, of, union)
                    : unifyAny(
                            term,
                            object.children().stream().map(Term.class::cast).toList(),
                            type);
        } else if (term instanceof SetTerm set) {
            if (type instanceof SetType of) {
                return set.items().stream().allMatch(item -> unify(item, of.element(), union));
            }
            return unifyAny(term, set.items(), type);
        }
        return TypeUnification.unifies(env.of(term), type);
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
