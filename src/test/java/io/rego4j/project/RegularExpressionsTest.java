package io.rego4j.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Every regular expression of the sources has a line in {@code regular-expressions.txt}: the file, its bound, and the
 * expression as Java has it. The bounds are
 *
 * <ul>
 *   <li>{@code linear}: the steps of a search grow with the length of the text, which this test counts for texts made
 *       against it, up to a million characters, and none of them overflows the stack;
 *   <li>{@code whole}: the same, for one that is held against a text from its start only;
 *   <li>{@code engine}: linear whatever the expression is, for RE2 runs it;
 *   <li>{@code short}: the text is short whoever wrote it; the reason stands after the expression;
 *   <li>{@code trusted}: no text from outside meets it; the reason stands after the expression.
 * </ul>
 */
class RegularExpressionsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/rego4j");
    private static final Path LIST = Path.of("src/test/resources/io/rego4j/project/regular-expressions.txt");

    /** A call that takes an expression; what follows a matcher takes a replacement. */
    private static final Pattern CALL = Pattern.compile(
            "\\bPattern\\s*\\.compile\\("
                    + "|(?<!\\bmatcher\\([^()]{1,80}\\))\\.(?:matches|split|replaceAll|replaceFirst)\\((?=\\s*\"|\\s*[A-Z]{2})");
    /** One character, for which {@code String.split} uses no expression; a backslash may stand before it. */
    private static final Pattern ONE_CHARACTER =
            Pattern.compile("\"(?:[^\\\\.$|()\\[{^?*+]|\\\\\\\\[^0-9A-Za-z]|\\\\[nt])\"");

    /** Steps for each character that a linear expression may take: those with many alternatives take some. */
    private static final int STEPS = 60;

    private static final int SHORT = 1_000;
    private static final int LONG = 1_000_000;
    /** So many of the texts against an expression are tried at the full length. */
    private static final int WORST = 2;

    private enum Bound {
        LINEAR,
        WHOLE,
        ENGINE,
        SHORT,
        TRUSTED
    }

    private record Listed(Bound bound, String reason) {}

    @Test
    void eachExpressionIsListedWithItsBound() throws IOException {
        Set<String> listed = list().keySet();
        Set<String> found = found();

        assertThat(without(found, listed))
                .as("expressions without a bound in " + LIST)
                .isEmpty();
        assertThat(without(listed, found))
                .as("listed, but no longer in the sources")
                .isEmpty();
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new LinkedHashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    @Test
    void whatIsNotLinearHasAReason() throws IOException {
        list().forEach((expression, listed) -> {
            if (listed.bound == Bound.SHORT || listed.bound == Bound.TRUSTED) {
                assertThat(listed.reason).as(expression).isNotEmpty();
            }
            if (listed.bound == Bound.ENGINE) {
                assertThat(text(SOURCES.resolve(expression.substring(0, expression.indexOf(' ')))))
                        .contains("import com.google.re2j.");
            }
        });
    }

    /**
     * The texts against an expression are short; those that it reads most of are tried again at a length that shows what grows
     * with the square, and that overflows the stack where each round of a group takes a frame.
     */
    @Test
    void linearExpressionsTakeStepsInProportionToTheText() throws IOException {
        List<Executable> all = new ArrayList<>();
        list().forEach((expression, listed) -> {
            if (listed.bound == Bound.LINEAR || listed.bound == Bound.WHOLE) {
                Pattern pattern = Pattern.compile(literal(expression.substring(expression.indexOf(' ') + 1)));
                all.add(() -> assertLinear(expression, pattern, listed.bound == Bound.LINEAR));
            }
        });
        assertThat(all).hasSizeGreaterThan(20);
        assertAll(all);
    }

    private static void assertLinear(String expression, Pattern pattern, boolean searches) {
        Map<Hostile, Long> steps = new LinkedHashMap<>();
        for (Hostile text : hostile(pattern.pattern(), searches)) {
            steps.put(text, steps(expression, pattern, text.of(SHORT), searches));
        }
        steps.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(WORST)
                .forEach(text -> steps(expression, pattern, text.getKey().of(LONG), searches));
    }

    /** The looks at characters that a search takes; an error if they are too many, or the stack overflows. */
    private static long steps(String expression, Pattern pattern, String text, boolean searches) {
        long most = STEPS * (long) text.length();
        Counted counted = new Counted(text, most);
        try {
            pattern.matcher(counted).matches();
            pattern.matcher(counted).lookingAt();
            Matcher search = pattern.matcher(counted);
            while (searches && search.find()) {
                // Each match goes on behind the one before.
            }
        } catch (Counted.TooMany | StackOverflowError e) {
            throw new AssertionError(
                    expression + " is not linear for " + text.length() + " characters: " + text.substring(0, 20) + "…",
                    e);
        }
        return most - counted.left[0];
    }

    /** A text of any length: something in front, a unit again and again, and an end that does not match. */
    private record Hostile(String front, String unit) {
        String of(int length) {
            return front + unit.repeat(length / unit.length()) + "\u0001";
        }
    }

    /** Repetitions of the characters that the expression speaks of, alone and in pairs. */
    private static List<Hostile> hostile(String pattern, boolean searched) {
        Set<String> units = new LinkedHashSet<>(List.of("a", "0", " ", "\n", ".", "/", "-", "A1", "_"));
        Set<String> single = pattern.chars()
                .filter(c -> c > 0x1f && c != '\\')
                .mapToObj(c -> String.valueOf((char) c))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        single.addAll(units);
        for (String a : single) {
            units.add(a);
            for (String b : List.of("a", "0", ".", "/")) {
                units.add(a + b);
            }
            units.add("\\" + a);
        }
        List<Hostile> texts = new ArrayList<>();
        for (String unit : units) {
            // What is searched for begins anywhere.
            for (String front : searched ? List.of("") : List.of("", "\"", "{{\"")) {
                texts.add(new Hostile(front, unit));
            }
        }
        return texts;
    }

    /** A text that ends a match after so many looks at its characters. */
    private record Counted(String text, long[] left) implements CharSequence {
        Counted(String text, long most) {
            this(text, new long[] {most});
        }

        static final class TooMany extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        @Override
        public char charAt(int index) {
            if (left[0]-- == 0) {
                throw new TooMany();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static Map<String, Listed> list() throws IOException {
        Map<String, Listed> listed = new TreeMap<>();
        for (String line : Files.readAllLines(LIST)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\t", -1);
            assertThat(parts.length).as(line).isBetween(3, 4);
            Bound bound = Bound.valueOf(parts[1].toUpperCase(java.util.Locale.ROOT));
            listed.put(parts[0] + " " + parts[2], new Listed(bound, parts.length > 3 ? parts[3] : ""));
        }
        return listed;
    }

    private static Set<String> found() throws IOException {
        Set<String> found = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : (Iterable<Path>)
                    files.filter(path -> path.toString().endsWith(".java")).sorted()::iterator) {
                String text = text(file);
                Matcher call = CALL.matcher(text);
                while (call.find()) {
                    String argument = argument(text, call.end());
                    boolean split = call.group().startsWith(".split")
                            && ONE_CHARACTER.matcher(argument).matches();
                    if (!split) {
                        found.add(SOURCES.relativize(file).toString().replace('\\', '/') + " " + argument);
                    }
                }
            }
        }
        return found;
    }

    /** The first argument of a call, with single spaces. */
    private static String argument(String text, int from) {
        int depth = 0;
        boolean quoted = false;
        int at = from;
        for (; ; at++) {
            char c = text.charAt(at);
            if (quoted) {
                at += c == '\\' ? 1 : 0;
                quoted = c != '"';
            } else if (c == '"') {
                quoted = true;
            } else if (c == '(') {
                depth++;
            } else if (depth == 0 && (c == ')' || c == ',')) {
                break;
            } else if (c == ')') {
                depth--;
            }
        }
        return text.substring(from, at).strip().replaceAll("\\s*\\n\\s*", " ");
    }

    /** The expression that literals of Java, joined by plus, stand for. */
    private static String literal(String java) {
        StringBuilder text = new StringBuilder();
        Matcher part =
                Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"(?:\\s*\\+\\s*)?").matcher(java);
        int end = 0;
        while (part.find() && part.start() == end) {
            text.append(part.group(1).translateEscapes());
            end = part.end();
        }
        assertThat(end).as("a linear expression is made of literals: " + java).isEqualTo(java.length());
        return text.toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
