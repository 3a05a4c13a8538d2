package io.rego4j.check.calls;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.check.Builtin;
import io.rego4j.check.RegoType;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.Refs;
import io.rego4j.check.types.LiteralTypes;
import io.rego4j.check.types.SignatureText;
import io.rego4j.source.Diagnostic;
import java.util.Collection;
import java.util.List;

/** Calls of what is no function, or with the wrong number of arguments: OPA's stage {@code CheckUndefinedFuncs}. */
public final class UndefinedFunctions {
    private final Problems problems;
    private final GeneratedVars names;
    private final FunctionTable signatures;

    public UndefinedFunctions(Problems problems, GeneratedVars names, FunctionTable signatures) {
        this.problems = problems;
        this.names = names;
        this.signatures = signatures;
    }

    public void run(Collection<ModuleUnit> modules) {
        modules.forEach(module -> module.eachRule(rule -> NodeWalk.walk(rule.nodes(), this::visit)));
    }

    /** False, so that what is below is left alone, if the expression is wrong already. */
    private boolean visit(Node node) {
        if (!(node instanceof Expr expr) || !(expr.terms() instanceof CallTerm call)) {
            return true;
        }
        int arity = signatures.arity(call);
        int operands = call.args().size();
        if (arity < 0) {
            problems.fatal(Diagnostic.TYPE_ERROR, expr.origin(), "undefined function " + name(call));
            return false;
        } else if (expr.generated()) {
            // The last operand is the variable that holds the result.
            if (!Refs.isEquality(expr) && operands != arity + 1) {
                mismatch(expr, call, arity, operands - 1);
                return false;
            }
        } else if (operands != arity && operands != arity + 1) {
            mismatch(expr, call, arity, operands);
            return false;
        }
        return true;
    }

    private String name(CallTerm call) {
        return names.written(Refs.operatorRef(call)).toString();
    }

    private void mismatch(Expr expr, CallTerm call, int arity, int operands) {
        Builtin builtin = signatures.builtin(call);
        if (builtin != null) {
            List<RegoType> have = call.args().stream().map(LiteralTypes::of).toList();
            problems.fatal(
                    Diagnostic.TYPE_ERROR,
                    expr.origin(),
                    name(call) + ": arity mismatch",
                    "have: " + SignatureText.have(have),
                    "want: " + SignatureText.want(builtin));
            return;
        }
        String arguments = operands == 1 ? " argument" : " arguments";
        problems.fatal(
                Diagnostic.TYPE_ERROR,
                expr.origin(),
                "function " + name(call) + " has arity " + arity + ", got " + operands + arguments);
    }
}
