package io.rego4j.junit;

import io.rego4j.opa.Coverage;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaTools;
import io.rego4j.opa.Policies;
import io.rego4j.opa.TestReport;
import io.rego4j.opa.TestReport.Outcome;
import io.rego4j.opa.TestReport.Result;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.opentest4j.AssertionFailedError;

/**
 * Runs {@code opa test} for the policies of each class, and reports the results to JUnit. Classes with the same policies share
 * a run.
 */
final class RegoTestExecution {
    private final EngineExecutionListener listener;
    private final Map<Run, TestReport> reports = new HashMap<>();

    private record Run(List<String> locations, RegoVersion version, boolean coverage) {}

    RegoTestExecution(EngineExecutionListener listener) {
        this.listener = listener;
    }

    void run(TestDescriptor root) {
        listener.executionStarted(root);
        root.getChildren().forEach(child -> run((RegoTestClass) child));
        listener.executionFinished(root, TestExecutionResult.successful());
    }

    private void run(RegoTestClass tests) {
        if (tests.isDisabled()) {
            listener.executionSkipped(tests, tests.type().getName() + " is @Disabled");
            return;
        }
        listener.executionStarted(tests);
        TestExecutionResult result = TestExecutionResult.successful();
        try {
            List<RegoTestClass.Problem> problems = children(tests, RegoTestClass.Problem.class);
            if (problems.isEmpty()) {
                report(tests, reportOf(tests));
            } else {
                // OPA runs no test if a file has errors: these are the result.
                problems.forEach(problem -> fail(problem, failure(problem.message(), "")));
            }
        } catch (OpaException | IOException e) {
            result = TestExecutionResult.failed(e);
        }
        listener.executionFinished(tests, result);
    }

    private TestReport reportOf(RegoTestClass tests) {
        RegoTests settings = tests.settings();
        Run run = new Run(List.of(settings.value()), settings.version(), tests.wantsCoverage());
        TestReport known = reports.get(run);
        if (known == null) {
            Policies policies = tests.policiesOrThrow();
            known = OpaTools.find().test(policies, tests.wantsCoverage());
            reports.put(run, known);
        }
        return known;
    }

    private void report(RegoTestClass tests, TestReport report) throws IOException {
        Map<String, List<Result>> byPlace = new HashMap<>();
        report.results()
                .forEach(result -> byPlace.computeIfAbsent(place(result.file(), result.row()), key -> new ArrayList<>())
                        .add(result));
        for (TestDescriptor child : tests.getChildren()) {
            if (child instanceof RegoTestClass.RegoFile file) {
                listener.executionStarted(file);
                for (RegoRule rule : children(file, RegoRule.class)) {
                    report(
                            rule,
                            byPlace.getOrDefault(place(rule.file(), rule.rule().row()), List.of()));
                }
                listener.executionFinished(file, TestExecutionResult.successful());
            } else {
                reportCoverage(child, tests, report);
            }
        }
    }

    private static String place(String file, int row) {
        return file + ":" + row;
    }

    private void report(RegoRule rule, List<Result> results) {
        if (results.isEmpty()) {
            fail(
                    rule,
                    failure(
                            "opa did not run " + rule.rule().pkg() + "."
                                    + rule.rule().name(),
                            ""));
            return;
        }
        // Two rules may stand on one row.
        Result result = results.size() == 1 ? results.get(0) : results.remove(0);
        if (result.outcome() == Outcome.SKIPPED) {
            listener.executionSkipped(rule, "its name starts with todo_");
            return;
        }
        listener.executionStarted(rule);
        print(result);
        if (result.cases().isEmpty() || result.outcome() == Outcome.ERROR) {
            listener.executionFinished(rule, outcome(rule, rule.rule().name(), result));
            return;
        }
        for (Result one : result.cases()) {
            report(rule, one, List.of(one.name()));
        }
        listener.executionFinished(rule, TestExecutionResult.successful());
    }

    private void report(RegoRule rule, Result result, List<String> names) {
        for (Result inner : result.cases()) {
            List<String> path = new ArrayList<>(names);
            path.add(inner.name());
            report(rule, inner, path);
        }
        RegoRule.RegoCase descriptor = result.cases().isEmpty() ? rule.newCase(names) : null;
        if (descriptor != null) {
            listener.dynamicTestRegistered(descriptor);
            listener.executionStarted(descriptor);
            listener.executionFinished(descriptor, outcome(rule, descriptor.getDisplayName(), result));
        }
    }

    /** JUnit attributes the output to the test that is running. */
    private static void print(Result result) {
        if (!result.output().isEmpty()) {
            System.out.print(result.output());
            System.out.flush();
        }
    }

    private static TestExecutionResult outcome(RegoRule rule, String name, Result result) {
        String place = place(rule.file(), rule.rule().row());
        String full = rule.rule().pkg() + "." + name;
        if (result.outcome() == Outcome.PASSED) {
            return TestExecutionResult.successful();
        }
        AssertionError problem = result.outcome() == Outcome.ERROR
                ? failure(place + ": " + full + " ended with an error", result.message())
                : failure(place + ": " + full + " is not true", String.join("\n", result.trace()));
        Path file = Path.of(rule.file());
        problem.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(
                    rule.rule().pkg(),
                    name,
                    String.valueOf(file.getFileName()),
                    rule.rule().row())
        });
        return TestExecutionResult.failed(problem);
    }

    private void reportCoverage(TestDescriptor descriptor, RegoTestClass tests, TestReport report) throws IOException {
        Coverage coverage = report.coverage();
        String missing = coverage.missing().isEmpty() ? "" : "not measured: " + coverage.missing();
        if (coverage.files().isEmpty() && !missing.isEmpty()) {
            listener.executionSkipped(descriptor, missing);
            return;
        }
        listener.executionStarted(descriptor);
        Path folder = Path.of(tests.settings().coverageFolder(), tests.type().getName());
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("lcov.info"), coverage.toLcov());
        Files.writeString(folder.resolve("cobertura.xml"), coverage.toCobertura());
        double wanted = tests.settings().minCoverage();
        if (coverage.reaches(wanted)) {
            listener.executionFinished(descriptor, TestExecutionResult.successful());
        } else {
            String message = String.format(
                    Locale.ROOT, "%.2f %% of the lines are covered, %.2f %% are wanted", coverage.percent(), wanted);
            String missed = coverage.files().entrySet().stream()
                    .filter(file -> !file.getValue().notCovered().isEmpty())
                    .map(file ->
                            file.getKey() + ":" + file.getValue().notCovered().get(0) + ": not covered: "
                                    + file.getValue().notCovered().stream()
                                            .map(String::valueOf)
                                            .collect(Collectors.joining(", ")))
                    .collect(Collectors.joining("\n"));
            String details = missing.isEmpty() ? missed : missing + "\n" + missed;
            listener.executionFinished(descriptor, TestExecutionResult.failed(failure(message, details)));
        }
    }

    private void fail(TestDescriptor descriptor, AssertionError problem) {
        listener.executionStarted(descriptor);
        listener.executionFinished(descriptor, TestExecutionResult.failed(problem));
    }

    private static AssertionError failure(String message, String details) {
        String indented = details.lines()
                .map(line -> line.isEmpty() ? "\n" : "\n    " + line)
                .collect(Collectors.joining());
        AssertionError failure = new AssertionFailedError(message + indented);
        // A stack trace of this engine does not help with a policy.
        failure.setStackTrace(new StackTraceElement[0]);
        return failure;
    }

    private static <T> List<T> children(TestDescriptor parent, Class<T> kind) {
        return parent.getChildren().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
