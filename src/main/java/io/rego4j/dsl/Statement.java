package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.With;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.internal.language.InfixOperators;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A condition that is no term: an assignment, {@code some}, {@code every}, {@code not}, or anything with a {@code with}. */
public final class Statement implements Condition {
    private final Expr expr;
    private final Expr nested;

    Statement(Expr expr) {
        this(expr, expr);
    }

    /**
     * A statement with modifiers that could also stand further inside.
     *
     * @param nested the same statement with these modifiers inside, where others that are added do not replace them
     */
    Statement(Expr expr, Expr nested) {
        this.expr = requireNonNull(expr, "expr");
        this.nested = nested;
    }

    @Override
    public Statement with(Operand target, @Nullable Object value) {
        List<With> modifiers = new ArrayList<>(nested.with());
        modifiers.add(ConditionParts.with(target, value));
        return new Statement(nested.withModifiers(modifiers));
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
        if (!(expr.terms() instanceof SomeDecl some) || some.symbols().size() > 2 || some.isMembership()) {
            throw new IllegalStateException("only some of one or two names can be in a collection");
        }
        List<Term> args = new ArrayList<>(some.symbols());
        args.add(Values.term(collection));
        String builtin = args.size() == 2 ? InfixOperators.MEMBER : InfixOperators.MEMBER_WITH_KEY;
        Term member = new CallTerm(RegoNames.builtin(builtin), args);
        return new Statement(expr.withTerms(new SomeDecl(List.of(member))));
    }

    /** The statement as Rego, for messages. */
    @Override
    public String toString() {
        return PartText.of(expr);
    }
}
