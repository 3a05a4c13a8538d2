package io.rego4j.parse.problem;

import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.DeclarationContext;
import io.rego4j.parse.antlr.RegoGrammar.ExpressionContext;
import io.rego4j.parse.antlr.RegoGrammar.LiteralContext;
import io.rego4j.parse.antlr.RegoGrammar.PairContext;
import io.rego4j.parse.antlr.RegoGrammar.QueryContext;
import io.rego4j.parse.antlr.RegoGrammar.ValueContext;
import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.parse.token.TokenBuffer;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/**
 * The error that OPA reports after it discards one reading of a text with its error and tries the next:
 * {@code some x in xs} as {@code some x}, {@code k, v in xs} as {@code k}, a comprehension as a list. The error is then not
 * the one inside of the first reading but the first one of the other.
 */
public final class BacktrackingErrors {
    private final TokenBuffer tokens;

    public BacktrackingErrors(TokenBuffer tokens) {
        this.tokens = tokens;
    }

    /** The error that OPA reports for an error inside of a part's child: another one where it reads the part in another way. */
    public SyntaxProblem instead(ParserRuleContext context, ParserRuleContext child, SyntaxProblem problem) {
        if (context instanceof DeclarationContext declaration) {
            return some(declaration);
        }
        if (context instanceof PairContext pair && child != pair.part(0)) {
            return SyntaxMessages.noPair(tokens, (ValueContext) pair.part(0));
        }
        if (child instanceof QueryContext query) {
            return body(context, query, problem);
        }
        return problem;
    }

    /** {@code some} is followed by names and commas: the first other token is one too many. */
    public SyntaxProblem some(DeclarationContext declaration) {
        int token = declaration.firstToken();
        do {
            token++;
            if (tokens.type(token) != RegoLexer.NAME) {
                return SyntaxProblem.unexpected(tokens, token, "expected var");
            }
            token++;
        } while (tokens.type(token) == RegoLexer.COMMA);
        String note = tokens.newlineBefore(token) ? "" : "expected \\n or ; or " + closing(declaration);
        return SyntaxProblem.unexpected(tokens, token, note);
    }

    private static String closing(ParserRuleContext declaration) {
        ParserRuleContext query = declaration.getParent().getParent();
        return query.getParent() instanceof RegoGrammar.ArrayComprehensionContext ? "]" : "}";
    }

    /**
     * The error that OPA reports for an error in a body. A comprehension's body is read again as the values of a list,
     * where the body ends at a comma or the list is one of pairs. Braces at the start of an expression are read again as
     * a set.
     */
    public SyntaxProblem body(ParserRuleContext context, QueryContext query, SyntaxProblem problem) {
        boolean atComma = tokens.type(problem.token()) == RegoLexer.COMMA;
        boolean again = switch (context.getRuleIndex()) {
            case RegoGrammar.RULE_objectComprehension -> true;
            case RegoGrammar.RULE_arrayComprehension, RegoGrammar.RULE_setComprehension -> atComma;
            case RegoGrammar.RULE_logicOperand -> ((RegoContext) context.getParent()).part(0) == context;
            default -> false;
        };
        if (!again) {
            return problem;
        }
        ValueContext value = firstValue(query);
        if (value == null) {
            return SyntaxProblem.unexpected(tokens, query.firstToken(), "");
        }
        int end = value.lastToken() + 1;
        if (problem.token() <= end) {
            return problem;
        }
        return SyntaxProblem.unexpected(
                tokens,
                end,
                switch (context.getRuleIndex()) {
                    case RegoGrammar.RULE_objectComprehension -> "non-terminated object";
                    case RegoGrammar.RULE_arrayComprehension -> "expected \",\" or \"]\"";
                    case RegoGrammar.RULE_setComprehension -> "expected \",\" or \"}\"";
                    default -> "non-terminated set";
                });
    }

    /** The operands and operators that a body starts with; null if it starts with something else. */
    private static @Nullable ValueContext firstValue(QueryContext query) {
        RegoContext at = query;
        while (at.size() > 0) {
            at = at.part(0);
            if (at instanceof ValueContext value) {
                return value;
            }
            boolean plain = at instanceof LiteralContext
                    || at instanceof RegoGrammar.PlainContext
                    || at instanceof ExpressionContext
                    || at instanceof PairContext;
            if (!plain) {
                return null;
            }
        }
        return null;
    }
}
