package io.rego4j.dsl.finish;

import io.rego4j.ast.Body;
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
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The variables that stand in a body itself, not only within a comprehension, an {@code every} or a negation of it: a variable
 * that is declared nowhere is the same one in the body and in these only if it stands in the body itself. Names of called
 * functions do not count.
 */
final class DirectNames implements ExprVisitor<Set<String>> {
    private static final DirectNames VISITOR = new DirectNames();

    private DirectNames() {}

    static Set<String> of(Body body) {
        Set<String> names = new HashSet<>();
        for (Expr expr : body) {
            names.addAll(expr.terms().accept(VISITOR));
            names.addAll(in(expr.with()));
        }
        return names;
    }

    static Set<String> in(Collection<? extends Node> nodes) {
        Set<String> names = new HashSet<>();
        NodeWalk.walk(nodes, node -> {
            if (node instanceof VarTerm name) {
                names.add(name.name());
            } else if (node instanceof CallTerm call) {
                names.addAll(in(call.args()));
                return false;
            }
            return !isClosure(node);
        });
        return names;
    }

    private static boolean isClosure(Node node) {
        return node instanceof ComprehensionTerm;
    }

    @Override
    public Set<String> visitTerm(Term term) {
        return in(List.of(term));
    }

    @Override
    public Set<String> visitCall(CallTerm call) {
        return in(call.args());
    }

    /** {@code some x} gives it no value; {@code some x in xs} does. */
    @Override
    public Set<String> visitSomeDecl(SomeDecl some) {
        return some.isMembership() ? in(some.symbols()) : Set.of();
    }

    @Override
    public Set<String> visitEvery(Every every) {
        return in(List.of(every.domain()));
    }

    @Override
    public Set<String> visitNot(Not not) {
        return Set.of();
    }

    /** Its operands become expressions of the body. */
    @Override
    public Set<String> visitLogicalAnd(LogicalAnd and) {
        Set<String> names = of(and.lhs());
        names.addAll(of(and.rhs()));
        return names;
    }

    @Override
    public Set<String> visitLogicalOr(LogicalOr or) {
        return Set.of();
    }
}
