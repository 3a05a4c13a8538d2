package io.rego4j.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated patterns against a simple matcher, and generated names against GNU's diff and patch. {@code scripts/hostile} makes
 * any number of tries.
 */
class HostilePathsTest {
    private static final int TRIES = Integer.getInteger("rego4j.tries", 400);
    private static final long SEED = Long.getLong("rego4j.seed", 20261128);
    private static final int BATCH = 100;
    private static final String[] PIECES = {
        "a",
        "b",
        ".rego",
        "-",
        "--- victim",
        "+++ victim",
        "@@ -1 +1 @@",
        "\n",
        "\r",
        "\t",
        "\u0007",
        "\b",
        "\u000b",
        "\f",
        "\u001b[31m",
        "\u0001",
        "\u007f",
        " ",
        "  ",
        "\"",
        "\\",
        "\\n",
        "'",
        "$(x)",
        "`",
        "*",
        "?",
        "[",
        "~",
        "#",
        "%s",
        ";"
    };

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** Parts of a pattern: one of them matches where the simple matcher says so. */
    private static final String[] GLOBS = {
        "*", "?", "**", "**/", "a", "b", "/", ".", "[ab]", "[!a]", "[a-c]", "+", "(", "$", "^"
    };

    @Test
    void aPatternMatchesWhatASimpleMatcherSays() {
        for (int i = 0; i < TRIES; i++) {
            List<String> parts = new ArrayList<>();
            // A slash in front keeps it from being a pattern of names.
            for (int n = 1 + random.nextInt(7); n > 0; n--) {
                parts.add(GLOBS[random.nextInt(GLOBS.length)]);
            }
            String path = path();
            String glob = String.join("", parts);
            boolean plain = !glob.endsWith("/") && !glob.startsWith("/") && !glob.startsWith("***");
            if (plain && !glob.contains("***")) {
                IgnoreRules rules = IgnoreRules.NONE.with(Path.of("/r"), List.of("/" + glob));
                assertThat(rules.ignores(Path.of("/r").resolve(path), false))
                        .as(glob + " and " + path)
                        .isEqualTo(matches(parts(glob), path));
            }
        }
    }

    /** Stars that stand together are one part, with the slash behind them. */
    private static List<String> parts(String glob) {
        List<String> parts = new ArrayList<>();
        for (int at = 0; at < glob.length(); at += parts.get(parts.size() - 1).length()) {
            int from = at;
            parts.add(Stream.of("**/", "**", "[ab]", "[!a]", "[a-c]")
                    .filter(part -> glob.startsWith(part, from))
                    .findFirst()
                    .orElse(glob.substring(at, at + 1)));
        }
        return parts;
    }

    /** A path that is as it is written: no empty parts, none of dots. */
    private String path() {
        String[] characters = {"a", "b", "c", "/", ".", "+", "(", "$", "^"};
        StringBuilder path = new StringBuilder("a");
        for (int n = random.nextInt(10); n > 0; n--) {
            String next = characters[random.nextInt(characters.length)];
            boolean afterSlash = path.charAt(path.length() - 1) == '/';
            path.append(afterSlash && (next.equals("/") || next.equals(".")) ? "b" : next);
        }
        return path.charAt(path.length() - 1) == '/' ? path + "c" : path.toString();
    }

    /** In time that grows with parts and characters: for each part, the ends of what those before it can match. */
    private static boolean matches(List<String> parts, String path) {
        boolean[] ends = new boolean[path.length() + 1];
        ends[0] = true;
        for (String part : parts) {
            boolean[] next = new boolean[ends.length];
            boolean open = false;
            boolean start = false;
            for (int at = 0; at < ends.length; at++) {
                char before = at == 0 ? 0 : path.charAt(at - 1);
                switch (part) {
                    case "*" -> open = open && before != '/' || ends[at];
                    case "**" -> open = open || ends[at];
                    case "**/" -> {
                        open = ends[at] || start && before == '/';
                        start = start || ends[at];
                    }
                    default -> open = at > 0 && ends[at - 1] && isOne(part, before);
                }
                next[at] = open;
            }
            ends = next;
        }
        return ends[path.length()];
    }

    private static boolean isOne(String part, char c) {
        return switch (part) {
            case "?" -> c != '/';
            case "[ab]" -> c == 'a' || c == 'b';
            case "[a-c]" -> c >= 'a' && c <= 'c';
            case "[!a]" -> c != 'a' && c != '/';
            default -> part.charAt(0) == c;
        };
    }

    @Test
    void namesStandInADiffAsGnuDiffWritesThem() throws Exception {
        assumeTrue(isThere("diff"), "there is no GNU diff");
        for (int from = 0; from < TRIES; from += BATCH) {
            Set<String> names = names();
            for (String name : names) {
                Files.createDirectories(folder.resolve("a"));
                Files.createDirectories(folder.resolve("b"));
                Files.writeString(folder.resolve("a").resolve(name), "x\n");
                Files.writeString(folder.resolve("b").resolve(name), "y\n");
            }
            List<String> wanted = output("diff", "-ru", "a", "b")
                    .lines()
                    .filter(line -> line.startsWith("--- "))
                    .map(line -> line.replaceFirst("\t[^\t]*$", ""))
                    .sorted()
                    .toList();

            List<String> headers = names.stream()
                    .map(name -> UnifiedDiff.of("a/" + name, "x\n", "y\n", false))
                    .map(diff -> diff.substring(0, diff.indexOf('\n')))
                    .sorted()
                    .toList();
            assertThat(headers).isEqualTo(wanted);
            delete("a");
            delete("b");
        }
    }

    @Test
    void aPatchChangesTheFilesThatItNamesAndNoOther() throws Exception {
        assumeTrue(isThere("patch"), "there is no GNU patch");
        for (int from = 0; from < TRIES; from += BATCH) {
            Path files = Files.createDirectories(folder.resolve("files"));
            Path victim = Files.writeString(files.resolve("victim"), "x\n");
            Set<String> names = names();
            names.remove("victim");
            StringBuilder patch = new StringBuilder();
            for (String name : names) {
                Files.writeString(files.resolve(name), "x\n");
                patch.append(UnifiedDiff.of("files/" + name, "x\n", "y\n", false));
            }
            Files.writeString(folder.resolve("patch"), patch);
            output("patch", "-p0", "--batch", "-i", "patch");

            assertThat(victim).hasContent("x\n");
            for (String name : names) {
                assertThat(Files.readString(files.resolve(name))).as(name).isEqualTo("y\n");
            }
            assertThat(files.toFile().list()).hasSize(names.size() + 1);
            delete("files");
        }
    }

    /** Names that a folder can hold. */
    private Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < BATCH) {
            StringBuilder name = new StringBuilder();
            for (int n = 1 + random.nextInt(5); n > 0; n--) {
                name.append(PIECES[random.nextInt(PIECES.length)]);
            }
            names.add(name.toString());
        }
        return names;
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        process.waitFor();
        return output;
    }

    private void delete(String name) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve(name))) {
            for (Path path : (Iterable<Path>) all.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        }
    }
}
