package io.rego4j.parse;

import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.parse.antlr.RegoParser;
import io.rego4j.parse.antlr.RegoParser.ExpressionContext;
import io.rego4j.parse.antlr.RegoParser.GroupContext;
import io.rego4j.parse.antlr.RegoParser.LiteralContext;
import io.rego4j.parse.antlr.RegoParser.LogicOperandContext;
import io.rego4j.parse.antlr.RegoParser.OperandContext;
import io.rego4j.parse.antlr.RegoParser.PairContext;
import io.rego4j.parse.antlr.RegoParser.ValueContext;
import java.util.List;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Tells parentheses that hold a term from those that hold operands of {@code and}, {@code or} and {@code not}. */
final class GroupBuilder {
    private final Building building;
    private final TokenBuffer tokens;
    private final LiteralBuilder literals;

    GroupBuilder(Building building, LiteralBuilder literals) {
        this.building = building;
        this.tokens = building.tokens();
        this.literals = literals;
    }

    /** The term in parentheses; they widen the text of its place. */
    Term term(GroupContext group) {
        LiteralContext literal = literal(group);
        LogicOperandContext operand = (LogicOperandContext) literal.children.get(0);
        if (!(operand instanceof RegoParser.PlainContext)) {
            throw building.unexpected(Building.first(operand), "");
        }
        ExpressionContext expression = (ExpressionContext) operand.children.get(0);
        PairContext pair = (PairContext) expression.children.get(0);
        Term term = literals.folder().pair(pair);
        if (expression.children.size() > 1 || literal.children.size() > 1) {
            throw building.problem(Building.last(pair) + 1, "non-terminated expression");
        }
        Origin origin =
                building.at(term.origin(), tokens.start(Building.first(group)), tokens.end(Building.last(group)));
        if (term instanceof RefTerm ref && ref.terms().size() == 1 && ref.head().origin() == ref.origin()) {
            return new RefTerm(List.of(ref.head().withOrigin(origin)), origin);
        }
        return term.withOrigin(origin);
    }

    /** Checks that parentheses that are not finished hold a term so far, where they cannot hold operands of logic. */
    void checkTerm(GroupContext group) {
        if (group.children.size() < 2 || tokens.logicalAt(Building.first(group))) {
            return;
        }
        LiteralContext literal = literal(group);
        ParseTree operand = literal.children == null ? null : literal.children.get(0);
        if (!(operand instanceof RegoParser.PlainContext plain) || plain.children == null) {
            return;
        }
        ExpressionContext expression = (ExpressionContext) plain.children.get(0);
        if (expression.children != null && (expression.children.size() > 1 || literal.children.size() > 1)) {
            PairContext pair = (PairContext) expression.children.get(0);
            throw building.problem(Building.last(pair) + 1, "non-terminated expression");
        }
    }

    static LiteralContext literal(GroupContext group) {
        return (LiteralContext) group.children.get(1);
    }

    /** The parentheses that are all of an operand, if they hold operands of logic; else null. */
    @Nullable
    GroupContext logical(ParseTree expression, boolean isOperand) {
        GroupContext group = only((ExpressionContext) expression);
        return group != null && tokens.logicalAt(Building.first(group)) && isLogical(group, isOperand) ? group : null;
    }

    private boolean isLogical(GroupContext group, boolean isOperand) {
        LiteralContext literal = literal(group);
        LogicOperandContext operand = (LogicOperandContext) literal.children.get(0);
        if (operand instanceof RegoParser.DeclarationContext || operand instanceof RegoParser.QuantifierContext) {
            return false;
        }
        for (ParseTree child : literal.children) {
            if (child instanceof LogicOperandContext && child != operand) {
                return true;
            }
        }
        if (literal.children.size() > 1) {
            int next = tokens.role(Building.last(group) + 1);
            return isOperand || next == RegoParser.AND || next == RegoParser.OR;
        }
        if (operand instanceof RegoParser.NegationContext) {
            return true;
        }
        if (operand instanceof RegoParser.ExplicitBodyContext) {
            return false;
        }
        GroupContext inner = only((ExpressionContext) operand.children.get(0));
        return inner != null && isLogical(inner, true) && holdsLogic(inner);
    }

    /** True if what the parentheses come to is a chain or a negation, not one operand with its modifiers. */
    private boolean holdsLogic(GroupContext group) {
        LiteralContext literal = literal(group);
        LogicOperandContext operand = (LogicOperandContext) literal.children.get(0);
        for (ParseTree child : literal.children) {
            if (child instanceof LogicOperandContext && child != operand) {
                return true;
            }
        }
        if (operand instanceof RegoParser.NegationContext) {
            return true;
        }
        GroupContext inner =
                operand instanceof RegoParser.PlainContext ? only((ExpressionContext) operand.children.get(0)) : null;
        return inner != null && holdsLogic(inner);
    }

    private static @Nullable GroupContext only(ExpressionContext expression) {
        if (expression.children.size() > 1) {
            return null;
        }
        PairContext pair = (PairContext) expression.children.get(0);
        if (pair.children.size() > 1) {
            return null;
        }
        ValueContext value = (ValueContext) pair.children.get(0);
        if (value.children.size() > 1) {
            return null;
        }
        OperandContext operand = (OperandContext) value.children.get(0);
        return operand.children.size() == 1 && operand.children.get(0) instanceof GroupContext group ? group : null;
    }
}
