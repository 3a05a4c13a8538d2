package io.rego4j.check.tree;

import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.VarTerm;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

/** Walks over trees that call an action for each node, expression or variable. */
public final class NodeQueries {
    private NodeQueries() {}

    /** Visits each node. */
    public static void each(Collection<? extends Node> roots, Consumer<Node> action) {
        NodeWalk.walk(roots, node -> {
            action.accept(node);
            return true;
        });
    }

    /** Visits each expression, nested ones included. */
    public static void exprs(Collection<? extends Node> roots, Consumer<Expr> action) {
        each(roots, node -> {
            if (node instanceof Expr expr) {
                action.accept(expr);
            }
        });
    }

    /** Visits each variable. */
    public static void vars(Collection<? extends Node> roots, Consumer<VarTerm> action) {
        each(roots, node -> {
            if (node instanceof VarTerm variable) {
                action.accept(variable);
            }
        });
    }

    /** Adds the names of all variables. */
    public static void vars(Node root, Set<String> names) {
        NodeWalk.walk(root, node -> {
            if (node instanceof VarTerm variable) {
                names.add(variable.name());
            }
            return true;
        });
    }
}
