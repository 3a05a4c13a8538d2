package io.rego4j.ast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

    /** One list of nodes, from nodes, lists of nodes, and nulls, which are left out. */
    static List<Node> listOf(@Nullable Object... parts) {
        List<Node> nodes = new ArrayList<>();
        for (Object part : parts) {
            if (part instanceof Node node) {
                nodes.add(node);
            } else if (part instanceof List<?> list) {
                for (Object item : list) {
                    nodes.add((Node) item);
                }
            }
        }
        return Collections.unmodifiableList(nodes);
    }
}
