package io.rego4j.parity;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much is the same in each mode: the table of {@code docs/parity.md}. */
final class Tally {
    /** For information only: where rego4j names a better place, docs/parity.md says so. */
    static final String PLACES = "error row:col";

    /** All kinds of findings, in the order of the reports; {@code errors} are those of two OPAs. */
    static final List<String> KINDS =
            List.of("accept", "errors", "error row", PLACES, "ast", "fmt", "meaning", "stable", "canonical", "check");

    private static final Pattern ROW = Pattern.compile("^(v\\d(?:v\\d)?) ", Pattern.MULTILINE);
    private static final Pattern CELL = Pattern.compile("([a-z][a-z: ]*?) (\\d+)/(\\d+) \\(");

    private final Map<Mode, Map<String, Share>> shares = new EnumMap<>(Mode.class);

    /** So many of all. */
    record Share(int good, int all) {
        boolean isWhole() {
            return good == all;
        }

        private Share plus(boolean isGood) {
            return new Share(good + (isGood ? 1 : 0), all + 1);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%d/%d (%.3f%%)", good, all, 100.0 * good / all);
        }
    }

    void add(Finding finding) {
        for (Mode mode : finding.modes()) {
            Map<String, Share> row = shares.computeIfAbsent(mode, m -> new LinkedHashMap<>());
            Share share = row.getOrDefault(finding.what(), new Share(0, 0));
            row.put(finding.what(), share.plus(finding.isSame()));
        }
    }

    /** A line for each mode that was compared: its name, then each kind with its share. */
    String table() {
        StringBuilder table = new StringBuilder();
        shares.forEach((mode, row) -> {
            List<String> cells = new ArrayList<>();
            KINDS.stream().filter(row::containsKey).forEach(kind -> cells.add(kind + " " + row.get(kind)));
            table.append(String.format("%-4s  %s\n", mode.label(), String.join("  ", cells)));
        });
        return table.toString();
    }

    /** The shares in a table, by mode and kind. */
    static Map<String, Map<String, Share>> read(String table) {
        Map<String, Map<String, Share>> found = new LinkedHashMap<>();
        for (String line : table.split("\n")) {
            Matcher mode = ROW.matcher(line);
            if (mode.find()) {
                Map<String, Share> row = new LinkedHashMap<>();
                Matcher cell = CELL.matcher(line.substring(mode.end()));
                while (cell.find()) {
                    row.put(
                            cell.group(1).strip(),
                            new Share(Integer.parseInt(cell.group(2)), Integer.parseInt(cell.group(3))));
                }
                found.put(mode.group(1), row);
            }
        }
        return found;
    }
}
