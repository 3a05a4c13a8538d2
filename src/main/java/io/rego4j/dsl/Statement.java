package io.rego4j.dsl;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.value.RegoNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A condition that is no term: an assignment, {@code some}, {@code every}, {@code not}, or anything with a {@code with}. */
public final class Statement implements Condition {
    private final Expr expr;

    public Statement(Expr expr) {
        this.expr = Objects.requireNonNull(expr, "expr");
    }

    @Override
    public Expr toExpr() {
        return expr;
    }

    /**
     * {@code some … in collection}, from {@link Dsl#some(Object...)} of one or two names or patterns.
     *
     * @param collection any Java value or {@link Operand}
     * @throws IllegalStateException if this is not such a {@code some}
     */
    public Statement in(@Nullable Object collection) {
        if (!(expr.terms() instanceof SomeDecl some) || some.symbols().size() > 2 || isMembership(some)) {
            throw new IllegalStateException("only some of one or two names can be in a collection");
        }
        List<Term> args = new ArrayList<>(some.symbols());
        args.add(Values.term(collection));
        Term member = new CallTerm(RegoNames.builtin("internal.member_" + args.size()), args);
        return new Statement(expr.withTerms(new SomeDecl(List.of(member))));
    }

    /** True for a {@code some} that declares what no parser could have read: a pattern without a collection. */
    public static boolean isUnfinished(SomeDecl some) {
        return !isMembership(some) && !some.symbols().stream().allMatch(VarTerm.class::isInstance);
    }

    private static boolean isMembership(SomeDecl some) {
        return some.symbols().get(0) instanceof CallTerm call
                && call.operator() instanceof RefTerm
                && (call.calls("internal.member_2") || call.calls("internal.member_3"));
    }
}
