package io.rego4j.parse.build;

import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.ExpressionContext;
import io.rego4j.parse.antlr.RegoGrammar.LiteralContext;
import io.rego4j.parse.antlr.RegoGrammar.LogicOperandContext;
import io.rego4j.parse.antlr.RegoGrammar.OperandContext;
import io.rego4j.parse.antlr.RegoGrammar.PairContext;
import io.rego4j.parse.antlr.RegoGrammar.ValueContext;
import io.rego4j.parse.classify.SomeDeclarations;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenTypes;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Builds terms in parentheses, and finds parentheses that hold operands of {@code and}, {@code or} and {@code not}. */
public final class GroupBuilder {
    /** The keywords that start an expression. */
    private static final Set<Integer> KEYWORDS = Set.of(RegoGrammar.NOT, RegoGrammar.SOME, RegoGrammar.EVERY);

    /** What may follow the first term of an expression and is no part of a set. */
    private static final Set<Integer> ENDS = Set.of(
            RegoGrammar.SEMICOLON,
            RegoGrammar.AND,
            RegoGrammar.OR,
            RegoGrammar.WITH,
            RegoGrammar.ASSIGN,
            RegoGrammar.UNIFY);

    private final ParseContext building;
    private final TokenBuffer tokens;
    private final LiteralBuilder literals;

    GroupBuilder(ParseContext building, LiteralBuilder literals) {
        this.building = building;
        this.tokens = building.tokens();
        this.literals = literals;
    }

    /** The term in parentheses; the text of its location includes them. */
    Term term(OperandContext group) {
        LiteralContext literal = literal(group);
        LogicOperandContext operand = (LogicOperandContext) literal.part(0);
        if (!(operand instanceof RegoGrammar.PlainContext)) {
            throw building.unexpected(operand.firstToken(), "");
        }
        ExpressionContext expression = (ExpressionContext) operand.part(0);
        PairContext pair = (PairContext) expression.part(0);
        Term term = literals.folder().pair(pair);
        if (expression.size() > 1 || literal.size() > 1) {
            throw building.problem(pair.lastToken() + 1, "non-terminated expression");
        }
        Origin origin =
                building.at(term.origin(), tokens.start(group.firstToken()), tokens.end(literal.lastToken() + 1));
        if (term instanceof RefTerm ref && ref.terms().size() == 1 && ref.head().origin() == ref.origin()) {
            return new RefTerm(List.of(ref.head().withOrigin(origin)), origin);
        }
        return term.withOrigin(origin);
    }

    /** Checks that parentheses that are not finished hold a term so far, where they cannot hold operands of logic. */
    public void checkTerm(OperandContext group) {
        if (!isGroup(group) || tokens.logicalAt(group.firstToken())) {
            return;
        }
        LiteralContext literal = literal(group);
        if (literal.size() == 0 || !(literal.part(0) instanceof RegoGrammar.PlainContext plain) || plain.size() == 0) {
            return;
        }
        RegoContext expression = plain.part(0);
        if (expression.size() > 1 || expression.size() > 0 && literal.size() > 1) {
            PairContext pair = (PairContext) expression.part(0);
            throw building.problem(pair.lastToken() + 1, "non-terminated expression");
        }
    }

    /** True if nothing but parentheses is the operand, finished or not. */
    private static boolean isGroup(OperandContext operand) {
        return operand.size() == 1 && operand.part(0) instanceof LiteralContext;
    }

    static LiteralContext literal(OperandContext group) {
        return (LiteralContext) group.part(0);
    }

    /** The parentheses that are all of an operand, if they hold operands of logic; else null. */
    @Nullable
    OperandContext logical(RegoContext expression, boolean isOperand) {
        return tokens.logicalAt(expression.firstToken()) ? group(expression, isOperand) : null;
    }

    /** As {@link #logical} after a {@code not} that takes bodies and starts an expression: no other keyword is needed. */
    @Nullable
    OperandContext negated(RegoContext expression) {
        return group(expression, true);
    }

    private @Nullable OperandContext group(RegoContext expression, boolean isOperand) {
        checkReadAsBody(expression.firstToken());
        OperandContext group = only((ExpressionContext) expression);
        return group != null && isLogical(group, isOperand) ? group : null;
    }

    /**
     * Where an expression starts with braces, in parentheses or not, OPA reads them as a body first. A comprehension is a
     * union then, up to the first token that cannot belong to one, and the problem with that stays if a body follows: after a
     * line feed, or behind the braces of the comprehension's own first operand.
     */
    void checkReadAsBody(int first) {
        int token = first;
        while (tokens.role(token) == RegoGrammar.LPAREN) {
            token++;
        }
        if (tokens.role(token) != RegoGrammar.SET_COMPREHENSION || token == first && !tokens.logicalAt(token)) {
            return;
        }
        int start = next(token + 1, t -> tokens.role(t) == RegoGrammar.COMPREHENSION_BAR) + 1;
        if (token > first && isKeywordOfALine(start)) {
            throw building.unexpected(start, "");
        }
        while (tokens.role(start) == RegoGrammar.LPAREN) {
            start++;
        }
        if (tokens.role(start) == RegoGrammar.OPERAND_OPEN) {
            checkReadAsSet(start);
        }
    }

