package io.rego4j.ast;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** Lists of children, and questions asked of lists of terms. */
final class Nodes {
    private Nodes() {}

    static boolean allGround(List<? extends Term> terms) {
        for (Term term : terms) {
            if (!term.isGround()) {
                return false;
            }
        }
        return true;
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
