package io.rego4j.parse;

import io.rego4j.parse.antlr.RegoParser;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RuleContext;

/** Says what is wrong with a token that the grammar does not allow where it stands, in OPA's words. */
final class SyntaxMessages {
    private SyntaxMessages() {}

    static SyntaxProblem problem(TokenBuffer tokens, int token, ParserRuleContext context) {
        return new SyntaxProblem(
                token, TokenNames.unexpected(tokens, token, note(tokens, token, context)), List.of(), context);
    }

    private static String note(TokenBuffer tokens, int token, ParserRuleContext context) {
        boolean afterTerm = token > 0 && context.start != null && context.start.getTokenIndex() < token;
        if (!afterTerm || !endsTerm(tokens.role(token - 1))) {
            return "";
        }
        for (RuleContext at = context; at != null; at = at.parent) {
            switch (at.getRuleIndex()) {
                case RegoParser.RULE_array:
                    return "expected \",\" or \"]\"";
                case RegoParser.RULE_selector:
                    return at instanceof RegoParser.CallContext ? "expected \",\" or \")\"" : "expected [";
                case RegoParser.RULE_set:
                    return "non-terminated set";
                case RegoParser.RULE_object, RegoParser.RULE_objectEach:
                    return "non-terminated object";
                case RegoParser.RULE_body:
                    return "expected \\n or ; or }";
                case RegoParser.RULE_primary:
                    return "non-terminated expression";
                case RegoParser.RULE_query:
                    return at.parent instanceof RegoParser.ArrayEachContext
                            ? "expected \\n or ; or ]"
                            : "expected \\n or ; or }";
                default:
                    break;
            }
        }
        return "";
    }

    private static boolean endsTerm(int role) {
        return role == RegoParser.NAME || TokenTypes.isConstant(role) || TokenTypes.isClosing(role);
    }
}
