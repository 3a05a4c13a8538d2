package io.rego4j.dsl.finish;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.Not;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
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
    private final Predicate<String> declared;

    private DefinedOperands(Predicate<String> declared) {
        this.declared = declared;
    }

    /**
     * True if an expression can be negated with either {@code not} and means the same.
     *
     * @param expr what is negated, without its modifiers
     * @param declared tells of a variable whether it is a local one, which always has a value
     */
    static boolean negatesAlike(Expr expr, Predicate<String> declared) {
        return expr.terms().accept(new DefinedOperands(declared).new Expression()) && haveValues(expr.with(), declared);
    }

    /** True if the values of these modifiers are never undefined, whatever the input. */
    public static boolean haveValues(List<With> modifiers, Predicate<String> declared) {
        if (modifiers.isEmpty()) {
            return true;
        }
        DefinedOperands operands = new DefinedOperands(declared);
        return modifiers.stream().allMatch(modifier -> operands.hasValue(modifier.value()));
    }

    private final class Expression implements ExprVisitor<Boolean> {
        @Override
        public Boolean visitTerm(Term term) {
            return isDefinedSide(term);
        }

        @Override
        public Boolean visitCall(CallTerm call) {
            boolean equation = call.calls("eq") || call.calls("equal");
            for (Term arg : call.args()) {
                if (!(equation ? isDefinedSide(arg) : hasValue(arg))) {
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

    /** Of an operand that the compiler takes out: true if its value is never undefined. */
    private boolean hasValue(Term term) {
        return switch (TermKind.of(term)) {
            case NULL, BOOLEAN, NUMBER, STRING, ARRAY_COMPREHENSION, SET_COMPREHENSION -> true;
            // Any other variable may be the name of a rule or an import, whose document may be undefined.
            case VAR -> ((VarTerm) term).isWildcard() || declared.test(((VarTerm) term).name());
            case ARRAY, SET, OBJECT -> haveValues(term.children());
            // A comprehension of an object fails where a key has two values.
            case REF, CALL, OBJECT_COMPREHENSION, TEMPLATE_STRING -> false;
        };
    }

    private boolean haveValues(List<? extends Node> terms) {
        return terms.stream().allMatch(each -> each instanceof Term term && hasValue(term));
    }

    /** Of a side of an equation, or an expression by itself: a reference stays where it is, but not what is in its brackets. */
    private boolean isDefinedSide(Term term) {
        if (term instanceof RefTerm ref) {
            return ref.head() instanceof VarTerm && haveValues(ref.operands());
        }
        return term instanceof VarTerm || hasValue(term);
    }
}
