package io.rego4j.parse.read;

import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar.BodyContext;
import io.rego4j.parse.antlr.RegoGrammar.ConditionContext;
import io.rego4j.parse.antlr.RegoGrammar.ExpressionContext;
import io.rego4j.parse.antlr.RegoGrammar.LiteralContext;
import io.rego4j.parse.antlr.RegoGrammar.OperandContext;
import io.rego4j.parse.antlr.RegoGrammar.PairContext;
import io.rego4j.parse.antlr.RegoGrammar.QueryContext;
import io.rego4j.parse.antlr.RegoGrammar.Rule_Context;
import io.rego4j.parse.antlr.RegoGrammar.ValueContext;
import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.parse.build.LiteralBuilder;
import io.rego4j.parse.build.ParseContext;
import io.rego4j.parse.build.RuleStatementBuilder;
import io.rego4j.parse.problem.BacktrackingErrors;
import io.rego4j.parse.problem.SyntaxProblem;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first error of a statement. The error of a builder, such as two expressions in one line or a condition
 * after a term that is no head, may precede the token at which the grammar stops; OPA reports the first one in the
 * text.
 */
final class FirstErrorFinder {
    private final ParseContext building;
    private final LiteralBuilder literals;
    private final RuleStatementBuilder rules;
    private final BacktrackingErrors backtracking;
    /** False for a query, in which no rule is allowed. */
    private final boolean mayBeRules;

    FirstErrorFinder(ParseContext building, LiteralBuilder literals, RuleStatementBuilder rules, boolean mayBeRules) {
        this.building = building;
        this.literals = literals;
        this.rules = rules;
        this.mayBeRules = mayBeRules;
        this.backtracking = new BacktrackingErrors(building.tokens());
    }

    /** The first error of a statement in which the grammar found one. */
    SyntaxProblem first(SyntaxProblem problem) {
        ParserRuleContext last = problem.context();
        if (last == null) {
            return problem;
        }
        List<RegoContext> path = new ArrayList<>();
        for (ParserRuleContext at = last; at != null; at = at.getParent()) {
            path.add((RegoContext) at);
        }
        int start = (path.get(path.size() - 1)).firstToken();
        if (namesRule(start)) {
            String name = building.tokens().text(start);
            return building.problem(start, name + " keyword cannot be used for rule name");
        }
        SyntaxProblem found = problem;
        int level = path.size() - 1;
        try {
            for (; level >= 0; level--) {
                check(path.get(level), level == 0 ? null : path.get(level - 1));
            }
        } catch (SyntaxProblem earlier) {
            found = earlier.token() < problem.token() ? earlier : problem;
        }
        for (int i = Math.max(1, level + 1); i < path.size(); i++) {
            found = backtracking.instead(path.get(i), path.get(i - 1), found);
        }
        return found;
    }

    /** True for a keyword in the place of a rule's name: the token after it allows nothing else. */
    private boolean namesRule(int token) {
        int keyword = building.tokens().role(token);
        if (keyword == RegoLexer.EOF) {
            return false;
        }
        int next = building.tokens().type(token + 1);
        boolean value = next == RegoLexer.ASSIGN || next == RegoLexer.UNIFY;
        boolean call = next == RegoLexer.LPAREN;
        boolean condition = next == RegoLexer.IF || next == RegoLexer.CONTAINS;
        return switch (keyword) {
            case RegoLexer.EVERY, RegoLexer.IF, RegoLexer.IN, RegoLexer.SOME, RegoLexer.AS ->
                value || call || condition;
            case RegoLexer.PACKAGE, RegoLexer.IMPORT -> value || call;
            case RegoLexer.NOT, RegoLexer.AND, RegoLexer.OR -> value || condition;
            default -> false;
        };
    }

    /** Checks the finished children of a part that is not finished, and how the one that is not begins. */
    private void check(RegoContext context, @Nullable RegoContext unfinished) {
        if (context instanceof Rule_Context rule) {
            if (mayBeRules) {
                rules.starts().checkName(rule);
                checkSplit(rule, unfinished);
                if (unfinished == null && building.tokens().role(rule.firstToken()) == RegoLexer.DEFAULT) {
                    rules.defaultRule(rule);
                }
            }
        } else if (context instanceof OperandContext operand) {
            literals.groups().checkTerm(operand);
            literals.terms().checkSelectable(operand);
        }
        for (int i = 0; i < context.size(); i++) {
            if (context.made(i) != null) {
                continue;
            }
            RegoContext child = context.part(i);
            if (i > 0 && context instanceof QueryContext && !literals.isSeparated(child)) {
                throw building.unexpected(child.firstToken(), "expected \\n or ; or }");
            }
            if (child instanceof ConditionContext condition && context instanceof Rule_Context rule) {
                rules.checkCondition(rule, condition);
            }
            if (child != unfinished) {
                build(child);
            }
        }
    }

    /** A head without a value, key or body is two statements. */
    private void checkSplit(Rule_Context rule, @Nullable RegoContext unfinished) {
        boolean alone = unfinished == null && rule.size() == 1;
        if (alone && rule.part(0) instanceof LiteralContext literal) {
            rules.starts().split(literal, rule);
        }
    }

    private void build(RegoContext child) {
        if (child instanceof LiteralContext literal) {
            literals.literal(literal);
        } else if (child instanceof ExpressionContext expression) {
            literals.terms(expression);
        } else if (child instanceof PairContext pair) {
            literals.folder().pair(pair);
        } else if (child instanceof ValueContext value) {
            literals.folder().value(value);
        } else if (child instanceof OperandContext operand) {
            literals.terms().operand(operand);
        } else if (child instanceof QueryContext query) {
            literals.query(query);
        } else if (child instanceof BodyContext body) {
            literals.body(body);
        } else {
            child.forEach(this::build);
        }
    }
}
