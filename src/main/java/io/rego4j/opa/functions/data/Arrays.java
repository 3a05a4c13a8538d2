package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.Value;
import java.util.Map;

/** Arrays made of arrays ({@code v1/topdown/array.go}). */
final class Arrays {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "array.concat", (context, operands) -> concat(Operands.array(operands, 1), Operands.array(operands, 2)),
            "array.flatten", (context, operands) -> flatten(Operands.array(operands, 1)),
            "array.reverse", (context, operands) -> reverse(Operands.array(operands, 1)),
            "array.slice", (context, operands) -> slice(operands));

    private Arrays() {}

    private static Value concat(ArrayValue a, ArrayValue b) {
        ArrayValue.Builder all = new ArrayValue.Builder(a.size() + b.size());
        a.forEach(all::add);
        b.forEach(all::add);
        return all.build();
    }

    /** One level: arrays in arrays in the array stay. */
    private static Value flatten(ArrayValue array) {
        ArrayValue.Builder flat = new ArrayValue.Builder(array.size());
        for (Value item : array) {
            if (item instanceof ArrayValue inner) {
                inner.forEach(flat::add);
            } else {
                flat.add(item);
            }
        }
        return flat.build();
    }

    private static Value reverse(ArrayValue array) {
        ArrayValue.Builder reversed = new ArrayValue.Builder(array.size());
        for (int i = array.size() - 1; i >= 0; i--) {
            reversed.add(array.get(i));
        }
        return reversed.build();
    }

    private static Value slice(Value[] operands) throws BuiltinException {
        ArrayValue array = Operands.array(operands, 1);
        long start = Operands.integer(operands, 2);
        long stop = Math.max(0, Math.min(Operands.integer(operands, 3), array.size()));
        return array.slice((int) Math.max(0, Math.min(start, stop)), (int) stop);
    }
}
