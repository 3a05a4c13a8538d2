package io.rego4j.check.calls;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.Term;
import io.rego4j.check.Builtin;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import io.rego4j.source.Diagnostic;
import java.util.Collection;
import java.util.function.Consumer;

/** Calls that have no value where one is needed, and calls of deprecated built-ins. */
public final class CallChecks {
    private final Problems problems;
    private final FunctionTable signatures;

    public CallChecks(Problems problems, FunctionTable signatures) {
        this.problems = problems;
        this.signatures = signatures;
    }

    /** OPA's stage {@code CheckVoidCalls}. */
    public void withoutValue(Collection<ModuleUnit> modules) {
        eachNode(modules, node -> {
            // A call that is an expression by itself needs no value.
            for (Node child : node.children()) {
                if (child instanceof CallTerm call && !(node instanceof Expr)) {
                    Builtin builtin = signatures.builtin(call);
                    if (builtin != null && builtin.type().result() == null) {
                        problems.fatal(Diagnostic.TYPE_ERROR, call.origin(), call + " used as value");
                    }
                }
            }
        });
        for (ModuleUnit module : modules) {
            module.eachRule(rule -> {
                for (Term term : rule.headTerms()) {
                    Builtin builtin = term instanceof CallTerm call ? signatures.builtin(call) : null;
                    if (builtin != null && builtin.type().result() == null) {
                        problems.fatal(Diagnostic.TYPE_ERROR, term.origin(), term + " used as value");
                    }
                }
            });
        }
    }

    /** OPA's stage {@code CheckDeprecatedBuiltins}: for Rego v1, and for v0 in strict mode. */
    public void deprecated(Collection<ModuleUnit> modules, boolean strict) {
        for (ModuleUnit module : modules) {
            if (strict || module.isAtLeastV1()) {
                module.eachRule(rule -> {
                    NodeQueries.exprs(rule.headTerms(), this::deprecated);
                    NodeQueries.exprs(rule.body, this::deprecated);
                });
            }
        }
    }

    private void deprecated(Expr expr) {
        CallTerm call = Refs.call(expr);
        Builtin builtin = call == null ? null : signatures.builtin(call);
        if (builtin != null && builtin.deprecated()) {
            problems.add(
                    Diagnostic.TYPE_ERROR,
                    expr.origin(),
                    "deprecated built-in function calls in expression: " + builtin.name());
        }
    }

    private static void eachNode(Collection<ModuleUnit> modules, Consumer<Node> action) {
        for (ModuleUnit module : modules) {
            module.eachRule(rule -> {
                NodeQueries.all(rule.headTerms(), node -> {
                    action.accept(node);
                    return false;
                });
                NodeQueries.all(rule.body, node -> {
                    action.accept(node);
                    return false;
                });
            });
        }
    }
}
