package io.rego4j.check.safety;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Not;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which variables an expression binds, given those that have a value: OPA's {@code outputVarsForExpr}. */
public final class OutputVars {
    private final FunctionTable signatures;

    public OutputVars(FunctionTable signatures) {
        this.signatures = signatures;
    }

    /** The variables that an expression binds. */
    public Set<String> of(Expr expr, VarSet safe) {
        if (expr.negated()) {
            return Set.of();
        }
        for (With with : expr.with()) {
            if (!safe.containsAll(VarCollector.of(with, VarCollector.SAFETY))) {
                return Set.of();
            }
        }
        return expr.terms().accept(new Binding(expr, safe));
    }

    /** The variables that the terms of an expression bind. */
    private final class Binding implements ExprVisitor<Set<String>> {
        private final Expr expr;
        private final VarSet safe;

        Binding(Expr expr, VarSet safe) {
            this.expr = expr;
            this.safe = safe;
        }

        @Override
        public Set<String> visitTerm(Term term) {
            return term instanceof TemplateStringTerm ? Set.of() : ofTerms(expr, safe);
        }

        @Override
        public Set<String> visitCall(CallTerm call) {
            if (Refs.isEquality(expr)) {
                return ofEquality(expr, safe);
            }
            int arity = signatures.arity(call);
            return arity < 0 ? Set.of() : ofCall(expr, call, arity, safe);
        }

        @Override
        public Set<String> visitSomeDecl(SomeDecl some) {
            return Set.of();
        }

        @Override
        public Set<String> visitEvery(Every every) {
            return ofTerms(every.domain(), safe);
        }

        @Override
        public Set<String> visitNot(Not not) {
            return Set.of();
        }

        @Override
        public Set<String> visitLogicalAnd(LogicalAnd and) {
            return Set.of();
        }

        @Override
        public Set<String> visitLogicalOr(LogicalOr or) {
            return Set.of();
        }
    }

    /** The variables that the expressions bind one after the other, added to those that are safe before. */
    public VarSet ofBody(Iterable<Expr> body, VarSet safe) {
        VarSet all = safe.nested();
        for (Expr expr : body) {
            all.addAll(of(expr, all));
        }
        return all;
    }

    /** The variables that an equality binds. */
    public static Set<String> ofEquality(Expr expr, VarSet safe) {
        CallTerm call = (CallTerm) expr.terms();
        if (call.args().size() != 2) {
            return Set.of();
        }
        Term left = call.args().get(0);
        Term right = call.args().get(1);
        Set<String> hidden = new LinkedHashSet<>();
        if (Refs.isFromAssignment(expr)) {
            // Variables on the left of := bind nothing on the right.
            NodeQueries.vars(left, hidden);
        }
        VarSet known = safe.without(hidden);
        for (String name : ofTerms(expr, safe)) {
            if (!hidden.contains(name)) {
                known.add(name);
            }
        }
        Set<String> bound = new LinkedHashSet<>(known.own());
        bound.addAll(TermUnifier.unify(known, left, right));
        bound.removeIf(safe::contains);
        return bound;
    }

    private static Set<String> ofCall(Expr expr, CallTerm call, int arity, VarSet safe) {
        Set<String> bound = ofTerms(expr, safe);
        if (arity >= call.args().size()) {
            return bound;
        }
        for (String name : VarCollector.ofTerms(inputs(call, arity), VarCollector.ARGUMENTS)) {
            if (!bound.contains(name) && !safe.contains(name)) {
                return Set.of();
            }
        }
        bound.addAll(VarCollector.ofTerms(call.args().subList(arity, call.args().size()), VarCollector.ARGUMENTS));
        return bound;
    }

    private static List<Term> inputs(CallTerm call, int arity) {
        List<Term> inputs = new ArrayList<>();
        inputs.add(Refs.operatorRef(call));
        inputs.addAll(call.args().subList(0, arity));
        return inputs;
    }

    private static Set<String> ofTerms(Node node, VarSet safe) {
        Set<String> bound = new LinkedHashSet<>();
        NodeWalk.walk(node, n -> {
            if (n instanceof RefTerm ref) {
                if (!isRefSafe(ref, safe)) {
                    return false;
                }
                if (!ref.isGround()) {
                    bound.addAll(VarCollector.of(ref, Set.of(VarCollector.Skip.REF_HEAD)));
                }
                // The variables in its brackets are among these.
                if (!(ref.head() instanceof VarTerm)) {
                    bound.addAll(ofTerms(ref.head(), safe));
                }
                return false;
            }
            return !(n instanceof ComprehensionTerm || n instanceof TemplateStringTerm);
        });
        return bound;
    }

    static boolean isRefSafe(RefTerm ref, VarSet safe) {
        return ref.head() instanceof VarTerm head ? safe.contains(head.name()) : isTermSafe(ref.head(), safe);
    }

    static boolean isTermSafe(Term term, VarSet safe) {
        return safe.containsAll(VarCollector.of(term, VarCollector.SAFETY));
    }
}
