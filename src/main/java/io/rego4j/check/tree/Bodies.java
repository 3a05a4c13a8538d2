package io.rego4j.check.tree;

import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.ArrayList;
import java.util.List;

/** How the stages make expressions and add them to bodies. */
public final class Bodies {
    private static final RefTerm EQUALITY = new RefTerm(List.of(new VarTerm("eq")));

    private Bodies() {}

    /** {@code variable = value}, marked as generated, at the place of the value. */
    public static Expr generated(VarTerm variable, Term value) {
        return new Expr(
                new CallTerm(EQUALITY, List.of(variable, value), value.origin()),
                List.of(),
                false,
                true,
                value.origin());
    }

    /** {@code variable = value}, at the place of the value. */
    public static Expr equality(VarTerm variable, Term value) {
        return new Expr(
                new CallTerm(EQUALITY, List.of(variable, value), value.origin()),
                List.of(),
                false,
                false,
                value.origin());
    }

    public static boolean isEmpty(List<Expr> body) {
        return body.size() == 1 && body.get(0).terms() instanceof BooleanTerm bool && bool.value();
    }

    public static List<Expr> append(List<Expr> body, List<Expr> more) {
        if (more.isEmpty()) {
            return body;
        }
        List<Expr> all = new ArrayList<>(isEmpty(body) ? List.of() : body);
        all.addAll(more);
        return all;
    }

    public static Body append(Body body, List<Expr> more) {
        return more.isEmpty() ? body : new Body(append(body.exprs(), more));
    }

    public static Expr truth() {
        return new Expr(new BooleanTerm(true), List.of(), false, false, Origin.NONE);
    }
}
