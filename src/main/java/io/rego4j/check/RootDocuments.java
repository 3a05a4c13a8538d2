package io.rego4j.check;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Term;
import io.rego4j.source.Diagnostic;
import java.util.Collection;
import java.util.List;

/** Rules, parameters and variables that would hide {@code input} or {@code data}, which Rego v1 forbids. */
final class RootDocuments {
    private final Problems problems;
    private final boolean strict;

    RootDocuments(Problems problems, boolean strict) {
        this.problems = problems;
        this.strict = strict;
    }

    void run(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            if (strict || module.isAtLeastV1()) {
                module.rules.forEach(this::names);
                module.eachRule(this::variables);
            }
        }
    }

    private void names(RuleUnit rule) {
        if (Refs.isRootName(rule.name())) {
            problems.add(
                    Diagnostic.COMPILE_ERROR,
                    rule.origin(),
                    "rules must not shadow " + rule.name() + " (use a different rule name)");
        }
        for (Term arg : rule.args) {
            if (Refs.isRootDocument(arg)) {
                problems.add(
                        Diagnostic.COMPILE_ERROR,
                        arg.origin(),
                        "args must not shadow " + arg + " (use a different variable name)");
            }
        }
    }

    private void variables(RuleUnit rule) {
        Walk.exprs(rule.headTerms(), this::assignment);
        Walk.exprs(rule.body, this::assignment);
    }

    private void assignment(Expr expr) {
        CallTerm call = Refs.call(expr);
        if (call != null && Refs.isAssignment(expr)) {
            List<Term> args = call.args();
            if (!args.isEmpty() && Refs.isRootName(args.get(0).toString())) {
                problems.add(
                        Diagnostic.COMPILE_ERROR,
                        expr.origin(),
                        "variables must not shadow " + args.get(0) + " (use a different variable name)");
            }
        }
    }
}
