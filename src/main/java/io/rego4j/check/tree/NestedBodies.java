package io.rego4j.check.tree;

import io.rego4j.ast.Body;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.TemplateStringTerm;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * VarScopes in scopes: comprehensions, template strings, and the bodies of {@code every}, {@code not}, {@code and} and {@code
 * or}. The time of the check grows with the square of their depth: OPA's own does not end for twenty comprehensions.
 */
public final class NestedBodies {
    /** More scopes in each other are refused. */
    public static final int MOST = 1_000;

    private NestedBodies() {}

    /**
     * The first node found with more than {@link #MOST} scopes around it; null if there is none.
     *
     * @param depth the depth of the module: {@link NodeWalk#depth}
     */
    public static @Nullable Node tooDeep(RegoModule module, int depth) {
        if (depth <= MOST) {
            return null;
        }
        record Level(Node node, int scopes) {}
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(module, 0));
        while (!open.isEmpty()) {
            Level level = open.pop();
            if (level.scopes > MOST) {
                return level.node;
            }
            boolean hasBody = level.node instanceof ComprehensionTerm;
            int scopes = level.scopes + (hasBody || level.node instanceof TemplateStringTerm ? 1 : 0);
            for (Node child : level.node.children()) {
                open.push(new Level(child, child instanceof Body && !hasBody ? scopes + 1 : scopes));
            }
        }
        return null;
    }
}
