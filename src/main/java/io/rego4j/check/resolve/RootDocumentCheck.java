package io.rego4j.check.resolve;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Term;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import io.rego4j.internal.language.VersionRules;
import io.rego4j.source.Diagnostic;
import java.util.Collection;
import java.util.List;

/** Rules, parameters and variables that shadow {@code input} or {@code data}, which Rego v1 forbids. */
public final class RootDocumentCheck {
    private static final List<String> ASSIGN = List.of("assign");

    private final Problems problems;
    private final boolean strict;

    public RootDocumentCheck(Problems problems, boolean strict) {
        this.problems = problems;
        this.strict = strict;
    }

    public void run(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            if (strict || module.isAtLeastV1()) {
                module.rules.forEach(this::names);
                if (module.scan.mayCall(ASSIGN)) {
                    module.eachRule(this::variables);
                }
            }
        }
    }

    private void names(RuleUnit rule) {
        if (Refs.isRootName(rule.name())) {
            problems.add(Diagnostic.COMPILE_ERROR, rule.origin(), VersionRules.ruleShadows(rule.name()));
        }
        for (Term arg : rule.args) {
            if (Refs.isRootDocument(arg)) {
                problems.add(Diagnostic.COMPILE_ERROR, arg.origin(), VersionRules.parameterShadows(arg.toString()));
            }
        }
    }

    private void variables(RuleUnit rule) {
        NodeQueries.exprs(rule.nodes(), this::assignment);
    }

    private void assignment(Expr expr) {
        CallTerm call = Refs.call(expr);
        if (call != null && Refs.isAssignment(expr)) {
            List<Term> args = call.args();
            if (!args.isEmpty() && Refs.isRootName(args.get(0).toString())) {
                problems.add(
                        Diagnostic.COMPILE_ERROR,
                        expr.origin(),
                        VersionRules.variableShadows(args.get(0).toString()));
            }
        }
    }
}
