package io.rego4j.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Habits of this project that a compiler does not check. */
class SourceRulesTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TESTS = Path.of("src/test/java/io/rego4j");
    private static final int MAX_LINES = 400;
    /** The packages of helpers: policies, generators and command lines; and OPA's own packages, asked in bulk. */
    private static final Set<String> SHARED = Set.of("testing", "parity");

    /** What no class of the library may call, and what it does in its place. */
    private static final List<Rule> FORBIDDEN = List.of(
            new Rule(
                    "System\\.out\\b",
                    "Main.java|RegoTestExecution.java",
                    "results go to the stream that the caller gives"),
            new Rule(
                    "System\\.err\\b",
                    "Main.java|StandardOutput.java|OpaFinder.java",
                    "notes go to whoever asked to hear them"),
            new Rule("System\\.exit\\b", "Main.java|StandardOutput.java", "a library never ends its program"),
            new Rule("printStackTrace\\(\\)", "", "an error goes to whoever called"),
            new Rule("\\.toLowerCase\\(\\)|\\.toUpperCase\\(\\)", "", "letters depend on the locale: use Locale.ROOT"),
            new Rule("\\bnew Random\\(\\)|Math\\.random\\(", "", "what cannot be repeated cannot be tested"),
            new Rule("\\.getBytes\\(\\)", "", "bytes depend on the machine: name the charset"),
            new Rule("\\b(TODO|FIXME|XXX)\\b", "", "what is left open stands in the tracker"),
            new Rule("@SuppressWarnings\\(\"all\"\\)", "", "a warning is mended, not hidden"));

    /** Simple names that two classes have: a name of Rego in the builder, and one of OPA's plan ({@code v1/ir}) that evaluates it. */
    private static final Set<String> TWICE = Set.of(
            "Block",
            "Operand",
            "Statement",
            // The plan of a change, which a program sees, and OPA's.
            "Plan",
            // Doors that no program imports together: what a condition builds or becomes in a database, what a built-in
            // is or does.
            "Builtin",
            "Condition",
            "package-info");

    private record Rule(String pattern, String allowedIn, String reason) {}

    @Test
    void noFileIsLongerThanAReaderCanHold() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : files()) {
            long lines = Files.readAllLines(file).size();
            if (lines > MAX_LINES && !Files.readString(file).contains("@Generated")) {
                tooLong.add(file + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).as("files with more than %d lines", MAX_LINES).isEmpty();
    }

    @Test
    void eachPackageSaysWhatItIsForAndIsNullMarked() throws IOException {
        for (Path file : files()) {
            if (file.endsWith("module-info.java")) {
                continue; // It says what the module is for.
            }
            Path info = file.resolveSibling("package-info.java");
            assertThat(info).exists();
            assertThat(Files.readString(info)).startsWith("/**").contains("@NullMarked");
        }
    }

    @Test
    void nothingThatRunsWebAssemblyIsDependedOn() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml"))).doesNotContainIgnoringCase("wasm", "chicory", "endive");
    }

    @Test
    void nothingForbiddenIsCalled() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            String text = Files.readString(file);
            for (Rule rule : FORBIDDEN) {
                if (file.getFileName().toString().matches(rule.allowedIn)) {
                    continue;
                }
                Matcher matcher = Pattern.compile(rule.pattern).matcher(text);
                while (matcher.find()) {
                    long row = text.substring(0, matcher.start()).lines().count();
                    found.add(file + ":" + row + ": " + matcher.group() + ": " + rule.reason);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noTwoClassesHaveOneName() throws IOException {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new TreeSet<>();
        for (Path file : files()) {
            String name = file.getFileName().toString().replace(".java", "");
            if (!seen.add(name)) {
                twice.add(name);
            }
        }
        assertThat(twice).containsExactlyInAnyOrderElementsOf(TWICE);
    }

    @Test
    void eachTestIsNamedForABehaviourInCamelCase() throws IOException {
        Pattern test = Pattern.compile("@(?:Test|ParameterizedTest|FuzzTest|TestFactory)\\b[^;{}]*?\\bvoid (\\w+)\\(");
        List<String> otherwise = new ArrayList<>();
        for (Path file : files(TESTS)) {
            Matcher matcher = test.matcher(Files.readString(file));
            while (matcher.find()) {
                if (!matcher.group(1).matches("(?!test[A-Z])[a-z][a-z0-9]*[A-Z][A-Za-z0-9]*")) {
                    otherwise.add(file + ": " + matcher.group(1));
                }
            }
        }
        assertThat(otherwise).isEmpty();
    }

    @Test
    void whatTestsOfSeveralDoorsShareIsInAPackageForIt() throws IOException {
        Pattern use = Pattern.compile("import (?:static )?io\\.rego4j\\.([a-z0-9.]+)\\.([A-Z]\\w*)");
        Map<String, Set<String>> users = new TreeMap<>();
        for (Path file : files(TESTS)) {
            Matcher matcher = use.matcher(Files.readString(file));
            while (matcher.find()) {
                String room = matcher.group(1);
                boolean helper =
                        Files.exists(TESTS.resolve(room.replace('.', '/')).resolve(matcher.group(2) + ".java"));
                if (helper && !SHARED.contains(room) && !door(file).equals(room.split("\\.")[0])) {
                    users.computeIfAbsent(room + "." + matcher.group(2), name -> new TreeSet<>())
                            .add(door(file));
                }
            }
        }
        users.values().removeIf(doors -> doors.size() < 2);
        assertThat(users).as("helpers that tests of other doors use").isEmpty();
    }

    private static String door(Path file) {
        return TESTS.relativize(file).getName(0).toString();
    }

    private static List<Path> files() throws IOException {
        return files(MAIN);
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }
}
