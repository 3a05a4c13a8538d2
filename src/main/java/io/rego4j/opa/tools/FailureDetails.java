package io.rego4j.opa.tools;

import io.rego4j.opa.TestReport.Outcome;
import io.rego4j.opa.TestReport.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code opa test --verbose} reports about the rules that failed: below the heading {@code FAILURES} a title for each, its
 * trace, and the expression that failed with its values, for each case below the names that lead to it. OPA's
 * {@code PrettyReporter} indents all that comes from a policy, so that nothing of it can be taken for a title.
 */
public final class FailureDetails {
    /** Of a run in which nothing failed. */
    public static final FailureDetails NONE = of(List.of());

    private static final String TITLE = ": FAIL (";
    private static final String CASE = ": FAIL";

    private final Map<String, List<String>> rules = new LinkedHashMap<>();

    private FailureDetails() {}

    /** Reads the lines of OPA's output. */
    public static FailureDetails of(List<String> lines) {
        FailureDetails details = new FailureDetails();
        List<String> current = new ArrayList<>();
        int heading = lines.indexOf("FAILURES");
        for (String line : heading < 0 ? List.<String>of() : lines.subList(heading + 1, lines.size())) {
            int title = line.indexOf(TITLE);
            if (line.startsWith("data.") && title > 0) {
                // An OPA before 1.0 lists the failed rules a second time.
                current = details.rules.computeIfAbsent(line.substring(0, title), key -> new ArrayList<>());
            } else if (line.startsWith("  ")) {
                current.add(line.substring(2).stripTrailing());
            } else if (!line.isBlank()) {
                current = new ArrayList<>();
            } else if (!current.isEmpty()) {
                current.add("");
            }
        }
        return details;
    }

    /** A result with what is told about it and its cases. */
    public Result addTo(Result result) {
        List<String> lines = trimmed(rules.getOrDefault(result.pkg() + "." + result.name(), List.of()));
        return result.outcome() == Outcome.FAILED ? withCases(result, lines, "") : result;
    }

    private static Result withCases(Result result, List<String> lines, String indent) {
        List<Result> cases = new ArrayList<>();
        for (Result one : result.cases()) {
            cases.add(
                    one.outcome() == Outcome.FAILED
                            ? withCases(one, below(lines, indent + one.name() + CASE), indent + "  ")
                            : one);
        }
        return result.withTrace(result.cases().isEmpty() || indent.isEmpty() ? unindented(lines) : List.of(), cases);
    }

    /** The lines below each one that names a case, up to the next name at its depth. */
    private static List<String> below(List<String> lines, String name) {
        String indent = name.substring(0, name.length() - name.stripLeading().length());
        List<String> found = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.equals(name)) {
                inside = true;
            } else if (!line.isBlank() && !line.startsWith(indent + " ")) {
                inside = false;
            } else if (inside) {
                found.add(line);
            }
        }
        return trimmed(found);
    }

    private static List<String> unindented(List<String> lines) {
        int indent = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> line.substring(Math.min(indent, line.length())))
                .toList();
    }

    /** Without blank lines at both ends, and only one between others. */
    private static List<String> trimmed(List<String> lines) {
        List<String> trimmed = new ArrayList<>();
        for (String line : lines) {
            if (!line.isBlank()) {
                trimmed.add(line);
            } else if (!trimmed.isEmpty() && !trimmed.get(trimmed.size() - 1).isEmpty()) {
                trimmed.add("");
            }
        }
        if (!trimmed.isEmpty() && trimmed.get(trimmed.size() - 1).isEmpty()) {
            trimmed.remove(trimmed.size() - 1);
        }
        return trimmed;
    }
}
