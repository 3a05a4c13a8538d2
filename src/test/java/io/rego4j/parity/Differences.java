package io.rego4j.parity;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What differs, for a reader: the first ones of each kind, those that are alike once, and all in a file. */
final class Differences {
    private static final int SHOWN = 10;

    private Differences() {}

    /** Prints the first ones of each kind, and writes all into a file that is named. */
    static void print(List<Finding> differences, Path file, PrintStream out) throws IOException {
        Files.deleteIfExists(file);
        if (differences.isEmpty()) {
            return;
        }
        List<Finding> all = joined(differences);
        for (String kind : Tally.KINDS) {
            Map<String, List<Finding>> alike = new LinkedHashMap<>();
            all.stream()
                    .filter(finding -> finding.what().equals(kind))
                    .forEach(finding -> alike.computeIfAbsent(
                                    finding.difference().replaceAll("\\d+", "0"), form -> new ArrayList<>())
                            .add(finding));
            alike.values().stream().limit(SHOWN).forEach(findings -> {
                int more = findings.size() - 1;
                String likeIt = more == 0 ? "" : String.format(Locale.ROOT, " (and %,d like it)", more);
                out.println(findings.get(0).toLine() + likeIt);
            });
            if (alike.size() > SHOWN) {
                out.println(kind + ": " + number(alike.size() - SHOWN, "other difference"));
            }
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, all.stream().map(Finding::toLine).toList());
        out.println("all differences: " + file);
    }

    /** A number of things: 1 policy, 2,000 policies. */
    static String number(int count, String what) {
        String plural = what.endsWith("y") ? what.substring(0, what.length() - 1) + "ies" : what + "s";
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? what : plural);
    }

    /** One finding for what is the same in several modes. */
    static List<Finding> joined(List<Finding> findings) {
        Map<List<String>, Finding> joined = new LinkedHashMap<>();
        for (Finding finding : findings) {
            joined.merge(List.of(finding.what(), finding.policy(), finding.difference()), finding, (a, b) -> {
                List<Mode> modes = new ArrayList<>(a.modes());
                modes.addAll(b.modes());
                return new Finding(modes, a.what(), a.policy(), a.difference());
            });
        }
        return List.copyOf(joined.values());
    }
}
