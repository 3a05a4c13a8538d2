package io.rego4j.parse.build;

import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.ConditionContext;
import io.rego4j.parse.antlr.RegoGrammar.ExpressionContext;
import io.rego4j.parse.antlr.RegoGrammar.LiteralContext;
import io.rego4j.parse.antlr.RegoGrammar.OperandContext;
import io.rego4j.parse.antlr.RegoGrammar.Rule_Context;
import io.rego4j.parse.problem.SyntaxProblem;
import io.rego4j.parse.token.LanguageFeatures;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenTypes;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Checks of how a statement starts: whether OPA reads it as a rule, and the errors in it. */
public final class RuleStarts {
    private final ParseContext building;
    private final TokenBuffer tokens;
    private final LiteralBuilder literals;
    private final RuleHeadBuilder heads;

    RuleStarts(ParseContext building, LiteralBuilder literals, RuleHeadBuilder heads) {
        this.building = building;
        this.tokens = building.tokens();
        this.literals = literals;
        this.heads = heads;
    }

    /** Checks the name that a statement starts with, or {@code default}: the token after it may be no operator. */
    public void checkName(Rule_Context rule) {
        int first = rule.firstToken();
        boolean isDefault = tokens.role(first) == RegoGrammar.DEFAULT;
        int name = isDefault ? first + 1 : first;
        if (isDefault) {
            boolean isName = tokens.role(name) == RegoGrammar.NAME && !isContains(name);
            if (!isName && TokenTypes.namesNoRule(tokens.type(name))) {
                throw building.problem(name, tokens.text(name) + " keyword cannot be used for rule name");
            }
            if (!isName) {
                throw building.unexpected(first, "");
            }
        }
        if (isContains(name)
                && (tokens.type(name + 1) == RegoGrammar.IF || tokens.type(name + 1) == RegoGrammar.CONTAINS)) {
            throw building.problem(name, "contains keyword cannot be used for rule name");
        }
        boolean operator = tokens.role(name) == RegoGrammar.NAME && TokenTypes.isOperator(tokens.type(name + 1));
        if (operator && !tokens.gapBefore(name + 1) && !isContains(name)) {
            throw building.unexpected(name + 1, "");
        }
    }

    /** True if a token is the keyword {@code contains}: it names no rule. */
    boolean isContains(int token) {
        int next = tokens.type(token + 1);
        boolean selected = (next == RegoGrammar.DOT || next == RegoGrammar.LBRACK) && !tokens.gapBefore(token + 1);
        return tokens.type(token) == RegoGrammar.CONTAINS
                && !(selected && LanguageFeatures.keywordsInRefs(building.options()));
    }

    /**
     * True if white space separates the first name from what is selected: only a rule's head may look so. Without a body
     * it is two expressions, the first of which is only a name.
     */
    public boolean isSplit(LiteralContext literal) {
        OperandContext operand = firstOperand(literal);
        return operand != null && operand.size() > 0 && tokens.gapBefore(operand.firstToken() + 1);
    }

    /** Ends the reading of a name, white space and a selector that no value, key or body makes a rule: it is two statements. */
    public void split(LiteralContext literal, Rule_Context rule) {
        if (isSplit(literal)) {
            checkHead(literal);
            throw new SyntaxProblem.Split(literal.firstToken() + 1, rule);
        }
    }

    /** Checks what looks like a head, which OPA reads before it finds no body: something selected may be wrong. */
    private void checkHead(LiteralContext literal) {
        ExpressionContext expression = RuleHeadBuilder.head(literal);
        OperandContext operand = firstOperand(literal);
        if (expression != null) {
            heads.draft(expression, null);
        } else if (operand != null) {
            literals.terms().operand(operand);
        }
    }

    private static @Nullable OperandContext firstOperand(LiteralContext literal) {
        if (!(literal.part(0) instanceof RegoGrammar.PlainContext plain)) {
            return null;
        }
        RegoContext pair = plain.part(0).part(0);
        OperandContext operand = (OperandContext) pair.part(0).part(0);
        return operand.start.getType() == RegoGrammar.NAME ? operand : null;
    }

    /**
     * The brace after {@code if} that was read as a term, if a problem stands in the expression that starts with it; else -1.
     *
     * @param rule the rule that was read, or null if the problem ended its reading
     */
    public int braceOfBody(@Nullable Rule_Context rule, SyntaxProblem problem) {
        LiteralContext literal = null;
        if (rule != null) {
            for (RegoContext child : rule) {
                if (child instanceof ConditionContext condition && condition.part(0) instanceof LiteralContext whole) {
                    literal = whole;
                }
            }
        } else {
            for (ParserRuleContext at = problem.context(); at != null; at = at.getParent()) {
                if (at instanceof LiteralContext part && part.getParent() instanceof ConditionContext) {
                    literal = part;
                }
            }
        }
        if (literal == null) {
            return -1;
        }
        int first = literal.firstToken();
        boolean within = problem.context() != null || problem.token() <= literal.lastToken();
        return within && problem.token() >= first && tokens.type(first) == RegoGrammar.SET_OPEN ? first : -1;
    }
}
