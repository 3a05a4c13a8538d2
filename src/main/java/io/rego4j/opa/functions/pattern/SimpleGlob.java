package io.rego4j.opa.functions.pattern;

import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Patterns of characters, points and classes, each with a plus or a star behind it or none. */
final class SimpleGlob {
    private final int[] text;
    private final String whole;
    private int at;

    /**
     * One part of a pattern.
     *
     * @param characters that fit; null for all
     * @param isClass true for what stands in brackets
     * @param repeat a plus, a star, or 0
     */
    record Part(@Nullable BitSet characters, boolean isClass, char repeat) {
        boolean isOnce() {
            return repeat == 0;
        }

        boolean meets(Part other) {
            return characters == null || other.characters == null || characters.intersects(other.characters);
        }

        boolean isSame(Part other) {
            return isClass == other.isClass
                    && (characters == null ? other.characters == null : characters.equals(other.characters));
        }

        Part repeated(char newRepeat) {
            return new Part(characters, isClass, newRepeat);
        }
    }

    private SimpleGlob(String whole) {
        this.whole = whole;
        text = whole.codePoints().toArray();
    }

    static List<Part> parse(BuiltinContext context, String text) throws BuiltinException {
        SimpleGlob glob = new SimpleGlob(text);
        List<Part> parts = new ArrayList<>();
        while (glob.at < glob.text.length) {
            Part part = glob.part();
            context.allocate(part.characters == null ? 0 : part.characters.size() / Byte.SIZE);
            Part before = parts.isEmpty() ? null : parts.get(parts.size() - 1);
            if (before != null && !part.isOnce() && !before.isOnce() && part.isSame(before)) {
                boolean plus = part.repeat == '+' || before.repeat == '+';
                parts.set(parts.size() - 1, before.repeated(plus ? '+' : '*'));
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    private BuiltinException wrong(int place, String message) {
        return BuiltinException.of(
                "input:" + whole + ", pos:" + place + ", " + message + ": the input provided is invalid");
    }

    private boolean isEscape() throws BuiltinException {
        if (text[at] != '\\') {
            return false;
        } else if (at == text.length - 1) {
            throw wrong(at, "input ends with a \\ (escape) character");
        }
        return true;
    }

    private Part part() throws BuiltinException {
        boolean escaped = isEscape();
        int c = text[at + (escaped ? 1 : 0)];
        at += escaped ? 2 : 1;
        Part part;
        if (escaped) {
            part = character(c);
        } else if (c == '.') {
            part = new Part(null, false, (char) 0);
        } else if (c == '[') {
            part = characters();
        } else if (c == ']') {
            throw wrong(at, "set-close ']' with no preceding '['");
        } else if (c == '+' || c == '*') {
            throw wrong(at, "flag '" + (char) c + "' must be preceded by a non-flag");
        } else {
            part = character(c);
        }
        if (at < text.length && !isEscape() && (text[at] == '+' || text[at] == '*')) {
            return part.repeated((char) text[at++]);
        }
        return part;
    }

    private static Part character(int c) {
        BitSet one = new BitSet();
        one.set(c);
        return new Part(one, false, (char) 0);
    }

    private Part characters() throws BuiltinException {
        BitSet found = new BitSet();
        int before = -1;
        while (at < text.length) {
            boolean escaped = isEscape();
            int c = text[at + (escaped ? 1 : 0)];
            at += escaped ? 2 : 1;
            if (!escaped && c == ']') {
                return new Part(found, true, (char) 0);
            } else if (!escaped && c == '-') {
                found.set(before, range(before) + 1);
                before = -1;
            } else {
                found.set(c);
                before = c;
            }
        }
        throw wrong(at, "found [ without matching ]");
    }

    /** The last character of a range. */
    private int range(int first) throws BuiltinException {
        if (first < 0) {
            throw wrong(at, "range character '-' must be preceded by a Unicode character");
        } else if (at >= text.length - 1) {
            throw wrong(at, "range character '-' must be followed by a Unicode character");
        }
        boolean escaped = isEscape();
        int last = text[at + (escaped ? 1 : 0)];
        at += escaped ? 2 : 1;
        if (!escaped && (last == ']' || last == '-')) {
            throw wrong(at, "range character '-' cannot be followed by a special symbol");
        } else if (last < first) {
            throw wrong(
                    at,
                    "range is out of order: '" + Character.toString(last) + "' comes before '"
                            + Character.toString(first) + "' in Unicode");
        }
        return last;
    }
}
