package io.rego4j.opa.wasm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions. OPA's are RE2's, Java's are not: only what means the same in both is taken, and the rest is an
 * error and never another match.
 */
final class HostRegex {
    static final Map<String, HostFunction> FUNCTIONS = Map.of(
            "regex.replace", (operands, call) -> replace(operands),
            "regex.split", (operands, call) -> split(operands),
            "regex.find_n", (operands, call) -> find(operands));

    // One follows an atom, with a "?" at most behind it.
    private static final Pattern QUANTIFIER =
            Pattern.compile("(?:[*+?]|\\{(\\d{1,3})(?:,(\\d{0,3}))?\\})\\??(?![*+?{])");
    // RE2's limit for counts, nested ones multiplied.
    private static final int MOST_REPEATS = 1000;

    private HostRegex() {}

    private static Object replace(List<?> operands) throws HostFunction.BuiltinError {
        String text = HostCall.string(operands.get(0));
        String value = HostCall.string(operands.get(2));
        if (value.contains("$")) {
            throw unsupported("a replacement with \"$\"");
        }
        Matcher matcher = matcher(HostCall.string(operands.get(1)), text);
        try {
            return matcher.replaceAll(Matcher.quoteReplacement(value));
        } catch (StackOverflowError e) {
            throw unsupported("a match so deep");
        }
    }

    private static Object split(List<?> operands) throws HostFunction.BuiltinError {
        String text = HostCall.string(operands.get(1));
        Matcher matcher = matcher(HostCall.string(operands.get(0)), text);
        List<Object> parts = new ArrayList<>();
        int start = 0;
        while (matcher.find()) {
            parts.add(text.substring(start, matcher.start()));
            start = matcher.end();
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static Object find(List<?> operands) throws HostFunction.BuiltinError {
        int limit = HostCall.small(operands.get(2));
        Matcher matcher = matcher(HostCall.string(operands.get(0)), HostCall.string(operands.get(1)));
        List<Object> found = new ArrayList<>();
        while ((limit < 0 || found.size() < limit) && matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Matcher matcher(String pattern, String text) throws HostFunction.BuiltinError {
        Pattern compiled;
        try {
            compiled = Pattern.compile(translate(pattern), Pattern.UNIX_LINES);
        } catch (PatternSyntaxException e) {
            // What Java refuses may be a pattern to OPA.
            throw unsupported("such a pattern");
        }
        if (compiled.matcher("").find()
                || compiled.matcher(new Watched(text, 0, text.length())).lookingAt()
                        && isEmptyAnywhere(compiled, text)) {
            throw unsupported("a pattern that matches the empty text");
        }
        return compiled.matcher(new Watched(text, 0, text.length()));
    }

    private static boolean isEmptyAnywhere(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(new Watched(text, 0, text.length()));
        while (matcher.find()) {
            if (matcher.start() == matcher.end()) {
                return true;
            }
        }
        return false;
    }

    private static HostFunction.Unsupported unsupported(String what) {
        return new HostFunction.Unsupported("regex functions with " + what + " are not in this engine");
    }

    /** The pattern for Java, if each of its parts has one meaning in both languages. */
    private static String translate(String pattern) {
        StringBuilder out = new StringBuilder();
        // What a quantifier may follow.
        boolean atom = false;
        int repeats = 1;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '\\' -> {
                    i++;
                    out.append(escape(i < pattern.length() ? pattern.charAt(i) : '\0'));
                    atom = true;
                }
                case '[' -> {
                    int end = classEnd(pattern, i);
                    out.append(classOf(pattern.substring(i, end)));
                    i = end - 1;
                    atom = true;
                }
                case '(' -> {
                    if (pattern.startsWith("(?", i) && !pattern.startsWith("(?:", i)) {
                        throw unsupported("\"(?\"");
                    }
                    boolean capturing = !pattern.startsWith("(?:", i);
                    out.append(capturing ? "(" : "(?:");
                    i += capturing ? 0 : 2;
                    requireAlternative(pattern, i + 1);
                    atom = false;
                }
                case '|' -> {
                    requireAlternative(pattern, i + 1);
                    out.append(c);
                    atom = false;
                }
                case '^', '$' -> {
                    out.append(c == '^' ? "^" : "\\z");
                    atom = false;
                }
                case '*', '+', '?', '{' -> {
                    Matcher quantifier = QUANTIFIER.matcher(pattern).region(i, pattern.length());
                    if (!atom || !quantifier.lookingAt()) {
                        throw unsupported("such a quantifier");
                    }
                    repeats *= Math.max(1, most(quantifier));
                    if (repeats > MOST_REPEATS) {
                        throw unsupported("so many repeats");
                    }
                    out.append(quantifier.group());
                    i = quantifier.end() - 1;
                    atom = false;
                }
                case '}', ']' -> throw unsupported("\"" + c + "\" by itself");
                default -> {
                    out.append(c);
                    atom = true;
                }
            }
        }
        return out.toString();
    }

    private static int most(Matcher quantifier) {
        String count = quantifier.group(2) == null || quantifier.group(2).isEmpty()
                ? quantifier.group(1)
                : quantifier.group(2);
        return count == null ? 1 : Integer.parseInt(count);
    }

    /** An alternative without content is one thing here and another there. */
    private static void requireAlternative(String pattern, int start) {
        if (start >= pattern.length() || "|)".indexOf(pattern.charAt(start)) >= 0) {
            throw unsupported("an empty alternative");
        }
    }

    private static int classEnd(String pattern, int start) {
        int first = start + (pattern.startsWith("^", start + 1) ? 2 : 1);
        for (int i = first; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == ']' && i > first) {
                return i + 1;
            } else if (c == ']' || c == '[' || pattern.startsWith("&&", i)) {
                break;
            } else if (c == '\\') {
                i++;
            }
        }
        throw unsupported("such a class");
    }

    /** A class with its brackets: characters, ranges of them, and escapes that are no part of a range. */
    private static String classOf(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                if (text.charAt(i + 1) == '-' && text.charAt(i + 2) != ']') {
                    throw unsupported("a range from an escape");
                }
                out.append(escape(text.charAt(i)));
            } else if (c == '-' && text.charAt(i + 1) == '\\') {
                throw unsupported("a range to an escape");
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String escape(char c) {
        switch (c) {
            case 'd', 'D', 'w', 'W':
                return "\\" + c;
            case 's':
                return "[\\t\\n\\f\\r ]";
            case 'n', 't', 'r', 'f':
                return "\\" + c;
            default:
                if (c < 128 && c > ' ' && !Character.isLetterOrDigit(c)) {
                    return "\\" + c;
                }
                throw unsupported("\"\\" + c + "\"");
        }
    }

    /** A text that stops a match which has taken too long: Java's matcher backtracks. */
    private record Watched(String text, int start, int end) implements CharSequence {
        @Override
        public int length() {
            return end - start;
        }

        @Override
        public char charAt(int index) {
            if (Thread.currentThread().isInterrupted()) {
                throw new HostFunction.Unsupported("interrupted in a match");
            }
            return text.charAt(start + index);
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Watched(text, start + from, start + to);
        }

        @Override
        public String toString() {
            return text.substring(start, end);
        }
    }
}
