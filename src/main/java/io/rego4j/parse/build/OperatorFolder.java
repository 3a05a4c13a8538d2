package io.rego4j.parse.build;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.OperandContext;
import io.rego4j.parse.antlr.RegoGrammar.PairContext;
import io.rego4j.parse.antlr.RegoGrammar.ValueContext;
import io.rego4j.parse.problem.SyntaxMessages;
import io.rego4j.parse.problem.SyntaxProblem;
import io.rego4j.parse.token.TokenTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Gives the operators of a flat list their precedence: {@code a + b * c in d} becomes calls in calls. */
public final class OperatorFolder {
    private final ParseContext building;
    private final TermBuilder terms;

    OperatorFolder(ParseContext building, TermBuilder terms) {
        this.building = building;
        this.terms = terms;
    }

    /** A term with the offsets of its text: parentheses belong to the text, not to the term. */
    private record Piece(Term term, int start, int end) {}

    /** The term of a list of operands and operators. */
    public Term value(ValueContext context) {
        if (context.size() == 1) {
            return terms.operand((OperandContext) context.part(0));
        }
        return fold(context);
    }

    /** The term of the list that is a part of {@code context}, or was made of it already. */
    Term value(RegoContext context, int index) {
        return context.made(index) instanceof Term made ? made : value((ValueContext) context.part(index));
    }

    /** The terms of several lists. */
    List<Term> values(RegoContext context) {
        return values(context, 0, context.size());
    }

    /** The terms of those lists that are the parts of {@code context} between two indexes. */
    List<Term> values(RegoContext context, int from, int to) {
        Term[] values = new Term[to - from];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(context, from + i);
        }
        return List.of(values);
    }

    /** The term of {@code k, v in xs}, or of a list of operands and operators. */
    public Term pair(PairContext context) {
        ValueContext first = (ValueContext) context.part(0);
        return context.size() == 1 ? value(first) : member(first, (ValueContext) context.part(1));
    }

    /** The call of {@code internal.member_3} that {@code first, second} is. */
    Term member(ValueContext first, ValueContext second) {
        int start = building.tokens().start(first.firstToken());
        Term key = value(first);
        if (nextIn(second, 1) < 0 || hasIn(first)) {
            throw SyntaxMessages.noPair(building.tokens(), first);
        }
        try {
            return member(key, start, second);
        } catch (SyntaxProblem dropped) {
            // OPA drops what it tried to read after the comma.
            throw SyntaxMessages.noPair(building.tokens(), first);
        }
    }

    private Term member(Term key, int start, ValueContext second) {
        int in = nextIn(second, 1);
        Piece value = relation(second, 0, in, start);
        int next = nextIn(second, in + 1);
        Piece domain = relation(second, in, end(second, next), -1);
        Term call = new CallTerm(
                internal("member_3", operator(second, in)),
                List.of(key, value.term(), domain.term()),
                building.at(key.origin(), start, domain.end()));
        while (next >= 0) {
            int from = next;
            next = nextIn(second, from + 1);
            Piece part = relation(second, from, end(second, next), -1);
            call = new CallTerm(
                    internal("member_2", operator(second, from)),
                    List.of(call, part.term()),
                    building.at(call.origin(), start, part.end()));
        }
        return call;
    }

    /** True if the value has {@code in} outside of brackets. */
    boolean hasIn(ValueContext context) {
        return nextIn(context, 1) >= 0;
    }

    /** The first operand from an index on that stands after {@code in}; -1 if none does. */
    private int nextIn(ValueContext context, int from) {
        for (int i = from; i < context.size(); i++) {
            if (building.tokens().role(operator(context, i)) == RegoGrammar.IN) {
                return i;
            }
        }
        return -1;
    }

    /** The token of the operator before an operand. */
    private static int operator(ValueContext context, int operand) {
        return context.part(operand).firstToken() - 1;
    }

    private static int end(ValueContext context, int next) {
        return next < 0 ? context.size() : next;
    }

    private Term fold(ValueContext context) {
        // OPA's parser goes down one level for each operator of a chain.
        if (context.size() - 1 >= building.options().maxDepth() - 8) {
            throw building.problem(context.lastToken(), "max parsing recursion depth exceeded");
        }
        return context.size() == 2
                ? operation(context)
                : relation(context, 0, context.size(), -1).term();
    }

    /** The call that two operands with an operator between them are: the most frequent case. */
    private Term operation(ValueContext context) {
        Term left = terms.operand((OperandContext) context.part(0));
        Term right = terms.operand((OperandContext) context.part(1));
        Origin origin = building.at(
                left.origin(),
                building.tokens().start(context.firstToken()),
                building.tokens().end(context.lastToken()));
        return new CallTerm(operator(operator(context, 1)), List.of(left, right), origin);
    }

    /**
     * Folds the operands of a value between two indexes. Where {@code start} is not negative, the text of calls that begin
     * with the first operand starts there.
     */
    private Piece relation(ValueContext context, int from, int to, int start) {
        List<Piece> pieces = new ArrayList<>();
        List<Integer> operators = new ArrayList<>();
        for (int i = from; i < to; i++) {
            if (i > from) {
                int operator = operator(context, i);
                int precedence = precedence(building.tokens().type(operator));
                while (!operators.isEmpty()
                        && precedence(building.tokens().type(operators.get(operators.size() - 1))) >= precedence) {
                    reduce(pieces, operators);
                }
                operators.add(operator);
            }
            OperandContext operand = (OperandContext) context.part(i);
            int offset = i == from && start >= 0 ? start : building.tokens().start(operand.firstToken());
            pieces.add(
                    new Piece(terms.operand(operand), offset, building.tokens().end(operand.lastToken())));
        }
        while (!operators.isEmpty()) {
            reduce(pieces, operators);
        }
        return pieces.get(0);
    }

    private void reduce(List<Piece> pieces, List<Integer> operators) {
        Piece right = pieces.remove(pieces.size() - 1);
        Piece left = pieces.remove(pieces.size() - 1);
        int operator = operators.remove(operators.size() - 1);
        Origin origin = building.at(left.term().origin(), left.start(), right.end());
        pieces.add(new Piece(
                new CallTerm(operator(operator), List.of(left.term(), right.term()), origin),
                left.start(),
                right.end()));
    }

    /** The built-in that an operator calls, at the operator's place. */
    Term operator(int token) {
        if (building.tokens().type(token) == RegoGrammar.IN) {
            return internal("member_2", token);
        }
        Origin origin = building.at(token);
        String builtin = TokenTypes.builtin(building.tokens().type(token));
        return new RefTerm(List.of(new VarTerm(Objects.requireNonNull(builtin, "operator"), origin)), origin);
    }

    private Term internal(String name, int token) {
        Origin origin = building.at(token);
        return new RefTerm(List.of(new VarTerm("internal", origin), new StringTerm(name, origin)), origin);
    }

    private static int precedence(int type) {
        return switch (type) {
            case RegoGrammar.IN -> 1;
            case RegoGrammar.UNION -> 3;
            case RegoGrammar.INTERSECTION -> 4;
            case RegoGrammar.PLUS, RegoGrammar.MINUS -> 5;
            case RegoGrammar.TIMES, RegoGrammar.DIVIDE, RegoGrammar.REMAINDER -> 6;
            default -> 2;
        };
    }
}
