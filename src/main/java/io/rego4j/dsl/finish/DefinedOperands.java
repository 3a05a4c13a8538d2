package io.rego4j.dsl.finish;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells whether {@code not} means the same with and without {@code import future.keywords["not"]}. Without it OPA's compiler
 * evaluates nested calls, and references that are arguments, before the negation ({@code rewriteExprTerms} and
 * {@code rewriteDynamicTerms}): where one of them is undefined, the negated expression is undefined too instead of true. So
 * the two agree where everything that is taken out has a value whatever the input. True is the answer only where that is
 * certain.
 */
public final class DefinedOperands {
    /** Of an operand that the compiler takes out: a value that is never undefined. */
    private final TermVisitor<Boolean> operand;

    /** Of a side of an equation, or an expression by itself: a reference stays where it is, but not what is in its brackets. */
    private final TermVisitor<Boolean> side;

    private final ExprVisitor<Boolean> expression = new Expression();

    private DefinedOperands(Predicate<String> declared) {
        this.operand = new Operand(declared);
        this.side = new Side(declared);
    }

    /**
     * True if an expression can be negated with either {@code not} and means the same.
     *
     * @param expr what is negated, without its modifiers
     * @param declared tells of a variable whether it is a local one, which always has a value
     */
    static boolean negatesAlike(Expr expr, Predicate<String> declared) {
        return expr.terms().accept(new DefinedOperands(declared).expression) && haveValues(expr.with(), declared);
    }

    /** True if the values of these modifiers are never undefined, whatever the input. */
    public static boolean haveValues(List<With> modifiers, Predicate<String> declared) {
        if (modifiers.isEmpty()) {
            return true;
        }
        TermVisitor<Boolean> operand = new DefinedOperands(declared).operand;
        return modifiers.stream().allMatch(modifier -> modifier.value().accept(operand));
    }

    private final class Expression implements ExprVisitor<Boolean> {
        @Override
        public Boolean visitTerm(Term term) {
            return term.accept(side);
        }

        @Override
        public Boolean visitCall(CallTerm call) {
            TermVisitor<Boolean> each = call.calls("eq") || call.calls("equal") ? side : operand;
            for (Term arg : call.args()) {
                if (!arg.accept(each)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Boolean visitSomeDecl(SomeDecl some) {
            return false;
        }

        @Override
        public Boolean visitEvery(Every every) {
            return false;
        }

        @Override
        public Boolean visitNot(Not not) {
            return false;
        }

        @Override
        public Boolean visitLogicalAnd(LogicalAnd and) {
            return false;
        }

        @Override
        public Boolean visitLogicalOr(LogicalOr or) {
            return false;
        }
    }

    private static class Operand implements TermVisitor<Boolean> {
        private final Predicate<String> declared;

        Operand(Predicate<String> declared) {
            this.declared = declared;
        }

        final boolean all(List<Term> terms) {
            return terms.stream().allMatch(term -> term.accept(new Operand(declared)));
        }

        @Override
        public Boolean visitNull(NullTerm term) {
            return true;
        }

        @Override
        public Boolean visitBoolean(BooleanTerm term) {
            return true;
        }

        @Override
        public Boolean visitNumber(NumberTerm term) {
            return true;
        }

        @Override
        public Boolean visitString(StringTerm term) {
            return true;
        }

        @Override
        public Boolean visitVar(VarTerm term) {
            // Any other may be the name of a rule or an import, whose document may be undefined.
            return term.isWildcard() || declared.test(term.name());
        }

        @Override
        public Boolean visitRef(RefTerm term) {
            return false;
        }

        @Override
        public Boolean visitCall(CallTerm term) {
            return false;
        }

        @Override
        public Boolean visitArray(ArrayTerm term) {
            return all(term.items());
        }

        @Override
        public Boolean visitSet(SetTerm term) {
            return all(term.items());
        }

        @Override
        public Boolean visitObject(ObjectTerm term) {
            return term.entries().stream()
                    .allMatch(e -> e.key().accept(this) && e.value().accept(this));
        }

        @Override
        public Boolean visitArrayComprehension(ArrayComprehensionTerm term) {
            return true;
        }

        @Override
        public Boolean visitSetComprehension(SetComprehensionTerm term) {
            return true;
        }

        @Override
        public Boolean visitObjectComprehension(ObjectComprehensionTerm term) {
            // It fails where a key has two values.
            return false;
        }

        @Override
        public Boolean visitTemplateString(TemplateStringTerm term) {
            return false;
        }
    }

    private static final class Side extends Operand {
        Side(Predicate<String> declared) {
            super(declared);
        }

        @Override
        public Boolean visitVar(VarTerm term) {
            return true;
        }

        @Override
        public Boolean visitRef(RefTerm term) {
            boolean startsWithName = term.head() instanceof VarTerm;
            return startsWithName && all(term.terms().subList(1, term.terms().size()));
        }
    }
}
