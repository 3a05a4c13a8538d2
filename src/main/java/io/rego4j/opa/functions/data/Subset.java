package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.Value;
import java.util.Map;

/** Whether one value holds another ({@code v1/topdown/subset.go}). */
final class Subset {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "object.subset",
            (context, operands) -> BooleanValue.of(new Subset(context).holds(operands[0], operands[1])));

    private final BuiltinContext context;

    private Subset(BuiltinContext context) {
        this.context = context;
    }

    private boolean holds(Value whole, Value part) throws BuiltinException {
        if (whole instanceof ArrayValue array && part instanceof SetValue set) {
            // To OPA an empty array holds nothing, not even the empty set; and it counts items, not different ones.
            return holdsItems(array, set);
        } else if (whole.kind() != part.kind() || !isComposite(whole)) {
            throw BuiltinException.operand("both arguments object.subset must be of the same type or array and set");
        }
        return holdsSameKind(whole, part);
    }

    private static boolean isComposite(Value value) {
        return value instanceof ObjectValue || value instanceof SetValue || value instanceof ArrayValue;
    }

    private boolean holdsSameKind(Value whole, Value part) {
        return switch (whole.kind()) {
            case OBJECT -> holdsMembers((ObjectValue) whole, (ObjectValue) part);
            case SET -> ((SetValue) part).minus((SetValue) whole).size() == 0;
            case ARRAY -> holdsRun((ArrayValue) whole, (ArrayValue) part);
            default -> false;
        };
    }

    private boolean holdsMembers(ObjectValue whole, ObjectValue part) {
        for (int i = 0; i < part.size(); i++) {
            Value have = whole.get(part.key(i));
            Value want = part.value(i);
            if (have == null || !have.equals(want) && (have.kind() != want.kind() || !holdsSameKind(have, want))) {
                return false;
            }
        }
        return true;
    }

    private boolean holdsRun(ArrayValue whole, ArrayValue part) {
        int start = 0;
        int matched = 0;
        while (matched < part.size()) {
            if (start + matched >= whole.size()) {
                return false;
            } else if (whole.get(start + matched).equals(part.get(matched))) {
                matched++;
            } else {
                context.checkDeadline();
                start++;
                matched = 0;
            }
        }
        return true;
    }

    private static boolean holdsItems(ArrayValue whole, SetValue part) {
        int missing = part.size();
        for (Value item : whole) {
            missing -= part.contains(item) ? 1 : 0;
            if (missing == 0) {
                return true;
            }
        }
        return false;
    }
}
