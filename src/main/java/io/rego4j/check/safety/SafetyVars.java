package io.rego4j.check.safety;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.tree.Refs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The variables that count for the safety of an expression. A body without braces below {@code not}, {@code and} or
 * {@code or} has no scope of its own: variables that it does not
 * bind itself must be bound in the enclosing body.
 */
final class SafetyVars extends VarCollector {
    private final FunctionTable signatures;

    private SafetyVars(FunctionTable signatures) {
        super(SAFETY);
        this.signatures = signatures;
    }

    static Set<String> of(Expr expr, FunctionTable signatures) {
        return of(List.of(expr), signatures);
    }

    static Set<String> of(List<Expr> exprs, FunctionTable signatures) {
        SafetyVars walk = new SafetyVars(signatures);
        walk.exprs(exprs);
        return walk.names;
    }

    @Override
    public @Nullable Void visitNot(Not not) {
        operand(not.body(), not.explicitBody());
        return null;
    }

    @Override
    public @Nullable Void visitLogicalAnd(LogicalAnd and) {
        return operands(and);
    }

    @Override
    public @Nullable Void visitLogicalOr(LogicalOr or) {
        return operands(or);
    }

    private @Nullable Void operands(LogicalOperation operation) {
        operand(operation.lhs(), operation.explicitLhs());
        operand(operation.rhs(), operation.explicitRhs());
        return null;
    }

    private void operand(Body body, boolean explicit) {
        if (!explicit) {
            names.addAll(fromOutside(body));
        }
    }

    /** The variables that a body without braces takes from around it. */
    private Set<String> fromOutside(Body body) {
        Map<String, Integer> occurrences = new HashMap<>();
        for (Expr expr : body) {
            VarCollector.of(expr, SAFETY).forEach(name -> occurrences.merge(name, 1, Integer::sum));
        }
        if (body.size() == 1) {
            return occurrences.keySet();
        }
        Set<String> bound = bound(body, occurrences.keySet());
        Set<String> outside = new LinkedHashSet<>();
        occurrences.forEach((name, count) -> {
            if (count == 1 || !bound.contains(name)) {
                outside.add(name);
            }
        });
        return outside;
    }

    private Set<String> bound(Body body, Set<String> met) {
        Set<String> sides = new HashSet<>();
        for (Expr expr : body) {
            if (Refs.isEquality(expr)) {
                for (Term side : ((CallTerm) expr.terms()).args()) {
                    if (side instanceof VarTerm variable) {
                        sides.add(variable.name());
                    }
                }
            }
        }
        VarSet safe = VarSet.roots();
        met.stream().filter(name -> !sides.contains(name)).forEach(safe::add);

        Set<String> bound = new HashSet<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Expr expr : body) {
                if (Refs.isEquality(expr)) {
                    for (String name : OutputVars.ofEquality(expr, safe)) {
                        changed |= bound.add(name);
                        safe.add(name);
                    }
                }
            }
        }
        for (Expr expr : body) {
            CallTerm call = Refs.call(expr);
            if (call != null && !Refs.isEquality(expr)) {
                int arity = signatures.arity(call);
                if (arity >= 0 && arity < call.args().size()) {
                    bound.addAll(VarCollector.ofTerms(
                            call.args().subList(arity, call.args().size()), ARGUMENTS));
                }
            }
        }
        return bound;
    }
}
