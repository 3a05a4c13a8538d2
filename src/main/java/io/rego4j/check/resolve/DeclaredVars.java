package io.rego4j.check.resolve;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The variables that {@code :=} and {@code some} declare in a body, outside of comprehensions. */
final class DeclaredVars {
    private DeclaredVars() {}

    static Set<String> of(Collection<? extends Node> body) {
        Set<String> names = new LinkedHashSet<>();
        body.forEach(node -> collect(node, names));
        return names;
    }

    static Set<String> of(Node node) {
        return of(List.of(node));
    }

    private static void collect(Node root, Set<String> names) {
        NodeWalk.walk(root, node -> {
            if (node instanceof Expr expr) {
                CallTerm call = Refs.call(expr);
                if (call != null && Refs.isAssignment(expr) && call.args().size() == 2) {
                    NodeQueries.vars(call.args().get(0), names);
                } else if (expr.terms() instanceof SomeDecl some) {
                    some.symbols().forEach(symbol -> declared(symbol, names));
                }
            }
            return !(node instanceof ComprehensionTerm);
        });
    }

    private static void declared(Term symbol, Set<String> names) {
        if (symbol instanceof VarTerm variable) {
            names.add(variable.name());
        } else if (symbol instanceof CallTerm membership && !membership.args().isEmpty()) {
            NodeQueries.vars(membership.args().get(0), names);
            if (membership.args().size() == 3) {
                NodeQueries.vars(membership.args().get(1), names);
            }
        }
    }
}
