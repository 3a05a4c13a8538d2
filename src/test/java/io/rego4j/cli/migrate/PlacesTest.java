package io.rego4j.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.CommandLineTester;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One run lists every place: in generated sets of policies of v0 with several problems, who mends the listed rows, and no
 * others, has a set that migrates and that the real OPA accepts.
 */
class PlacesTest {
    private static final Pattern PLACE = Pattern.compile("(?m)^(\\S+\\.rego):(\\d+):\\d+: ");

    /** A statement, and what a person makes of it; the same if there is nothing to mend. */
    private record Line(String text, String mended) {
        boolean isBad() {
            return !text.equals(mended);
        }
    }

    @TempDir
    Path folder;

    @Test
    void whoMendsTheListedRowsHasASetThatMigrates() throws IOException {
        Random random = new Random(Long.getLong("rego4j.seed", 16));
        int bad = 0;
        for (int round = 0; round < Integer.getInteger("rego4j.rounds", 60); round++) {
            Path set = Files.createDirectory(folder.resolve("set" + round));
            Map<Path, List<Line>> files = set(set, random);
            String before = files.toString();
            write(files, Map.of());
            Map<Path, Set<Integer>> listed = listed(CommandLineTester.run("migrate", set.toString()));
            for (var file : files.entrySet()) {
                List<Line> lines = file.getValue();
                for (int row : listed.getOrDefault(file.getKey(), Set.of())) {
                    bad++;
                    assertThat(lines.get(row - 1).isBad())
                            .as("listed: " + lines.get(row - 1) + " of " + before)
                            .isTrue();
                }
            }
            write(files, listed);
            CommandLineTester result = CommandLineTester.run("migrate", set.toString());
            assertThat(result.exitCode())
                    .as(before + "\n" + listed + "\n" + result)
                    .isZero();
            assertThat(OpaProgram.tryRun(set, "check", ".").output()).as(before).isEmpty();
        }
        assertThat(bad).isGreaterThan(100);
    }

    private static Map<Path, Set<Integer>> listed(CommandLineTester result) {
        Map<Path, Set<Integer>> listed = new LinkedHashMap<>();
        Matcher place = PLACE.matcher(result.err());
        while (place.find()) {
            listed.computeIfAbsent(Path.of(place.group(1)), each -> new TreeSet<>())
                    .add(Integer.parseInt(place.group(2)));
        }
        return listed;
    }

    /** Writes the files, the given rows mended. */
    private static void write(Map<Path, List<Line>> files, Map<Path, Set<Integer>> mended) throws IOException {
        for (var file : files.entrySet()) {
            StringBuilder text = new StringBuilder();
            List<Line> lines = file.getValue();
            for (int i = 0; i < lines.size(); i++) {
                boolean isMended = mended.getOrDefault(file.getKey(), Set.of()).contains(i + 1);
                text.append(isMended ? lines.get(i).mended : lines.get(i).text).append('\n');
            }
            Files.writeString(file.getKey(), text);
        }
    }

    private static Map<Path, List<Line>> set(Path folder, Random random) {
        Map<Path, List<Line>> files = new LinkedHashMap<>();
        // OPA finds one kind of these, and the next one when there is none of it left.
        int stage = random.nextInt(3);
        List<String> keywords = new ArrayList<>(List.of("in", "contains", "every", "data"));
        for (int f = 0; f < 1 + random.nextInt(3); f++) {
            List<Line> lines = new ArrayList<>();
            lines.add(same("package a"));
            lines.add(same("import data.z.a" + f));
            if (random.nextInt(3) == 0) {
                lines.add(new Line("import data.y.a" + f, "import data.y.b" + f));
            }
            for (int i = 0; i < 2 + random.nextInt(7); i++) {
                lines.add(statement(random, f + "_" + i, keywords, stage));
            }
            files.put(folder.resolve("f" + f + ".rego"), lines);
        }
        return files;
    }

    private static Line statement(Random random, String id, List<String> keywords, int stage) {
        return switch (random.nextInt(14)) {
            case 0 -> new Line("p" + id + " { any(input.x) }", "p" + id + " { input.x }");
            case 1 -> new Line("p" + id + " = x { x := cast_array([1]) }", "p" + id + " = [1]");
            case 2, 3, 4 ->
                switch (stage) {
                    case 0 -> new Line("p" + id + " { count(1) > 1 }", "p" + id + " { count([1]) > 1 }");
                    case 1 -> new Line("p" + id + " { unsafe > 1 }", "p" + id + " { input.u > 1 }");
                    default -> new Line("p" + id + " { p" + id + " }", "p" + id + " { input.r }");
                };
            case 5 -> new Line("p" + id + " { cast_set(input.x) }", "p" + id + " { is_set(input.x) }");
            case 6 -> new Line("p" + id + " { all([true]); x := any(false); x }", "p" + id + " { true }");
            case 7, 8 -> {
                if (keywords.isEmpty()) {
                    yield same("p" + id + " = 1");
                }
                String name = keywords.remove(random.nextInt(keywords.size()));
                yield new Line(name + " = " + random.nextInt(9), name + "_rule = 1");
            }
            case 9 -> same("p" + id + "[x] { x := input.y[_] }");
            case 10 -> same("p" + id + " { input := {\"a\": 1}; input.a == 1 }");
            case 11 -> same("p" + id + " { re_match(\"a\", input.s) }");
            case 12 -> same("p" + id + " { in_x := input.z; in_x > 1 } else = 2 { input.q }");
            default -> same("p" + id + "(if) = if { if > 1 }");
        };
    }

    private static Line same(String text) {
        return new Line(text, text);
    }
}
