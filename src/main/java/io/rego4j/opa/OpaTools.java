package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.json.AstJson;
import io.rego4j.json.PartialAnswer;
import io.rego4j.opa.TestReport.Result;
import io.rego4j.opa.binary.ProcessRun;
import io.rego4j.opa.command.OpaCheck;
import io.rego4j.opa.command.PolicyFiles;
import io.rego4j.opa.engine.AnswerReader;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.opa.filter.FilterCheck;
import io.rego4j.opa.tools.FailureDetails;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code opa} does with policies besides deciding: check them, test them, profile them, measure them. Each call is one
 * or two processes; they may be made by many threads.
 */
public final class OpaTools {
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    /** What {@code opa test} adds to the second test of a name. */
    private static final Pattern NUMBER = Pattern.compile("#\\d{2,9}$");

    private final OpaBinary binary;

    private OpaTools(OpaBinary binary) {
        this.binary = binary;
    }

    /** With the binary of this machine. */
    public static OpaTools find() {
        return new OpaTools(OpaBinary.find());
    }

    /** With a binary. */
    public static OpaTools of(OpaBinary binary) {
        return new OpaTools(binary);
    }

    /**
     * The errors that {@code opa check} reports for the policies, each with its place in the module's own source; if there are
     * none, what keeps a rule that has METADATA for data filters from becoming a condition for a database.
     */
    public List<Diagnostic> check(Policies policies) {
        return check(policies, false, null);
    }

    /**
     * The errors that {@code opa check} reports for the policies.
     *
     * @param strict true for the compiler's strict mode: unused variables and imports and the like
     * @param schemas a file or folder of JSON schemas; null for none
     */
    public List<Diagnostic> check(Policies policies, boolean strict, @Nullable Path schemas) {
        List<String> flags = new ArrayList<>();
        if (strict) {
            flags.add("--strict");
        }
        if (schemas != null) {
            flags.add("--schema=" + schemas.toAbsolutePath());
        }
        try (PolicyFiles files = PolicyFiles.write(policies)) {
            return new OpaCheck(binary)
                    .errors(files, flags)
                    .map(error -> error.each().stream()
                            .map(each -> diagnostic(policies, each))
                            .toList())
                    .orElseGet(() -> filterCheck(policies).problems());
        }
    }

    /**
     * What keeps a rule from becoming a condition for a database, whatever the input: see {@link Opa#filters()}. {@link
     * #check} says it of each rule that has METADATA for it.
     *
     * @param rule such as {@code data.filters.include}
     * @param unknowns what is not known, such as {@code input.tickets}; empty if the rule's METADATA says it
     */
    public List<Diagnostic> checkFilter(Policies policies, String rule, List<String> unknowns) {
        return filterCheck(policies).problems(DocumentPath.parse(rule), new LinkedHashSet<>(unknowns));
    }

    private FilterCheck filterCheck(Policies policies) {
        return new FilterCheck(policies, (query, unknowns) -> partial(policies, query, Input.none(), unknowns));
    }

    private static Diagnostic diagnostic(Policies policies, OpaError error) {
        Span span = policies.module(error.file())
                .filter(source -> error.row() > 0 && error.row() <= source.rows())
                .map(source -> span(source, error))
                .orElse(null);
        String place = span == null && !error.file().isEmpty() ? " (" + error.file() + ")" : "";
        return new Diagnostic(error.code(), error.message() + place, span);
    }

    private static Span span(Source source, OpaError error) {
        int start = source.rowStart(error.row());
        int end = start + source.line(error.row()).length();
        int columns = Math.min(Math.max(0, error.column() - 1), source.text().codePointCount(start, end));
        int at = source.text().offsetByCodePoints(start, columns);
        return Span.of(source, at, Math.min(end, at + 1));
    }

    /** Runs the tests among the policies, each failure with its trace and the values of what failed. */
    public TestReport test(Policies policies) {
        return test(policies, false);
    }

    /**
     * Runs the tests among the policies.
     *
     * @param coverage true to tell as well which lines were evaluated, which takes a second run. A test that ended with
     *     an error counts for nothing there, and {@link Coverage#missing()} names it
     * @throws OpaException if the policies do not compile
     */
    public TestReport test(Policies policies, boolean coverage) {
        try (PolicyFiles files = PolicyFiles.write(policies)) {
            ProcessRun run = run(files, List.of("test", "--format=json"), List.of(), Input.none());
            TestReport report;
            try {
                report = TestReport.fromJson(run.output());
            } catch (IOException e) {
                // No results: the policies do not compile, which the check tells with places.
                new OpaCheck(binary).require(files);
                throw new OpaException(OpaError.of(OpaError.BAD_ANSWER, e.getMessage() + run.errorText()), e);
            }
            FailureDetails details = report.isSuccess() ? FailureDetails.NONE : details(files);
            List<Result> results = report.results().stream()
                    .map(result -> details.addTo(result).inFile(files.idOf(result.file())))
                    .toList();
            return new TestReport(results, coverage ? coverage(files, report).named(files::idOf) : Coverage.NONE);
        }
    }

