package io.rego4j.check.calls;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.check.Builtin;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import io.rego4j.internal.language.VersionRules;
import io.rego4j.source.Diagnostic;
import java.util.Collection;
import java.util.List;

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
        List<String> names = signatures.builtins(builtin -> builtin.type().result() == null);
        for (ModuleUnit module : modules) {
            if (module.scan.mayCall(names)) {
                module.eachRule(this::withoutValue);
            }
        }
    }

    private void withoutValue(RuleUnit rule) {
        rule.headTerms().forEach(this::value);
        NodeQueries.each(rule.nodes(), node -> {
            // A call that is an expression by itself needs no value.
            if (!(node instanceof Expr)) {
                node.children().forEach(this::value);
            }
        });
    }

    private void value(Node node) {
        Builtin builtin = node instanceof CallTerm call ? signatures.builtin(call) : null;
        if (builtin != null && builtin.type().result() == null) {
            problems.fatal(Diagnostic.TYPE_ERROR, node.origin(), node + " used as value");
        }
    }

    /** OPA's stage {@code CheckDeprecatedBuiltins}: for Rego v1, and for v0 in strict mode. */
    public void deprecated(Collection<ModuleUnit> modules, boolean strict) {
        List<String> names = signatures.builtins(Builtin::deprecated);
        for (ModuleUnit module : modules) {
            if ((strict || module.isAtLeastV1()) && module.scan.mayCall(names)) {
                module.eachRule(rule -> NodeQueries.exprs(rule.nodes(), this::deprecated));
            }
        }
    }

    private void deprecated(Expr expr) {
        CallTerm call = Refs.call(expr);
        Builtin builtin = call == null ? null : signatures.builtin(call);
        if (builtin != null && builtin.deprecated()) {
            problems.add(Diagnostic.TYPE_ERROR, expr.origin(), VersionRules.deprecatedCall(builtin.name()));
        }
    }
}
