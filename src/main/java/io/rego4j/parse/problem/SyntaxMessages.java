package io.rego4j.parse.problem;

import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.ExpressionContext;
import io.rego4j.parse.antlr.RegoGrammar.PairContext;
import io.rego4j.parse.antlr.RegoGrammar.PlainContext;
import io.rego4j.parse.antlr.RegoGrammar.QueryContext;
import io.rego4j.parse.antlr.RegoGrammar.ValueContext;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenTypes;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;

/** OPA's message for a token that the grammar does not allow at its position. */
public final class SyntaxMessages {
    private static final String OPEN_GROUP = "non-terminated expression";

    private SyntaxMessages() {}

    public static SyntaxProblem problem(TokenBuffer tokens, int token, ParserRuleContext context) {
        String note = note(tokens, token, context);
        String message = note.equals(OPEN_GROUP) ? note : TokenNames.unexpected(tokens, token, note);
        return new SyntaxProblem(token, message, List.of(), context);
    }

    private static String note(TokenBuffer tokens, int token, ParserRuleContext context) {
        int before = token == 0 ? RegoGrammar.EOF : tokens.role(token - 1);
        if (before == RegoGrammar.REF_DOT) {
            return "expected identifier";
        }
        if (before == RegoGrammar.DOT || before == RegoGrammar.SIGN) {
            return "expected number";
        }
        if (before == RegoGrammar.WITH) {
            return "expected ident";
        }
        boolean afterTerm = token > 0 && context.start != null && context.start.getTokenIndex() < token;
        if (!afterTerm || !endsTerm(tokens.role(token - 1))) {
            return "";
        }
        RuleContext from = context;
        for (RuleContext at = context; at != null; from = at, at = at.parent) {
            switch (at.getRuleIndex()) {
                case RegoGrammar.RULE_array:
                    return "expected \",\" or \"]\"";
                case RegoGrammar.RULE_selectors:
                    return endsWithIndex((RegoContext) at) ? "expected [" : "expected \",\" or \")\"";
                case RegoGrammar.RULE_set:
                    return hasComma(tokens, at) ? "expected \",\" or \"}\"" : "non-terminated set";
                case RegoGrammar.RULE_object, RegoGrammar.RULE_objectComprehension:
                    return hasComma(tokens, at) ? "expected \",\" or \"}\"" : "non-terminated object";
                case RegoGrammar.RULE_entry:
                    return at.getChildCount() < 2 ? "expected \":\"" : "expected \",\" or \"}\"";
                case RegoGrammar.RULE_with:
                    return "expected as keyword";
                case RegoGrammar.RULE_body:
                    return tokens.newlineBefore(token) ? "" : "expected \\n or ; or }";
                case RegoGrammar.RULE_operand:
                    if (from.getRuleIndex() == RegoGrammar.RULE_selectors) {
                        break;
                    }
                    return OPEN_GROUP;
                case RegoGrammar.RULE_query:
                    if (tokens.newlineBefore(token)) {
                        return "";
                    }
                    return at.parent instanceof RegoGrammar.ArrayComprehensionContext
                            ? "expected \\n or ; or ]"
                            : "expected \\n or ; or }";
                default:
                    break;
            }
        }
        return "";
    }

    /** The error for a comma after a value that should have been the only one. */
    public static SyntaxProblem noPair(TokenBuffer tokens, ValueContext value) {
        int comma = value.lastToken() + 1;
        RuleContext at = value.parent.parent;
        if (at.getRuleIndex() == RegoGrammar.RULE_selectors) {
            return SyntaxProblem.unexpected(tokens, comma, "expected [");
        }
        RuleContext list =
                at instanceof ExpressionContext && at.parent instanceof PlainContext ? at.parent.parent.parent : at;
        if (list.getRuleIndex() == RegoGrammar.RULE_operand) {
            return new SyntaxProblem(comma, OPEN_GROUP, List.of());
        }
        if (!(list instanceof QueryContext)) {
            return SyntaxProblem.unexpected(tokens, comma, "");
        }
        boolean array = list.parent instanceof RegoGrammar.ArrayComprehensionContext;
        return SyntaxProblem.unexpected(tokens, comma, array ? "expected \\n or ; or ]" : "expected \\n or ; or }");
    }

    /** True if the selector that was read last is an index, not a call. */
    private static boolean endsWithIndex(RegoContext selectors) {
        return selectors.size() > 0 && selectors.part(selectors.size() - 1) instanceof PairContext;
    }

    private static boolean hasComma(TokenBuffer tokens, RuleContext list) {
        int rule = list.getRuleIndex();
        return rule != RegoGrammar.RULE_objectComprehension
                && (list.getChildCount() > 1
                        || tokens.role(((RegoContext) list).firstToken() + 1) == RegoGrammar.COMMA);
    }

    private static boolean endsTerm(int role) {
        return role == RegoGrammar.NAME || TokenTypes.isConstant(role) || TokenTypes.isClosing(role);
    }
}
