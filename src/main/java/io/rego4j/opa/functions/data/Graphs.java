package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Graphs: objects of the neighbours of each vertex ({@code v1/topdown/reachable.go}). */
final class Graphs {
    private static final int BYTES_OF_A_STEP = 8;

    static final Map<String, Builtin> FUNCTIONS =
            Map.of("graph.reachable", Graphs::reachable, "graph.reachable_paths", Graphs::paths);

    private Graphs() {}

    private static List<Value> vertices(Value collection) {
        if (collection instanceof ArrayValue array) {
            return array.toList();
        }
        return collection instanceof SetValue set ? set.toArray().toList() : List.of();
    }

    private static List<Value> initial(Value[] operands) throws BuiltinException {
        if (operands[1] instanceof ArrayValue || operands[1] instanceof SetValue) {
            return vertices(operands[1]);
        }
        throw Operands.wrongType(operands, 2, "{array, set}");
    }

    private static Value reachable(BuiltinContext context, Value[] operands) throws BuiltinException {
        ObjectValue graph = Operands.object(operands, 1);
        Deque<Value> queue = new ArrayDeque<>(initial(operands));
        SetValue.Builder reached = new SetValue.Builder();
        while (!queue.isEmpty()) {
            context.checkDeadline();
            Value vertex = queue.pop();
            Value edges = graph.get(vertex);
            int before = reached.size();
            if (edges != null && reached.add(vertex).size() > before) {
                queue.addAll(vertices(edges));
            }
        }
        return reached.build();
    }

    /** A vertex to go on to, after a path that has reached it. */
    private record Step(Value vertex, List<Value> path) {}

    private static Value paths(BuiltinContext context, Value[] operands) throws BuiltinException {
        ObjectValue graph = Operands.object(operands, 1);
        SetValue.Builder paths = new SetValue.Builder();
        Deque<Step> steps = new ArrayDeque<>();
        for (Value vertex : initial(operands)) {
            if (graph.containsKey(vertex)) {
                steps.push(new Step(vertex, List.of()));
            }
        }
        while (!steps.isEmpty()) {
            context.checkDeadline();
            Step step = steps.pop();
            context.allocate((long) BYTES_OF_A_STEP * step.path.size());
            Value edges = graph.get(step.vertex);
            // OPA does not look for a cycle in the first step: an edge from a vertex to itself is followed once.
            if (edges == null || step.path.size() > 1 && step.path.contains(step.vertex)) {
                // A vertex that the graph does not have, or a cycle: the path ends before it.
                paths.add(ArrayValue.of(step.path));
                continue;
            }
            List<Value> path = new ArrayList<>(step.path);
            path.add(step.vertex);
            List<Value> next = vertices(edges);
            if (next.isEmpty()) {
                paths.add(ArrayValue.of(path));
            }
            next.forEach(vertex -> steps.push(new Step(vertex, path)));
        }
        return paths.build();
    }
}
