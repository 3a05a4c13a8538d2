package io.rego4j.parity;

import java.util.List;

/**
 * One thing that was compared of one policy.
 *
 * @param modes the modes for which it counts
 * @param what its kind, as {@code docs/parity.md} names it
 * @param policy the policy's name
 * @param difference what differs; empty if nothing does
 */
record Finding(List<Mode> modes, String what, String policy, String difference) {
    boolean isSame() {
        return difference.isEmpty();
    }

    /** One line: the kind, where, and what differs. */
    String toLine() {
        List<String> labels = modes.stream().map(Mode::label).toList();
        return what + " " + String.join(",", labels) + " " + policy + ": " + difference.replaceAll("\\R", "\\\\n");
    }

    /** The first line in which two texts differ; empty if none does. */
    static String ofTexts(String a, String b, String nameA, String nameB) {
        if (a.equals(b)) {
            return "";
        }
        String[] x = a.split("\n", -1);
        String[] y = b.split("\n", -1);
        for (int i = 0; i < Math.min(x.length, y.length); i++) {
            if (!x[i].equals(y[i])) {
                return "line " + (i + 1) + ": " + nameA + " `" + x[i] + "`, " + nameB + " `" + y[i] + "`";
            }
        }
        return nameA + " has " + x.length + " lines, " + nameB + " has " + y.length;
    }
}
