package io.rego4j.format.text;

import io.rego4j.ast.Node;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether something holds for a node or one below it, asked at many levels of one tree: each node is looked at once, so that
 * the time does not grow with the square of the depth.
 */
public final class AnyBelow {
    private final Predicate<Node> question;
    private final Map<Node, Boolean> answers = new IdentityHashMap<>();

    public AnyBelow(Predicate<Node> question) {
        this.question = question;
    }

    /** True if the answer is yes for a node or one below it. */
    public boolean test(Node node) {
        if (question.test(node)) {
            return true;
        }
        var children = node.children();
        if (children.isEmpty()) {
            return false;
        }
        Boolean known = answers.get(node);
        if (known == null) {
            known = any(children);
            answers.put(node, known);
        }
        return known;
    }

    /** True if the answer is yes for one of the nodes or one below them. */
    public boolean any(Iterable<? extends Node> nodes) {
        for (Node node : nodes) {
            if (test(node)) {
                return true;
            }
        }
        return false;
    }
}
