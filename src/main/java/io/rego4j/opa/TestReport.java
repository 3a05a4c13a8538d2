package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.opa.tools.JUnitXml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The results of {@code opa test}.
 *
 * @param results the rules, in the order of packages, files and rows
 * @param coverage the covered and missed lines; empty unless it was asked for
 */
public record TestReport(List<Result> results, Coverage coverage) {
    public TestReport {
        // OPA runs tests in parallel and lists them as they end.
        results = results.stream()
                .sorted(Comparator.comparing(Result::pkg)
                        .thenComparing(Result::file)
                        .thenComparing(Result::row)
                        .thenComparing(Result::name))
                .toList();
    }

    /** How a test ended. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** Its rule, or the whole run, ended with an error. */
        ERROR,
        /** Its name starts with {@code todo_}. */
        SKIPPED
    }

    /**
     * One test rule, or one case of it.
     *
     * @param pkg its package, with {@code data.}
     * @param name its name
     * @param file where it stands
     * @param row its row
     * @param outcome how it ended
     * @param duration how long it took; zero for a case
     * @param message why it ended with an error, with its place; empty otherwise
     * @param trace why it failed, as OPA tells it: a line for each event, then the expression that failed with the values of
     *     its parts; of a case the latter only. Empty unless it was asked for
     * @param output what it printed
     * @param cases its cases, if it has any
     */
    public record Result(
            String pkg,
            String name,
            String file,
            int row,
            Outcome outcome,
            Duration duration,
            String message,
            List<String> trace,
            String output,
            List<Result> cases) {
        public Result {
            trace = List.copyOf(trace);
            cases = List.copyOf(cases);
        }

        /** The same result with another trace and these cases. */
        public Result withTrace(List<String> trace, List<Result> cases) {
            return new Result(pkg, name, file, row, outcome, duration, message, trace, output, cases);
        }

        /** The same result in a file of another name. */
        Result inFile(String name) {
            return new Result(pkg, this.name, name, row, outcome, duration, message, trace, output, cases);
        }
    }

    /** True if nothing failed. */
    public boolean isSuccess() {
        return results.stream()
                .allMatch(result -> result.outcome == Outcome.PASSED || result.outcome == Outcome.SKIPPED);
    }

    /** The number of rules that ended like this. */
    public long count(Outcome outcome) {
        return results.stream().filter(result -> result.outcome == outcome).count();
    }

    /**
     * Reads what {@code opa test --format json} writes.
     *
     * @throws IOException if it is something else
     */
    public static TestReport fromJson(byte[] json) throws IOException {
        JsonNode array = OpaJson.parse(json, "the output of opa test");
        if (!array.isArray()) {
            throw new IOException("the output of opa test is no list of results");
        }
        List<Result> results = new ArrayList<>();
        for (JsonNode result : array) {
            results.add(result(result, result.path("package").asText()));
        }
        return new TestReport(results, Coverage.NONE);
    }

    private static Result result(JsonNode json, String pkg) throws IOException {
        List<Result> cases = new ArrayList<>();
        for (JsonNode one : json.path("sub_results")) {
            cases.add(result(one, pkg));
        }
        JsonNode error = json.path("error");
        Outcome outcome = !error.isMissingNode() && !error.isNull()
                ? Outcome.ERROR
                : json.path("fail").asBoolean()
                        ? Outcome.FAILED
                        : json.path("skip").asBoolean() ? Outcome.SKIPPED : Outcome.PASSED;
        return new Result(
                pkg,
                json.path("name").asText(),
                json.path("location").path("file").asText(""),
                json.path("location").path("row").asInt(),
                outcome,
                Duration.ofNanos(json.path("duration").asLong()),
                outcome == Outcome.ERROR ? error(error) : "",
                List.of(),
                output(json.path("output").asText("")),
                cases);
    }

    /** OPA's line for an error: place, code and message. */
    private static String error(JsonNode error) {
        JsonNode location = error.path("location");
        String place = location.has("row")
                ? location.path("file").asText() + ":" + location.path("row").asInt() + ": "
                : "";
        String code = error.path("code").asText("");
        return place
                + (code.isEmpty() ? "" : code + ": ")
                + error.path("message").asText(error.toString());
    }

    /** Go writes bytes as Base64. */
    private static String output(String base64) throws IOException {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("the output of a test is not Base64: " + base64, e);
        }
    }

    /** For people: packages, rules and cases as a tree, and a line that counts them. */
    public String toTree() {
        Map<String, List<Result>> packages = new LinkedHashMap<>();
        results.forEach(result ->
                packages.computeIfAbsent(result.pkg, key -> new ArrayList<>()).add(result));
        StringBuilder out = new StringBuilder();
        packages.forEach((pkg, rules) -> {
            out.append(pkg).append('\n');
            tree(rules, "", out);
        });
        out.append(String.format(
                Locale.ROOT,
                "%d passed, %d failed, %d errors, %d skipped%n",
                count(Outcome.PASSED),
                count(Outcome.FAILED),
                count(Outcome.ERROR),
                count(Outcome.SKIPPED)));
        return out.toString();
    }

    private static void tree(List<Result> results, String indent, StringBuilder out) {
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            boolean last = i == results.size() - 1;
            out.append(indent)
                    .append(last ? "└── " : "├── ")
                    .append(result.name)
                    .append(": ")
                    .append(result.outcome.name().toLowerCase(Locale.ROOT));
            if (result.outcome == Outcome.FAILED && !result.file.isEmpty()) {
                out.append(" (")
                        .append(result.file)
                        .append(':')
                        .append(result.row)
                        .append(')');
            }
            out.append(result.message.isEmpty() ? "" : ": " + result.message).append('\n');
            tree(result.cases, indent + (last ? "    " : "│   "), out);
        }
    }

    /** For machines: JUnit's XML, a suite for each package. */
    public String toJUnitXml() {
        return JUnitXml.of(this);
    }
}
