package io.rego4j.check.tree;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.Not;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.VarTerm;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Walks over a tree from the top down. */
public final class NodeQueries {
    private NodeQueries() {}

    /** Visits each node, and not what is below those for which {@code visit} is true. */
    public static void all(Node node, Predicate<Node> visit) {
        if (!visit.test(node)) {
            for (Node child : node.children()) {
                all(child, visit);
            }
        }
    }

    public static void all(Collection<? extends Node> nodes, Predicate<Node> visit) {
        nodes.forEach(node -> all(node, visit));
    }

    /** True if the node or one below it passes. */
    public static boolean any(Node node, Predicate<Node> test) {
        if (test.test(node)) {
            return true;
        }
        for (Node child : node.children()) {
            if (any(child, test)) {
                return true;
            }
        }
        return false;
    }

    public static boolean any(Collection<? extends Node> nodes, Predicate<Node> test) {
        return nodes.stream().anyMatch(node -> any(node, test));
    }

    /** Visits each expression, nested ones included. */
    public static void exprs(Collection<? extends Node> nodes, Consumer<Expr> action) {
        all(nodes, node -> {
            if (node instanceof Expr expr) {
                action.accept(expr);
            }
            return false;
        });
    }

    /** Adds the names of all variables. */
    public static void vars(Node node, Set<String> names) {
        all(node, n -> {
            if (n instanceof VarTerm variable) {
                names.add(variable.name());
            }
            return false;
        });
    }

    public static boolean isComprehension(Node node) {
        return node instanceof ArrayComprehensionTerm
                || node instanceof SetComprehensionTerm
                || node instanceof ObjectComprehensionTerm;
    }

    /** True for what holds a body that closes over variables around it. */
    public static boolean isClosure(Node node) {
        return isComprehension(node)
                || node instanceof Every
                || node instanceof Not
                || node instanceof LogicalAnd
                || node instanceof LogicalOr;
    }
}
