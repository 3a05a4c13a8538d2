package io.rego4j.opa.functions.pattern;

import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.functions.pattern.GlobTokens.Kind;
import io.rego4j.opa.functions.pattern.GlobTokens.Token;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A glob as a nondeterministic automaton, all of whose states that can be reached are followed at once: matching takes at most
 * the length of the text times that of the pattern.
 */
final class Glob {
    private static final int REPLACEMENT = 0xFFFD;

    /**
     * A state.
     *
     * @param consumes the characters that lead on, to the first of the next states; null if none has to be read
     */
    private record State(@Nullable IntPredicate consumes, int[] next) {}

    private final List<State> states = new ArrayList<>();
    private final String delimiters;
    private final int start;

    private sealed interface Item {}

    private record Single(IntPredicate characters) implements Item {}

    private record Star(IntPredicate characters) implements Item {}

    private record Choice(List<List<Item>> alternatives) implements Item {}

    private Glob(String pattern, String delimiters) throws BuiltinException {
        this.delimiters = delimiters;
        GlobTokens tokens = new GlobTokens(pattern);
        List<List<Item>> whole = read(tokens, true);
        // The state 0 is the end.
        states.add(new State(null, new int[0]));
        start = compile(whole.get(0), 0);
    }

    static Glob parse(String pattern, String delimiters) throws BuiltinException {
        return new Glob(pattern, delimiters);
    }

    private boolean isDelimiter(int c) {
        return delimiters.indexOf(rune(c)) >= 0;
    }

    private static int rune(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? REPLACEMENT : c;
    }

    /** The alternatives up to a closing brace; one, up to the end, for the whole pattern. */
    private List<List<Item>> read(GlobTokens tokens, boolean outermost) throws BuiltinException {
        List<List<Item>> alternatives = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        while (true) {
            Token token = tokens.next();
            switch (token.kind()) {
                case TEXT -> {
                    for (int c : token.text().codePoints().toArray()) {
                        items.add(new Single(other -> other == c));
                    }
                }
                case SINGLE -> items.add(new Single(c -> !isDelimiter(c)));
                case ANY -> items.add(new Star(c -> !isDelimiter(c)));
                case SUPER -> items.add(new Star(c -> true));
                case CHARACTERS -> items.add(new Single(c -> isIn(token, rune(c)) != token.negated()));
                case OPEN -> items.add(new Choice(read(tokens, false)));
                case SEPARATOR -> {
                    alternatives.add(items);
                    items = new ArrayList<>();
                }
                case CLOSE, END -> {
                    if (token.kind() == Kind.END && !outermost) {
                        throw tokens.wrong("unclosed `{`");
                    }
                    alternatives.add(items);
                    return alternatives;
                }
            }
        }
    }

    private static boolean isIn(Token token, int c) {
        return token.low() >= 0
                ? token.low() <= c && c <= token.high()
                : token.text().indexOf(c) >= 0;
    }

    /** The state from which the items lead to the next one. */
    private int compile(List<Item> items, int next) {
        int target = next;
        for (int i = items.size() - 1; i >= 0; i--) {
            Item item = items.get(i);
            if (item instanceof Single single) {
                target = add(new State(single.characters, new int[] {target}));
            } else if (item instanceof Star star) {
                int loop = states.size();
                int[] choices = {loop + 1, target};
                states.add(new State(null, choices));
                states.add(new State(star.characters, new int[] {loop}));
                target = loop;
            } else if (item instanceof Choice choice) {
                int behind = target;
                int[] choices = choice.alternatives.stream()
                        .mapToInt(alternative -> compile(alternative, behind))
                        .toArray();
                target = add(new State(null, choices));
            }
        }
        return target;
    }

    private int add(State state) {
        states.add(state);
        return states.size() - 1;
    }

    boolean matches(BuiltinContext context, String text) {
        BitSet active = new BitSet(states.size());
        reach(start, active);
        for (int at = 0; at < text.length() && !active.isEmpty(); ) {
            context.checkDeadline();
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            BitSet then = new BitSet(states.size());
            for (int state = active.nextSetBit(0); state >= 0; state = active.nextSetBit(state + 1)) {
                IntPredicate consumes = states.get(state).consumes;
                if (consumes != null && consumes.test(c)) {
                    reach(states.get(state).next[0], then);
                }
            }
            active = then;
        }
        return active.get(0);
    }

    /** Adds a state and those that follow it without a character. */
    private void reach(int state, BitSet active) {
        if (!active.get(state)) {
            active.set(state);
            if (states.get(state).consumes == null) {
                for (int next : states.get(state).next) {
                    reach(next, active);
                }
            }
        }
    }
}
