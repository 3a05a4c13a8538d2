package io.rego4j.ast.text;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import java.util.function.Predicate;

/**
 * The brackets that an operand of {@code and}, {@code or} or {@code not} needs in the text of an expression: OPA's
 * {@code formatLogicalOperand} and {@code notBodyNeedsParens}.
 */
public enum OperandBrackets {
    /** Nothing: the operand is one expression. */
    NONE("", ""),
    /** Parentheses, around an operand that would otherwise be read in another way. */
    PARENTHESES("(", ")"),
    /** Braces, around a body. */
    BODY("{ ", " }"),
    /** The braces of a negated body. */
    NEGATED_BODY("{", "}");

    private final String open;
    private final String close;

    OperandBrackets(String open, String close) {
        this.open = open;
        this.close = close;
    }

    /** The text before the operand. */
    public String open() {
        return open;
    }

    /** The text after the operand. */
    public String close() {
        return close;
    }

    /** Around the operand before {@code and}. */
    public static OperandBrackets left(LogicalAnd and) {
        return of(and.lhs(), and.explicitLhs(), BODY, operand -> operand instanceof LogicalOr);
    }

    /** Around the operand after {@code and}. */
    public static OperandBrackets right(LogicalAnd and) {
        return of(and.rhs(), and.explicitRhs(), BODY, operand -> operand instanceof LogicalOperation);
    }

    /** Around the operand before {@code or}. */
    public static OperandBrackets left(LogicalOr or) {
        return of(or.lhs(), or.explicitLhs(), BODY, operand -> false);
    }

    /** Around the operand after {@code or}. */
    public static OperandBrackets right(LogicalOr or) {
        return of(or.rhs(), or.explicitRhs(), BODY, operand -> operand instanceof LogicalOr);
    }

    /** Around what is negated. */
    public static OperandBrackets of(Not not) {
        return of(
                not.body(),
                not.explicitBody(),
                NEGATED_BODY,
                operand -> operand instanceof LogicalOperation || operand instanceof Not);
    }

    private static OperandBrackets of(
            Body body, boolean explicit, OperandBrackets braces, Predicate<ExprTerms> bindsLooser) {
        if (explicit || body.size() != 1) {
            return braces;
        }
        Expr operand = body.get(0);
        boolean enclosed = !operand.with().isEmpty()
                || operand.terms() instanceof Term term && startsWithBrace(term)
                || bindsLooser.test(operand.terms());
        return enclosed ? PARENTHESES : NONE;
    }

    /** In OPA's {@code String} a call starts with its name, not with its first operand. */
    private static boolean startsWithBrace(Term term) {
        return term instanceof RefTerm ref ? startsWithBrace(ref.head()) : TermKind.isInBraces(term);
    }
}
