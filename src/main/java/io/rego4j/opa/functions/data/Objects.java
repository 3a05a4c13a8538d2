package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects: looking up, removing and filtering keys, and unions ({@code v1/topdown/object.go}). */
final class Objects {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "object.get", (context, operands) -> get(operands),
            "object.keys", (context, operands) -> Operands.object(operands, 1).keys(),
            "object.remove", (context, operands) -> remove(operands),
            "object.filter", (context, operands) -> filter(operands),
            "object.union", (context, operands) -> union(Operands.object(operands, 1), Operands.object(operands, 2)),
            "object.union_n", (context, operands) -> union(operands, Operands.array(operands, 1)));

    private Objects() {}

    private static Value get(Value[] operands) throws BuiltinException {
        Operands.object(operands, 1);
        Value found = operands[0];
        if (operands[1] instanceof ArrayValue path) {
            for (int i = 0; i < path.size() && found != null; i++) {
                found = child(found, path.get(i));
            }
        } else {
            found = child(found, operands[1]);
        }
        return found == null ? operands[2] : found;
    }

    /** What a reference with this key finds in a value, or null. */
    static @Nullable Value child(Value value, Value key) {
        return switch (value.kind()) {
            case OBJECT -> ((ObjectValue) value).get(key);
            case SET -> ((SetValue) value).contains(key) ? key : null;
            case ARRAY -> ((ArrayValue) value).find(key);
            default -> null;
        };
    }

    private static Value remove(Value[] operands) throws BuiltinException {
        ObjectValue object = Operands.object(operands, 1);
        SetValue keys = keys(operands);
        ObjectValue.Builder left = new ObjectValue.Builder();
        object.forEach((key, value) -> {
            if (!keys.contains(key)) {
                left.put(key, value);
            }
        });
        return left.build();
    }

    /** As in OPA the keys are those of the larger of the two, which matters where one has {@code 1.0} for {@code 1}. */
    private static Value filter(Value[] operands) throws BuiltinException {
        ObjectValue object = Operands.object(operands, 1);
        SetValue keys = keys(operands);
        Iterable<Value> candidates = object.size() < keys.size() ? keys : object.keys();
        ObjectValue.Builder found = new ObjectValue.Builder();
        for (Value key : candidates) {
            Value value = keys.contains(key) ? object.get(key) : null;
            if (value != null) {
                found.put(key, value);
            }
        }
        return found.build();
    }

    private static SetValue keys(Value[] operands) throws BuiltinException {
        return switch (operands[1].kind()) {
            case ARRAY -> SetValue.of(((ArrayValue) operands[1]).toList());
            case SET -> (SetValue) operands[1];
            case OBJECT -> ((ObjectValue) operands[1]).keys();
            default -> throw Operands.wrongType(operands, 2, "object", "set", "array");
        };
    }

    /** Both, with the values of the second where both have a key; objects under one key are united too. */
    private static ObjectValue union(ObjectValue a, ObjectValue b) {
        if (a.size() == 0) {
            return b;
        } else if (b.size() == 0 || a.equals(b)) {
            return a;
        }
        ObjectValue.Builder all = a.toBuilder();
        b.forEach((key, value) -> {
            all.put(
                    key,
                    value instanceof ObjectValue upper && a.get(key) instanceof ObjectValue lower
                            ? union(lower, upper)
                            : value);
        });
        return all.build();
    }

    private static Value union(Value[] operands, ArrayValue objects) throws BuiltinException {
        for (Value item : objects) {
            if (!(item instanceof ObjectValue)) {
                throw Operands.wrongItem(1, operands[0], item, "object");
            }
        }
        ObjectValue all = ObjectValue.EMPTY;
        for (Value item : objects) {
            all = union(all, (ObjectValue) item);
        }
        return all;
    }
}
