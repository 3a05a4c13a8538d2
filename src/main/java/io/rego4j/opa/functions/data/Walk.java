package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * All paths into a value, each with what it leads to ({@code v1/topdown/walk.go}). A plan calls {@code walk} as a function
 * and goes through the array that it gives.
 */
final class Walk {
    private static final int BYTES_OF_A_STEP = 8;
    private static final int BYTES_OF_A_PAIR = 120;

    static final Map<String, Builtin> FUNCTIONS = Map.of("walk", Walk::walk);

    private Walk() {}

    /** A value to visit and the path to it. */
    private record Visit(List<Value> path, Value value) {}

    private static Value walk(BuiltinContext context, Value[] operands) {
        ArrayValue.Builder pairs = new ArrayValue.Builder();
        Deque<Visit> visits = new ArrayDeque<>();
        visits.push(new Visit(List.of(), operands[0]));
        while (!visits.isEmpty()) {
            Visit visit = visits.pop();
            context.checkDeadline();
            context.allocate(BYTES_OF_A_PAIR + (long) BYTES_OF_A_STEP * visit.path.size());
            pairs.add(ArrayValue.of(ArrayValue.of(visit.path), visit.value));
            // The last one on the stack is visited first.
            List<Visit> inner = inner(visit);
            for (int i = inner.size() - 1; i >= 0; i--) {
                visits.push(inner.get(i));
            }
        }
        return pairs.build();
    }

    private static List<Visit> inner(Visit visit) {
        List<Visit> inner = new ArrayList<>();
        switch (visit.value.kind()) {
            case ARRAY -> {
                ArrayValue array = (ArrayValue) visit.value;
                for (int i = 0; i < array.size(); i++) {
                    inner.add(step(visit, NumberValue.of(i), array.get(i)));
                }
            }
            case OBJECT -> ((ObjectValue) visit.value).forEach((key, value) -> inner.add(step(visit, key, value)));
            case SET -> ((SetValue) visit.value).forEach(item -> inner.add(step(visit, item, item)));
            default -> {}
        }
        return inner;
    }

    private static Visit step(Visit visit, Value key, Value value) {
        List<Value> path = new ArrayList<>(visit.path.size() + 1);
        path.addAll(visit.path);
        path.add(key);
        return new Visit(path, value);
    }
}
