package io.rego4j.check;

import io.rego4j.ast.TermOrder;
import io.rego4j.check.RegoType.ArrayType;
import io.rego4j.check.RegoType.FunctionType;
import io.rego4j.check.RegoType.ObjectType;
import io.rego4j.check.RegoType.Property;
import io.rego4j.check.RegoType.Scalar;
import io.rego4j.check.RegoType.SetType;
import io.rego4j.check.RegoType.Union;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OPA's total order of types ({@code types.Compare}), by which unions are kept and compared. */
final class TypeOrder {
    private TypeOrder() {}

    static int compare(RegoType a, RegoType b) {
        if (a == b) {
            return 0;
        }
        int kinds = Integer.compare(rank(a), rank(b));
        if (kinds != 0) {
            return kinds;
        }
        if (a instanceof ArrayType x && b instanceof ArrayType y) {
            int c = compareOptional(x.rest(), y.rest());
            return c != 0 ? c : compareAll(x.items(), y.items());
        } else if (a instanceof ObjectType x && b instanceof ObjectType y) {
            return compareObjects(x, y);
        } else if (a instanceof SetType x && b instanceof SetType y) {
            return compare(x.element(), y.element());
        } else if (a instanceof Union x && b instanceof Union y) {
            return compareAll(x.of(), y.of());
        } else if (a instanceof FunctionType x && b instanceof FunctionType y) {
            int c = Integer.compare(x.args().size(), y.args().size());
            c = c != 0 ? c : compareAll(x.args(), y.args());
            c = c != 0 ? c : compareOptional(x.result(), y.result());
            return c != 0 ? c : compareOptional(x.variadic(), y.variadic());
        }
        return 0;
    }

    private static int compareObjects(ObjectType a, ObjectType b) {
        if (a.rest() == null || b.rest() == null) {
            if (a.rest() != null || b.rest() != null) {
                return a.rest() != null ? 1 : -1;
            }
        } else {
            int c = compare(a.rest().key(), b.rest().key());
            c = c != 0 ? c : compare(a.rest().value(), b.rest().value());
            if (c != 0) {
                return c;
            }
        }
        return TermOrder.compareLists(a.properties(), b.properties(), TypeOrder::compareProperties);
    }

    private static int compareProperties(Property a, Property b) {
        int c = TermOrder.INSTANCE.compare(a.key(), b.key());
        return c != 0 ? c : compare(a.value(), b.value());
    }

    private static int compareOptional(@Nullable RegoType a, @Nullable RegoType b) {
        return a == null || b == null ? Boolean.compare(a != null, b != null) : compare(a, b);
    }

    private static int compareAll(List<RegoType> a, List<RegoType> b) {
        return TermOrder.compareLists(a, b, TypeOrder::compare);
    }

    private static int rank(RegoType type) {
        if (type instanceof Scalar) {
            return type == RegoType.UNKNOWN
                    ? -1
                    : type == RegoType.NULL ? 0 : type == RegoType.BOOLEAN ? 1 : type == RegoType.NUMBER ? 2 : 3;
        } else if (type instanceof ArrayType) {
            return 4;
        } else if (type instanceof ObjectType) {
            return 5;
        } else if (type instanceof SetType) {
            return 6;
        }
        return type instanceof Union ? 7 : 8;
    }
}
