package io.rego4j.opa.functions.graphql;

import java.util.Arrays;
import java.util.List;

/** The value of a block string: one between three quotes. */
final class BlockString {
    private BlockString() {}

    /** A block string without the indentation that its lines share, and without blank lines around it. */
    static String value(String raw) {
        List<String> lines = Arrays.asList(raw.split("\n", -1));
        int common = Integer.MAX_VALUE;
        for (String each : lines) {
            common = Math.min(common, indentation(each));
        }
        if (common < Integer.MAX_VALUE) {
            for (int i = 1; i < lines.size(); i++) {
                lines.set(
                        i, lines.get(i).substring(Math.min(common, lines.get(i).length())));
            }
        }
        int from = 0;
        int to = lines.size();
        while (from < to && indentation(lines.get(from)) == Integer.MAX_VALUE) {
            from++;
        }
        while (from < to && indentation(lines.get(to - 1)) == Integer.MAX_VALUE) {
            to--;
        }
        return String.join("\n", lines.subList(from, to));
    }

    /** How many blanks a line begins with; as many as can be if it has nothing else. */
    private static int indentation(String each) {
        for (int i = 0; i < each.length(); i++) {
            if (each.charAt(i) != ' ' && each.charAt(i) != '\t') {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }
}