    /** True for a keyword after a line feed, unless names are all that follows. */
    private boolean isKeywordOfALine(int token) {
        int role = tokens.role(token);
        return tokens.newlineBefore(token)
                && (role == RegoGrammar.NOT
                        || role == RegoGrammar.EVERY
                        || role == RegoGrammar.SOME && !SomeDeclarations.fill(tokens, token + 1));
    }

    /** The braces of an operand, read as a set: it ends where its first expression does. */
    private void checkReadAsSet(int brace) {
        int first = brace + 1;
        if (KEYWORDS.contains(tokens.role(first))) {
            if (tokens.newlineBefore(first)) {
                throw building.unexpected(first, "");
            }
            return;
        } else if (tokens.role(first) == RegoGrammar.OPERAND_OPEN) {
            checkReadAsSet(first);
        } else if (tokens.role(first) == RegoGrammar.LPAREN
                && !TokenTypes.isClosing(tokens.type(next(first + 1, token -> ENDS.contains(tokens.role(token)))))) {
            return; // The parentheses are no term, and nothing follows that could be a body.
        }
        int end = next(first, token -> ENDS.contains(tokens.role(token)) || token > first && startsLine(token));
        if (!TokenTypes.isClosing(tokens.type(end))) {
            boolean isList = next(first, token -> tokens.role(token) == RegoGrammar.COMMA) < end;
            throw building.unexpected(end, isList ? "expected \",\" or \"}\"" : "non-terminated set");
        }
    }

    /** True for a token after a line feed that is no part of the expression before it. */
    private boolean startsLine(int token) {
        return tokens.newlineBefore(token)
                && TokenTypes.mayEndTerm(tokens.type(token - 1))
                && (TokenTypes.mayStartTerm(tokens.type(token)) || KEYWORDS.contains(tokens.role(token)));
    }

    /** The first of these tokens inside of brackets, or what closes them. */
    private int next(int from, IntPredicate wanted) {
        int depth = 0;
        for (int token = from; ; token++) {
            int type = tokens.type(token);
            if (depth == 0 && (wanted.test(token) || TokenTypes.isClosing(type))) {
                return token;
            }
            if (TokenTypes.nests(type)) {
                depth++;
            } else if (TokenTypes.isClosing(type)) {
                depth--;
            }
        }
    }

    private boolean isLogical(OperandContext group, boolean isOperand) {
        LiteralContext literal = literal(group);
        LogicOperandContext operand = (LogicOperandContext) literal.part(0);
        if (operand instanceof RegoGrammar.DeclarationContext || operand instanceof RegoGrammar.QuantifierContext) {
            return false;
        }
        if (operand instanceof RegoGrammar.PlainContext && isBrace(operand.firstToken())) {
            // OPA reads the braces as a body, and gives up where more follows.
            return false;
        }
        if (isChain(literal)) {
            return true;
        }
        if (literal.size() > 1) {
            int next = tokens.role(group.lastToken() + 1);
            return isOperand || next == RegoGrammar.AND || next == RegoGrammar.OR;
        }
        if (operand instanceof RegoGrammar.NegationContext) {
            return true;
        }
        if (operand instanceof RegoGrammar.ExplicitBodyContext) {
            return false;
        }
        OperandContext inner = only((ExpressionContext) operand.part(0));
        return inner != null && tokens.logicalAt(inner.firstToken()) && isLogical(inner, true) && holdsLogic(inner);
    }

    private boolean isBrace(int token) {
        return tokens.source().text().charAt(tokens.start(token)) == '{';
    }

    /** True if a literal has several operands. */
    private static boolean isChain(LiteralContext literal) {
        for (int i = 1; i < literal.size(); i++) {
            if (literal.part(i) instanceof LogicOperandContext) {
                return true;
            }
        }
        return false;
    }

    /** True if the parentheses hold a chain or a negation, not one operand with its modifiers. */
    private boolean holdsLogic(OperandContext group) {
        LiteralContext literal = literal(group);
        LogicOperandContext operand = (LogicOperandContext) literal.part(0);
        if (isChain(literal)) {
            return true;
        }
        if (operand instanceof RegoGrammar.NegationContext) {
            return true;
        }
        OperandContext inner =
                operand instanceof RegoGrammar.PlainContext ? only((ExpressionContext) operand.part(0)) : null;
        return inner != null && holdsLogic(inner);
    }

    private static @Nullable OperandContext only(ExpressionContext expression) {
        if (expression.size() > 1) {
            return null;
        }
        PairContext pair = (PairContext) expression.part(0);
        if (pair.size() > 1) {
            return null;
        }
        ValueContext value = (ValueContext) pair.part(0);
        if (value.size() > 1) {
            return null;
        }
        OperandContext operand = (OperandContext) value.part(0);
        return isGroup(operand) ? operand : null;
    }
}
