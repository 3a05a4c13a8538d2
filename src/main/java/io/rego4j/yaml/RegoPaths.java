package io.rego4j.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path into a document that a user names, such as {@code spec.rules[*].rego}: keys, indices, and {@code *} for any. */
final class RegoPaths {
    private static final Pattern STEP = Pattern.compile("\\.?([^.\\[\\]]+)|\\[(\\d+|\\*)]|\\[\"([^\"]*)\"]");

    private RegoPaths() {}

    /** A step: a key, an index, or {@code *}. */
    record Step(String name, boolean isIndex) {
        boolean matches(String key) {
            return name.equals("*") || name.equals(key);
        }
    }

    /**
     * The steps of a path.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static List<Step> parse(String path) {
        List<Step> steps = new ArrayList<>();
        String rest = path.startsWith("$.") ? path.substring(2) : path;
        Matcher matcher = STEP.matcher(rest);
        int at = 0;
        while (matcher.find() && matcher.start() == at) {
            String index = matcher.group(2);
            String name = index != null ? index : matcher.group(1) != null ? matcher.group(1) : matcher.group(3);
            steps.add(new Step(name, index != null));
            at = matcher.end();
        }
        if (steps.isEmpty() || at != rest.length()) {
            throw new IllegalArgumentException("\"" + path
                    + "\" is no path into YAML: use keys, [0], [*] and [\"a key\"], as in spec.rules[*].rego");
        }
        return steps;
    }
}
