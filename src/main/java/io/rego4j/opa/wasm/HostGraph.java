package io.rego4j.opa.wasm;

import io.rego4j.opa.engine.RegoValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ways through a graph, which is an object from each node to the nodes after it. */
final class HostGraph {
    static final Map<String, HostFunction> FUNCTIONS =
            Map.of("graph.reachable_paths", (operands, call) -> paths(operands.get(0), operands.get(1)));

    private final Map<?, ?> graph;
    private final Set<Object> paths = new LinkedHashSet<>();

    private HostGraph(Map<?, ?> graph) {
        this.graph = graph;
    }

    private static Object paths(@Nullable Object graph, @Nullable Object initial) throws HostFunction.BuiltinError {
        HostGraph walk = new HostGraph(HostCall.object(graph));
        if (!(initial instanceof List<?>) && !(initial instanceof Set<?>)) {
            throw new HostFunction.BuiltinError("operand must be one of {array, set}");
        }
        for (Object node : (Collection<?>) initial) {
            if (walk.has(node)) {
                walk.follow(node, List.of());
            }
        }
        return walk.paths;
    }

    private boolean has(@Nullable Object node) {
        return graph.keySet().stream().anyMatch(key -> RegoValue.compare(key, node) == 0);
    }

    /** The nodes after this one; none where they are neither in an array nor in a set. */
    private Collection<?> after(@Nullable Object node) {
        for (Map.Entry<?, ?> entry : graph.entrySet()) {
            if (RegoValue.compare(entry.getKey(), node) == 0) {
                return entry.getValue() instanceof Collection<?> nodes ? nodes : List.of();
            }
        }
        return List.of();
    }

    /** Goes on with a node of the graph. */
    private void follow(@Nullable Object node, List<@Nullable Object> before) {
        if (Thread.currentThread().isInterrupted()) {
            throw new HostFunction.Unsupported("interrupted in a graph");
        }
        List<@Nullable Object> path = new ArrayList<>(before);
        path.add(node);
        Collection<?> next = after(node);
        if (next.isEmpty()) {
            paths.add(path);
        }
        for (Object neighbour : next) {
            // A first node that leads to itself is there twice.
            boolean fresh = path.size() == 1 || path.stream().noneMatch(n -> RegoValue.compare(n, neighbour) == 0);
            if (fresh && has(neighbour)) {
                follow(neighbour, path);
            } else {
                // A way ends where it comes back to itself or leaves the graph.
                paths.add(path);
            }
        }
    }
}