    /** {@code opa test} reports no coverage if a test fails: the tests are then evaluated as documents. */
    private Coverage coverage(PolicyFiles files, TestReport report) {
        if (report.isSuccess()) {
            return Coverage.read(
                    json(run(files, List.of("test", "--format=json", "--coverage"), List.of(), Input.none())), "");
        }
        List<String> ended = new ArrayList<>();
        StringBuilder query = new StringBuilder("true");
        for (Result result : report.results()) {
            String name = document(result);
            switch (result.outcome()) {
                case ERROR -> ended.add(name);
                case SKIPPED -> {}
                // A test that fails has no value, and the others are asked for all the same.
                case PASSED, FAILED -> query.append("; [x | x := ").append(name).append("]");
            }
        }
        List<String> command = List.of("eval", "--format=json", "--coverage");
        try {
            return Coverage.read(
                    json(run(files, command, List.of("--", query.toString()), Input.none()))
                            .path("coverage"),
                    ended.isEmpty() ? "" : "what only these tests reach, which ended with an error: " + ended);
        } catch (OpaException e) {
            return new Coverage(0, Map.of(), "all of it, since not all tests could be evaluated again: " + e.error());
        }
    }

    /** What a test is called as a document: several tests of one name are one. */
    private static String document(Result result) {
        Matcher number = NUMBER.matcher(result.name());
        return result.pkg() + "." + (number.find() ? result.name().substring(0, number.start()) : result.name());
    }

    /** The verbose form is the one that has the traces, and from OPA 1.0 on the values in the expression that failed. */
    private FailureDetails details(PolicyFiles files) {
        List<String> command = new ArrayList<>(List.of("test", "--verbose"));
        if (binary.version().isAtLeast(1, 0)) {
            command.add("--var-values");
        }
        return FailureDetails.of(
                run(files, command, List.of(), Input.none()).outputLines().toList());
    }

    /** The answer of {@code opa eval --profile}: under {@code profile} the expressions with their time and counts. */
    public JsonNode profile(Policies policies, String query, Input input) {
        try (PolicyFiles files = PolicyFiles.write(policies)) {
            List<String> command = new ArrayList<>(List.of("eval", "--format=json", "--profile", "--metrics"));
            return json(run(files, command, List.of("--", query), input));
        }
    }

    /** The answer of {@code opa bench}: times and allocations of many evaluations of a query. */
    public JsonNode bench(Policies policies, String query, Input input) {
        try (PolicyFiles files = PolicyFiles.write(policies)) {
            return json(run(files, List.of("bench", "--format=json", "--count=1"), List.of("--", query), input));
        }
    }

    /**
     * What is left of a query when some of the input or data is not known yet, as trees: {@code opa eval --partial}.
     *
     * @param unknowns what is not known, such as {@code input.tickets}
     */
    public PartialAnswer partial(Policies policies, String query, Input input, List<String> unknowns) {
        try (PolicyFiles files = PolicyFiles.write(policies)) {
            List<String> command = new ArrayList<>(List.of("eval", "--partial", "--format=json"));
            unknowns.forEach(unknown -> command.add("--unknowns=" + unknown));
            return AstJson.readPartial(
                    json(run(files, command, List.of("--", query), input)).toString());
        }
    }

    private ProcessRun run(PolicyFiles files, List<String> command, List<String> rest, Input input) {
        boolean takesPaths = command.get(0).equals("test");
        List<String> all = new ArrayList<>(command);
        all.addAll(files.arguments(binary.version(), takesPaths ? "" : "--data"));
        if (!input.isNone()) {
            all.add("--stdin-input");
        }
        all.addAll(rest);
        try {
            return ProcessRun.of(binary.process(all).directory(files.folder().toFile()), input, Deadline.in(TIMEOUT));
        } catch (ProcessRun.FailedRun e) {
            throw new OpaException(e.error(), e);
        }
    }

    private static JsonNode json(ProcessRun run) {
        JsonNode answer;
        try {
            answer = OpaJson.parse(run.output(), "the answer of opa");
        } catch (IOException e) {
            throw new OpaException(
                    OpaError.of(
                            OpaError.BAD_ANSWER,
                            "opa ended with exit code " + run.exitCode() + " and without an answer" + run.errorText()),
                    e);
        }
        if (!answer.isObject()) {
            throw new OpaException(
                    OpaError.BAD_ANSWER,
                    "opa ended with exit code " + run.exitCode() + " and without an answer" + run.errorText());
        } else if (answer.has("errors")) {
            throw new OpaException(AnswerReader.errors(answer, name -> name));
        }
        return answer;
    }
}
