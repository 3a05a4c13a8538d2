package io.rego4j.parse.classify;

import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.parse.token.TokenTypes;
import java.util.Arrays;

/**
 * Counts recursion as OPA's parser does, to refuse the same texts at the maximal depth. OPA counts calls of its
 * functions: more of them lead to the second element of a list than to the first.
 */
public final class RecursionDepth {
    /** The functions between an expression and a term: one for each level of operators, and the term's own. */
    private static final int EXPRESSION = 8;
    /** The function of a term alone, as where a collection starts. */
    private static final int TERM = 1;

    private final int limit;
    private int[] counts = new int[16];
    private int[] roles = new int[16];
    private boolean[] first = new boolean[16];
    private int[] extra = new int[16];
    /** The operators of the chain that is read in each bracket: each is a level of the tree. */
    private int[] operators = new int[16];

    private int depth;
    private int deepest;
    /** The keywords {@code else}, {@code and} and {@code or}: each adds a level to the tree. */
    private int links;

    private boolean chained;

    RecursionDepth(int limit) {
        this.limit = limit;
        reset();
    }

    void reset() {
        depth = 1;
        counts[0] = 0;
        roles[0] = RegoLexer.EOF;
        first[0] = false;
        extra[0] = 0;
        operators[0] = 0;
        chained = false;
    }

    /** How many levels a recursion over the tree of what was read may need. */
    long levels() {
        return (long) deepest + links;
    }

    /** What counts for the depth of what follows, outside of all brackets: less than 8. */
    int outside() {
        return (first[0] ? 1 : 0) | extra[0] << 1;
    }

    /** Counts an opening bracket; false if it is too deep. */
    boolean open(int role) {
        int count = here() + own(role);
        chain(role == RegoLexer.INDEX_OPEN || role == RegoLexer.CALL_OPEN);
        if (depth == counts.length) {
            counts = Arrays.copyOf(counts, 2 * depth);
            roles = Arrays.copyOf(roles, 2 * depth);
            first = Arrays.copyOf(first, 2 * depth);
            extra = Arrays.copyOf(extra, 2 * depth);
            operators = Arrays.copyOf(operators, 2 * depth);
        }
        if (role == RegoLexer.BODY_OPEN || role == RegoLexer.OPERAND_OPEN) {
            count = counts[depth - 1] + extra[depth - 1] + 1;
        }
        counts[depth] = count;
        roles[depth] = role;
        extra[depth] = 0;
        first[depth] = switch (role) {
            case RegoLexer.LBRACK,
                    RegoLexer.ARRAY_COMPREHENSION,
                    RegoLexer.SET_OPEN,
                    RegoLexer.SET_COMPREHENSION,
                    RegoLexer.OBJECT_OPEN,
                    RegoLexer.OBJECT_COMPREHENSION -> true;
            default -> false;
        };
        // The contents of the bracket lie below the whole chain around it.
        operators[depth] = operators[depth - 1];
        depth++;
        deepest = Math.max(deepest, depth + operators[depth - 1]);
        return count <= limit;
    }

    /** Counts a closing bracket that leaves {@code open} brackets open. */
    void close(int open) {
        depth = Math.min(depth, open);
        chained = false;
    }

    /** A chain goes on at a selector or after an operator; anything else starts a new one. */
    private void chain(boolean selects) {
        int at = depth - 1;
        if (selects) {
            operators[at]++;
        } else if (!chained) {
            operators[at] = at == 0 ? 0 : operators[at - 1];
        }
        deepest = Math.max(deepest, depth + operators[at]);
        chained = false;
    }

    /** Counts any other token; false if a term is too deep there. */
    boolean token(int role) {
        int at = depth - 1;
        switch (role) {
            case RegoLexer.COMMA:
                first[at] = false;
                extra[at] = roles[at] == RegoLexer.SET_OPEN ? 1 : roles[at] == RegoLexer.OBJECT_OPEN ? 2 : 0;
                return true;
            case RegoLexer.COLON:
                if (extra[at] == 0) {
                    first[at] = true;
                    extra[at] = 1;
                }
                return true;
            case RegoLexer.COMPREHENSION_BAR:
                first[at] = false;
                extra[at] = roles[at] == RegoLexer.ARRAY_COMPREHENSION
                        ? 1
                        : roles[at] == RegoLexer.SET_COMPREHENSION ? 2 : 3;
                return true;
            case RegoLexer.ELSE, RegoLexer.AND, RegoLexer.OR:
                links++;
                return true;
            case RegoLexer.REF_DOT:
                chained = true;
                return true;
            default:
                if (TokenTypes.isOperator(role) || role == RegoLexer.IN) {
                    operators[at]++;
                    first[at] = false;
                    chained = true;
                    return true;
                }
                chain(false);
                return here() <= limit;
        }
    }

    private int here() {
        int at = depth - 1;
        return counts[at] + extra[at] + (first[at] ? TERM : EXPRESSION);
    }

    private static int own(int role) {
        return switch (role) {
            case RegoLexer.LPAREN, RegoLexer.TEMPLATE_PART -> 0;
            case RegoLexer.CALL_OPEN -> 2;
            default -> 1;
        };
    }
}
