package io.rego4j.parse.problem;

import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoParser;
import io.rego4j.parse.antlr.RegoParser.ExpressionContext;
import io.rego4j.parse.antlr.RegoParser.PairContext;
import io.rego4j.parse.antlr.RegoParser.PlainContext;
import io.rego4j.parse.antlr.RegoParser.QueryContext;
import io.rego4j.parse.antlr.RegoParser.ValueContext;
import io.rego4j.parse.build.ParseContext;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenTypes;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;

/** Says what is wrong with a token that the grammar does not allow where it stands, in OPA's words. */
public final class SyntaxMessages {
    private static final String OPEN_GROUP = "non-terminated expression";

    private SyntaxMessages() {}

    public static SyntaxProblem problem(TokenBuffer tokens, int token, ParserRuleContext context) {
        String note = note(tokens, token, context);
        String message = note.equals(OPEN_GROUP) ? note : TokenNames.unexpected(tokens, token, note);
        return new SyntaxProblem(token, message, List.of(), context);
    }

    private static String note(TokenBuffer tokens, int token, ParserRuleContext context) {
        int before = token == 0 ? RegoParser.EOF : tokens.role(token - 1);
        if (before == RegoParser.REF_DOT) {
            return "expected identifier";
        }
        if (before == RegoParser.DOT || before == RegoParser.SIGN) {
            return "expected number";
        }
        if (before == RegoParser.WITH) {
            return "expected ident";
        }
        boolean afterTerm = token > 0 && context.start != null && context.start.getTokenIndex() < token;
        if (!afterTerm || !endsTerm(tokens.role(token - 1))) {
            return "";
        }
        RuleContext from = context;
        for (RuleContext at = context; at != null; from = at, at = at.parent) {
            switch (at.getRuleIndex()) {
                case RegoParser.RULE_array:
                    return "expected \",\" or \"]\"";
                case RegoParser.RULE_selectors:
                    return endsWithIndex((RegoContext) at) ? "expected [" : "expected \",\" or \")\"";
                case RegoParser.RULE_set:
                    return hasComma(tokens, at) ? "expected \",\" or \"}\"" : "non-terminated set";
                case RegoParser.RULE_object, RegoParser.RULE_objectEach:
                    return hasComma(tokens, at) ? "expected \",\" or \"}\"" : "non-terminated object";
                case RegoParser.RULE_entry:
                    return at.getChildCount() < 2 ? "expected \":\"" : "expected \",\" or \"}\"";
                case RegoParser.RULE_with:
                    return "expected as keyword";
                case RegoParser.RULE_body:
                    return tokens.newlineBefore(token) ? "" : "expected \\n or ; or }";
                case RegoParser.RULE_operand:
                    if (from.getRuleIndex() == RegoParser.RULE_selectors) {
                        break;
                    }
                    return OPEN_GROUP;
                case RegoParser.RULE_query:
                    if (tokens.newlineBefore(token)) {
                        return "";
                    }
                    return at.parent instanceof RegoParser.ArrayEachContext
                            ? "expected \\n or ; or ]"
                            : "expected \\n or ; or }";
                default:
                    break;
            }
        }
        return "";
    }

    /** A comma follows a value that should have been the only one. */
    public static SyntaxProblem noPair(ParseContext building, ValueContext value) {
        int comma = ParseContext.last(value) + 1;
        RuleContext at = value.parent.parent;
        if (at.getRuleIndex() == RegoParser.RULE_selectors) {
            return building.unexpected(comma, "expected [");
        }
        RuleContext list =
                at instanceof ExpressionContext && at.parent instanceof PlainContext ? at.parent.parent.parent : at;
        if (list.getRuleIndex() == RegoParser.RULE_operand) {
            return building.problem(comma, OPEN_GROUP);
        }
        if (!(list instanceof QueryContext)) {
            return building.unexpected(comma, "");
        }
        boolean array = list.parent instanceof RegoParser.ArrayEachContext;
        return building.unexpected(comma, array ? "expected \\n or ; or ]" : "expected \\n or ; or }");
    }

    /** True if the selector that was read last is an index, not a call. */
    private static boolean endsWithIndex(RegoContext selectors) {
        return selectors.size() > 0 && selectors.part(selectors.size() - 1) instanceof PairContext;
    }

    private static boolean hasComma(TokenBuffer tokens, RuleContext list) {
        int rule = list.getRuleIndex();
        return rule != RegoParser.RULE_objectEach
                && (list.getChildCount() > 1
                        || tokens.role(ParseContext.first((ParserRuleContext) list) + 1) == RegoParser.COMMA);
    }

    private static boolean endsTerm(int role) {
        return role == RegoParser.NAME || TokenTypes.isConstant(role) || TokenTypes.isClosing(role);
    }
}
