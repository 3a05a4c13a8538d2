package io.rego4j.dsl.finish;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.Term;
import org.jspecify.annotations.Nullable;

/**
 * An expression that starts with <code>{x | { a; b } or c}</code>: OPA's parser takes the outer braces for a body first, and
 * does not come back from it if what follows the bar is no set.
 */
final class LeadingComprehension {
    private LeadingComprehension() {}

    /**
     * Refuses an expression that no text can say.
     *
     * @throws IllegalArgumentException with what to write instead
     */
    static void requireText(Expr expr) {
        Term leading = expr.terms() instanceof Term term ? OperandBraces.leading(term) : null;
        Body block = leading instanceof SetComprehensionTerm comprehension ? leadingBlock(comprehension.body()) : null;
        if (block != null && !isSet(block)) {
            throw new IllegalArgumentException(
                    "OPA reads no set comprehension at the start of an expression whose first"
                            + " condition starts with a block: assign it to a variable before");
        }
    }

    /** The block with which a body starts; null if it does not. */
    private static @Nullable Body leadingBlock(Body body) {
        if (!(body.get(0).terms() instanceof LogicalOperation operation)) {
            return null;
        }
        return operation.explicitLhs() ? operation.lhs() : leadingBlock(operation.lhs());
    }

    /** True if a block could as well be a set: it has one expression, which is a value. */
    private static boolean isSet(Body block) {
        Expr first = block.get(0);
        return block.size() == 1
                && first.with().isEmpty()
                && !first.negated()
                && first.terms() instanceof Term term
                && !(term instanceof CallTerm call && (call.calls("eq") || call.calls("assign")));
    }
}
