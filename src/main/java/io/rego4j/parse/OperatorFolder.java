package io.rego4j.parse;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.parse.antlr.RegoParser;
import io.rego4j.parse.antlr.RegoParser.OperandContext;
import io.rego4j.parse.antlr.RegoParser.PairContext;
import io.rego4j.parse.antlr.RegoParser.ValueContext;
import java.util.ArrayList;
import java.util.List;

/** Gives the operators of a flat list their precedence: {@code a + b * c in d} becomes calls in calls. */
final class OperatorFolder {
    private final Building building;
    private final TermBuilder terms;

    OperatorFolder(Building building, TermBuilder terms) {
        this.building = building;
        this.terms = terms;
    }

    /** A term with the offsets of its text: parentheses belong to the text, not to the term. */
    private record Piece(Term term, int start, int end) {}

    /** The term of a list of operands and operators. */
    Term value(ValueContext context) {
        if (context.children.size() == 1) {
            return terms.operand((OperandContext) context.children.get(0));
        }
        return fold(context, -1);
    }

    /** The term of {@code k, v in xs}, or of a list of operands and operators. */
    Term pair(PairContext context) {
        ValueContext first = (ValueContext) context.children.get(0);
        return context.children.size() == 1 ? value(first) : member(first, (ValueContext) context.children.get(2));
    }

    /** The call of {@code internal.member_3} that {@code first, second} is. */
    Term member(ValueContext first, ValueContext second) {
        int start = building.tokens().start(Building.first(first));
        Piece key = new Piece(value(first), start, 0);
        if (firstIn(second) < 0 || firstIn(first) >= 0) {
            throw SyntaxMessages.noPair(building, first);
        }
        try {
            return member(key, second);
        } catch (SyntaxProblem dropped) {
            // OPA drops what it tried to read after the comma.
            throw SyntaxMessages.noPair(building, first);
        }
    }

    private Term member(Piece key, ValueContext second) {
        int in = firstIn(second);
        int start = key.start();
        List<Piece> parts = new ArrayList<>();
        List<Integer> operators = new ArrayList<>();
        Piece value = relation(second, 0, in, start);
        int from = in + 1;
        int operator = token(second, in);
        Piece domain = null;
        while (true) {
            int next = nextIn(second, from);
            Piece part = relation(second, from, next < 0 ? second.children.size() : next, -1);
            if (domain == null) {
                domain = part;
            } else {
                parts.add(part);
                operators.add(operator);
            }
            if (next < 0) {
                break;
            }
            operator = token(second, next);
            from = next + 1;
        }
        Term call = new CallTerm(
                internal("member_3", token(second, in)),
                List.of(key.term(), value.term(), domain.term()),
                building.at(key.term().origin(), start, domain.end()));
        for (int i = 0; i < parts.size(); i++) {
            call = new CallTerm(
                    internal("member_2", operators.get(i)),
                    List.of(call, parts.get(i).term()),
                    building.at(call.origin(), start, parts.get(i).end()));
        }
        return call;
    }

    /** True if the value has {@code in} outside of brackets. */
    static boolean hasIn(ValueContext context) {
        return firstIn(context) >= 0;
    }

    private static int firstIn(ValueContext context) {
        return nextIn(context, 0);
    }

    private static int nextIn(ValueContext context, int from) {
        for (int i = from | 1; i < context.children.size(); i += 2) {
            if (operatorType(context, i) == RegoParser.IN) {
                return i;
            }
        }
        return -1;
    }

    private static int operatorType(ValueContext context, int child) {
        return ((RegoParser.OperatorContext) context.children.get(child)).start.getType();
    }

    private static int token(ValueContext context, int child) {
        return Building.first((RegoParser.OperatorContext) context.children.get(child));
    }

    private Term fold(ValueContext context, int start) {
        checkLength(context);
        return relation(context, 0, context.children.size(), start).term();
    }

    private void checkLength(ValueContext context) {
        // OPA's parser goes down one level for each operator of a chain.
        if (context.children.size() / 2 >= building.options().maxDepth() - 8) {
            throw building.problem(Building.last(context), "max parsing recursion depth exceeded");
        }
    }

    /**
     * Folds the children of a value between two indexes. Where {@code start} is not negative, the text of calls that begin
     * with the first operand starts there.
     */
    private Piece relation(ValueContext context, int from, int to, int start) {
        List<Piece> pieces = new ArrayList<>();
        List<Integer> operators = new ArrayList<>();
        for (int i = from; i < to; i += 2) {
            OperandContext operand = (OperandContext) context.children.get(i);
            int offset = i == from && start >= 0 ? start : building.tokens().start(Building.first(operand));
            pieces.add(
                    new Piece(terms.operand(operand), offset, building.tokens().end(Building.last(operand))));
            if (i + 1 < to) {
                int operator = token(context, i + 1);
                int precedence = precedence(building.tokens().type(operator));
                while (!operators.isEmpty()
                        && precedence(building.tokens().type(operators.get(operators.size() - 1))) >= precedence) {
                    reduce(pieces, operators);
                }
                operators.add(operator);
            }
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
        if (building.tokens().type(token) == RegoParser.IN) {
            return internal("member_2", token);
        }
        Origin origin = building.at(token);
        return new RefTerm(List.of(new VarTerm(builtin(building.tokens().type(token)), origin)), origin);
    }

    private Term internal(String name, int token) {
        Origin origin = building.at(token);
        return new RefTerm(List.of(new VarTerm("internal", origin), new StringTerm(name, origin)), origin);
    }

    private static int precedence(int type) {
        return switch (type) {
            case RegoParser.IN -> 1;
            case RegoParser.UNION -> 3;
            case RegoParser.INTERSECTION -> 4;
            case RegoParser.PLUS, RegoParser.MINUS -> 5;
            case RegoParser.TIMES, RegoParser.DIVIDE, RegoParser.REMAINDER -> 6;
            default -> 2;
        };
    }

    private static String builtin(int type) {
        return switch (type) {
            case RegoParser.ASSIGN -> "assign";
            case RegoParser.UNIFY -> "eq";
            case RegoParser.EQUAL -> "equal";
            case RegoParser.NOT_EQUAL -> "neq";
            case RegoParser.LESS -> "lt";
            case RegoParser.GREATER -> "gt";
            case RegoParser.LESS_EQUAL -> "lte";
            case RegoParser.GREATER_EQUAL -> "gte";
            case RegoParser.PLUS -> "plus";
            case RegoParser.MINUS -> "minus";
            case RegoParser.TIMES -> "mul";
            case RegoParser.DIVIDE -> "div";
            case RegoParser.REMAINDER -> "rem";
            case RegoParser.INTERSECTION -> "and";
            case RegoParser.UNION -> "or";
            default -> throw new IllegalArgumentException("no operator: " + type);
        };
    }
}
