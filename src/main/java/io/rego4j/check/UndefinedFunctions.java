package io.rego4j.check;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.source.Diagnostic;
import java.util.Collection;
import java.util.List;

/** Calls of what is no function, or with the wrong number of arguments: OPA's stage {@code CheckUndefinedFuncs}. */
final class UndefinedFunctions {
    private final Problems problems;
    private final LocalNames names;
    private final Signatures signatures;

    UndefinedFunctions(Problems problems, LocalNames names, Signatures signatures) {
        this.problems = problems;
        this.names = names;
        this.signatures = signatures;
    }

    void run(Collection<ModuleUnit> modules) {
        modules.forEach(module -> module.eachRule(rule -> {
            Walk.all(rule.headTerms(), this::visit);
            Walk.all(rule.body, this::visit);
        }));
    }

    /** True, so that what is below is left alone, if the expression is wrong already. */
    private boolean visit(Node node) {
        if (!(node instanceof Expr expr) || !(expr.terms() instanceof CallTerm call)) {
            return false;
        }
        String name = names.written(Refs.operatorRef(call)).toString();
        int arity = signatures.arity(call);
        int operands = call.args().size();
        if (arity < 0) {
            problems.fatal(Diagnostic.TYPE_ERROR, expr.origin(), "undefined function " + name);
            return true;
        } else if (expr.generated()) {
            // The last operand is the variable that holds the result.
            if (!Refs.isEquality(expr) && operands != arity + 1) {
                mismatch(expr, call, name, arity, operands - 1);
                return true;
            }
        } else if (operands != arity && operands != arity + 1) {
            mismatch(expr, call, name, arity, operands);
            return true;
        }
        return false;
    }

    private void mismatch(Expr expr, CallTerm call, String name, int arity, int operands) {
        Builtin builtin = signatures.builtin(call);
        if (builtin != null) {
            List<RegoType> have = call.args().stream().map(KnownTypes::of).toList();
            problems.fatal(
                    Diagnostic.TYPE_ERROR,
                    expr.origin(),
                    name + ": arity mismatch",
                    "have: " + TypeText.arguments(have, null),
                    "want: " + TypeText.want(builtin));
            return;
        }
        String arguments = operands == 1 ? " argument" : " arguments";
        problems.fatal(
                Diagnostic.TYPE_ERROR,
                expr.origin(),
                "function " + name + " has arity " + arity + ", got " + operands + arguments);
    }
}
