package io.rego4j.ast;

import io.rego4j.internal.deep.DeepStack;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Lists of children, and groundness, equality and hash codes of the nodes below a node, which overflow no stack however
 * deep these are.
 */
final class Nodes {
    private Nodes() {}

    static boolean allGround(List<? extends Term> terms) {
        for (Term term : terms) {
            if (!isGround(term)) {
                return false;
            }
        }
        return true;
    }

    /** {@link Term#isGround}, for a term inside another one. */
    static boolean isGround(Term term) {
        return isLeaf(term) ? term.isGround() : DeepStack.step(term::isGround);
    }

    /** True for a term without terms in it: no recursion goes on below it. */
    static boolean isLeaf(@Nullable Node node) {
        return node instanceof ScalarTerm || node instanceof VarTerm;
    }

    /** Whether two nodes below two others are equal. */
    static boolean equal(@Nullable Node a, @Nullable Node b) {
        if (a == b || a == null || isLeaf(a)) {
            return Objects.equals(a, b);
        }
        DeepStack.Steps step = DeepStack.enter();
        if (step == null) {
            return DeepStack.step(() -> a.equals(b));
        }
        try {
            return a.equals(b);
        } finally {
            step.leave();
        }
    }

    /** Whether two lists of nodes below two others are equal. */
    static boolean equal(List<? extends Node> a, List<? extends Node> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!equal(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The hash of a node below another one; 0 for none. */
    static int hash(@Nullable Node node) {
        if (node == null || isLeaf(node)) {
            return Objects.hashCode(node);
        }
        return DeepStack.step(node::hashCode);
    }

    /** The hash of a list of nodes below another one. */
    static int hash(List<? extends Node> nodes) {
        int hash = 1;
        for (int i = 0; i < nodes.size(); i++) {
            hash = 31 * hash + hash(nodes.get(i));
        }
        return hash;
    }

    /** A view of a node and those after it. */
    static List<Node> listOf(Node first, List<? extends Node> rest) {
        return new FirstAndRest(first, rest);
    }

    private static final class FirstAndRest extends AbstractList<Node> implements RandomAccess {
        private final Node first;
        private final List<? extends Node> rest;

        FirstAndRest(Node first, List<? extends Node> rest) {
            this.first = first;
            this.rest = rest;
        }

        @Override
        public Node get(int index) {
            return index == 0 ? first : rest.get(index - 1);
        }

        @Override
        public int size() {
            return 1 + rest.size();
        }
    }

    /** One list of nodes, from nodes, lists of nodes, and nulls, which are left out. */
    static List<Node> listOf(@Nullable Object... parts) {
        int size = 0;
        for (Object part : parts) {
            size += part instanceof List<?> list ? list.size() : part == null ? 0 : 1;
        }
        Node[] nodes = new Node[size];
        int next = 0;
        for (Object part : parts) {
            if (part instanceof Node node) {
                nodes[next++] = node;
            } else if (part instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    nodes[next++] = (Node) list.get(i);
                }
            }
        }
        return Collections.unmodifiableList(Arrays.asList(nodes));
    }
}
