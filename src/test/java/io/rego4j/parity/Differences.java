package io.rego4j.parity;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What differs, for a reader: the first ones of each kind, and all in a file. */
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
        Map<String, List<Finding>> kinds = new LinkedHashMap<>();
        all.forEach(finding ->
                kinds.computeIfAbsent(finding.what(), k -> new ArrayList<>()).add(finding));
        kinds.forEach((kind, findings) -> {
            findings.stream().limit(SHOWN).forEach(finding -> out.println(finding.toLine()));
            if (findings.size() > SHOWN) {
                out.println(kind + ": " + (findings.size() - SHOWN) + " more");
            }
        });
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, all.stream().map(Finding::toLine).toList());
        out.println("all differences: " + file);
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
