package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The functions of a plan by their paths: the virtual documents. */
public final class PathTree {
    /** The generation of functions that no {@code with} has changed. */
    public static final String UNCHANGED = "g0";

    private final Map<String, PathTree> children = new TreeMap<>();
    private @Nullable PlannedFunction function;

    public void add(PlannedFunction added) {
        PathTree node = this;
        for (String key : added.path()) {
            node = node.children.computeIfAbsent(key, k -> new PathTree());
        }
        node.function = added;
    }

    @Nullable
    public PathTree child(String key) {
        return children.get(key);
    }

    /** The function at a path, or null. */
    @Nullable
    PlannedFunction function(List<String> path) {
        PathTree node = this;
        for (String key : path) {
            node = node.children.get(key);
            if (node == null) {
                return null;
            }
        }
        return node.function;
    }

    /** A copy to which more can be added, without a key. */
    public PathTree copyWithout(String left) {
        PathTree copy = copy();
        copy.children.remove(left);
        return copy;
    }

    private PathTree copy() {
        PathTree copy = new PathTree();
        children.forEach((key, child) -> copy.children.put(key, child.copy()));
        copy.function = function;
        return copy;
    }

    /** A path that is an object even if there is no rule below it. */
    public void addPackage(List<String> path) {
        PathTree node = this;
        for (String key : path) {
            node = node.children.computeIfAbsent(key, k -> new PathTree());
        }
    }

    /** The function here, or null. */
    @Nullable
    public PlannedFunction function() {
        return function;
    }

    /** The object of all rules below here that are defined; functions with arguments are none of it. */
    public ObjectValue extent(Evaluation evaluation) {
        ObjectValue.Builder extent = new ObjectValue.Builder();
        children.forEach((key, child) -> {
            PlannedFunction itsFunction = child.function;
            if (itsFunction == null) {
                extent.put(StringValue.of(key), child.extent(evaluation));
            } else if (itsFunction.isRule()) {
                Value value = itsFunction.call(evaluation, evaluation.documents());
                if (value != null) {
                    extent.put(StringValue.of(key), value);
                }
            }
        });
        return extent.build();
    }
}
