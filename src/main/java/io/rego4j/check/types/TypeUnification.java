package io.rego4j.check.types;

import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.FunctionType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Property;
import io.rego4j.check.RegoType.Scalar;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.RegoType.Union;

/** Whether values of two types may be equal: OPA's {@code unifies}. */
public final class TypeUnification {
    private TypeUnification() {}

    public static boolean unifies(RegoType a, RegoType b) {
        if (a == RegoType.UNKNOWN || b == RegoType.UNKNOWN) {
            return false;
        }
        if (a instanceof Union x && unifies(x, b) || b instanceof Union y && unifies(y, a)) {
            return true;
        }
        if (a instanceof Union || b instanceof Union) {
            return false;
        }
        if (a instanceof Scalar) {
            return a == b;
        } else if (a instanceof ArrayType x && b instanceof ArrayType y) {
            return unifiesItems(x, y)
                    && unifiesItems(y, x)
                    && (x.rest() == null || y.rest() == null || unifies(x.rest(), y.rest()));
        } else if (a instanceof ObjectType x && b instanceof ObjectType y) {
            return unifiesProperties(x, y)
                    && unifiesProperties(y, x)
                    && (x.rest() == null
                            || y.rest() == null
                            || unifies(x.rest().value(), y.rest().value()));
        } else if (a instanceof SetType x && b instanceof SetType y) {
            return x.element() == RegoType.UNKNOWN
                    || y.element() == RegoType.UNKNOWN
                    || unifies(x.element(), y.element());
        } else if (a instanceof FunctionType x && b instanceof FunctionType y) {
            return unifiesFunctions(x, y);
        }
        return false;
    }

    private static boolean unifies(Union union, RegoType type) {
        if (type instanceof FunctionType) {
            return false;
        }
        return union.of().isEmpty() || union.of().stream().anyMatch(member -> unifies(member, type));
    }

    private static boolean unifiesItems(ArrayType a, ArrayType b) {
        for (int i = 0; i < a.items().size(); i++) {
            if (!unifies(TypeAlgebra.item(a, i), TypeAlgebra.item(b, i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean unifiesProperties(ObjectType a, ObjectType b) {
        for (Property property : a.properties()) {
            RegoType other = TypeAlgebra.select(b, property.key());
            if (other == RegoType.UNKNOWN) {
                if (a.rest() == null && b.rest() == null) {
                    return false;
                }
            } else if (!unifies(property.value(), other)) {
                return false;
            }
        }
        return true;
    }

    private static boolean unifiesFunctions(FunctionType a, FunctionType b) {
        if (a.args().size() != b.args().size()) {
            return false;
        }
        for (int i = 0; i < a.args().size(); i++) {
            if (!unifies(a.args().get(i), b.args().get(i))) {
                return false;
            }
        }
        return true;
    }
}
