package io.rego4j.cli.refactor;

import io.rego4j.edit.EditedText;
import io.rego4j.internal.io.TemporaryFiles;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.TestReport;
import io.rego4j.opa.TestReport.Outcome;
import io.rego4j.opa.TestReport.Result;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs {@code opa test} on policies before and after a change. */
final class TestComparison {
    private TestComparison() {}

    /** What changed, as a sentence; empty if all tests end as before. */
    static String of(List<String> paths, List<EditedText> texts, RegoVersion version)
            throws IOException, InterruptedException {
        Path folder = TemporaryFiles.folder();
        try {
            List<String> copies = new ArrayList<>();
            for (int i = 0; i < paths.size(); i++) {
                copies.add(copy(Path.of(paths.get(i)), folder.resolve(String.valueOf(i)), texts)
                        .toString());
            }
            TestReport before = report(paths, version);
            if (before == null) {
                return "opa test has no results for the policies as they are: run it to see why";
            }
            return difference(before, report(copies, version));
        } finally {
            TemporaryFiles.delete(folder);
        }
    }

    private static Path copy(Path from, Path to, List<EditedText> texts) throws IOException {
        Path target = Files.isDirectory(from) ? to : to.resolve(from.getFileName());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = Files.isDirectory(from)
                        ? to.resolve(from.relativize(file).toString())
                        : target;
                Files.createDirectories(copy.getParent());
                String text = texts.stream()
                        .filter(each ->
                                Path.of(each.source().name()).normalize().equals(file.normalize()))
                        .map(EditedText::text)
                        .findFirst()
                        .orElse(null);
                if (text != null) {
                    Files.write(copy, text.getBytes(StandardCharsets.UTF_8));
                } else if (file.toString().matches(".*\\.(rego|json|ya?ml)")) {
                    Files.copy(file, copy);
                }
            }
        }
        return target;
    }

    /** The results of {@code opa test}; null if it could not run the tests. */
    private static @Nullable TestReport report(List<String> paths, RegoVersion version)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("test", "--format=json"));
        if (version == RegoVersion.V0) {
            command.add("--v0-compatible");
        }
        command.addAll(paths);
        Process process = OpaBinary.find()
                .process(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        process.waitFor();
        try {
            return TestReport.fromJson(output);
        } catch (IOException e) {
            return null;
        }
    }

    private static String difference(TestReport before, @Nullable TestReport after) {
        if (after == null || !counts(before).equals(counts(after))) {
            return "opa test ends differently: " + counts(before) + ", then "
                    + (after == null ? "no results" : counts(after));
        }
        // A test that has another name now is known by its number only.
        Map<String, Outcome> outcomes = outcomes(after);
        return outcomes(before).entrySet().stream()
                .filter(test -> outcomes.getOrDefault(test.getKey(), test.getValue()) != test.getValue())
                .map(test -> "opa test ends differently: " + test.getKey() + " " + word(test.getValue()) + ", then "
                        + word(outcomes.getOrDefault(test.getKey(), test.getValue())))
                .findFirst()
                .orElse("");
    }

    private static Map<String, Outcome> outcomes(TestReport report) {
        return report.results().stream()
                .collect(Collectors.toMap(
                        test -> test.pkg() + "." + test.name(), Result::outcome, (one, other) -> one, TreeMap::new));
    }

    private static String counts(TestReport report) {
        String counts = report.results().stream()
                .collect(Collectors.groupingBy(test -> word(test.outcome()), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        return counts.isEmpty() ? "no tests" : counts;
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
