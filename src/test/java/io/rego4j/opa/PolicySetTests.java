package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleBuilder;
import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleFile;
import io.rego4j.opa.Coverage.FileCoverage;
import io.rego4j.opa.TestReport.Outcome;
import io.rego4j.opa.TestReport.Result;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the tests of policy sets by {@code opa test} and inside this JVM, and prints a table of both:
 * {@code scripts/policy-sets FOLDER…}. A folder whose policies OPA does not load together is taken apart into the folders
 * in it. Data is what OPA takes for the data of a bundle. The lines that the tests evaluate are compared, too.
 */
final class PolicySetTests implements AutoCloseable {
    private final OpaTools tools = OpaTools.find();
    private final Opa inProcess = Opa.inProcess(OpaOptions.defaults()
            .timeout(Duration.ofMinutes(5))
            .environment(System.getenv())
            .coverage(true));
    private final List<String> differences = new ArrayList<>();
    private final List<String> differentLines = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();

    /** What came of the tests of one set. */
    private static final class Counts {
        int sets;
        int notLoaded;
        int refused;
        int renamed;
        final Map<Outcome, Integer> opa = new TreeMap<>();
        final Map<Outcome, Integer> ours = new TreeMap<>();
        int different;
        /** Lines in which both have seen the same; that only here were evaluated; that only there were; all others. */
        final int[] lines = new int[4];

        String row(String name) {
            return String.format(
                    Locale.ROOT,
                    "%-50s %5d %5d %28s %28s %5d %5d %5d  %s",
                    name,
                    sets,
                    notLoaded,
                    text(opa),
                    text(ours),
                    refused,
                    renamed,
                    different,
                    Arrays.toString(lines));
        }

        void add(Counts other) {
            sets += other.sets;
            notLoaded += other.notLoaded;
            refused += other.refused;
            renamed += other.renamed;
            different += other.different;
            for (int i = 0; i < lines.length; i++) {
                lines[i] += other.lines[i];
            }
            other.opa.forEach((outcome, count) -> opa.merge(outcome, count, Integer::sum));
            other.ours.forEach((outcome, count) -> ours.merge(outcome, count, Integer::sum));
        }

        private static String text(Map<Outcome, Integer> counts) {
            return Stream.of(Outcome.values())
                    .map(outcome -> counts.getOrDefault(outcome, 0).toString())
                    .reduce((a, b) -> a + " / " + b)
                    .orElseThrow();
        }
    }

    private void run(Path folder, Counts counts) throws IOException {
        Path[] files = files(folder);
        if (Stream.of(files).noneMatch(file -> file.toString().endsWith("_test.rego"))) {
            return;
        }
        for (RegoVersion version : List.of(RegoVersion.V1, RegoVersion.V0)) {
            try {
                Policies policies = policies(folder, files).version(version);
                compare(folder, policies, tools.test(policies, true), counts);
                counts.sets++;
                return;
            } catch (BundleException | OpaException e) {
                // Another version, or smaller parts.
                continue;
            }
        }
        try (Stream<Path> children = Files.list(folder)) {
            List<Path> folders = children.filter(Files::isDirectory).sorted().toList();
            for (Path child : folders) {
                run(child, counts);
            }
            if (Stream.of(files)
                    .anyMatch(file ->
                            file.getParent().equals(folder) && file.toString().endsWith("_test.rego"))) {
                counts.notLoaded++;
            }
        }
    }

    private static Path[] files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.rego|.*/data\\.(json|yaml)"))
                    .sorted()
                    .toArray(Path[]::new);
        }
    }

    private static Policies policies(Path folder, Path[] files) throws IOException {
        BundleBuilder bundle = Bundle.builder();
        for (Path file : files) {
            bundle.file(BundleFile.of(folder.relativize(file).toString(), Files.readAllBytes(file)));
        }
        return bundle.build().toPolicies();
    }

    private void compare(Path folder, Policies policies, TestReport report, Counts counts) {
        try {
            inProcess.load(policies);
        } catch (OpaException e) {
            counts.refused += report.results().size();
            refusals.merge(e.error().message(), report.results().size(), Integer::sum);
            return;
        }
        Set<String> twice = report.results().stream()
                .filter(result -> result.name().contains("#"))
                .map(result -> result.pkg() + "." + result.name().replaceFirst("#.*", ""))
                .collect(Collectors.toSet());
        for (Result result : report.results()) {
            String name = result.name().replaceFirst("#[0-9]+$", "");
            if (twice.contains(result.pkg() + "." + name)) {
                // OPA gives the rules of one name names of their own, so that they are other rules.
                counts.renamed++;
                continue;
            }
            if (result.outcome() == Outcome.SKIPPED) {
                counts.opa.merge(Outcome.SKIPPED, 1, Integer::sum);
                counts.ours.merge(Outcome.SKIPPED, 1, Integer::sum);
                continue;
            }
            counts.opa.merge(result.outcome(), 1, Integer::sum);
            Decision<JsonNode> decision = inProcess.decide(result.pkg() + "." + name, Input.none());
            Outcome outcome = outcome(decision);
            counts.ours.merge(outcome, 1, Integer::sum);
            if (outcome != result.outcome()
                    || !result.cases().isEmpty() && !passed(result).equals(passed(decision))) {
                counts.different++;
                differences.add(folder + ": " + result.pkg() + "." + result.name() + ": OPA " + result.outcome() + " "
                        + result.message() + " and not " + outcome + " " + decision);
            }
        }
        compareLines(report.coverage(), inProcess.coverage(), counts.lines);
    }

    private void compareLines(Coverage opa, Coverage ours, int[] counts) {
        opa.files().forEach((file, theirs) -> {
            FileCoverage own = ours.files().getOrDefault(file, new FileCoverage(0, List.of(), List.of()));
            TreeSet<Integer> rows = new TreeSet<>(theirs.covered());
            rows.addAll(theirs.notCovered());
            rows.addAll(own.covered());
            rows.addAll(own.notCovered());
            for (int row : rows) {
                boolean covered = theirs.covered().contains(row);
                boolean isSame = covered == own.covered().contains(row)
                        && theirs.notCovered().contains(row) == own.notCovered().contains(row);
                int kind = isSame ? 0 : covered == own.covered().contains(row) ? 3 : covered ? 2 : 1;
                counts[kind]++;
                if (kind > 0) {
                    differentLines.add(file + ":" + row + " "
                            + List.of("evaluated here only", "evaluated by OPA only", "counted otherwise")
                                    .get(kind - 1));
                }
            }
        });
    }

    private static Outcome outcome(Decision<JsonNode> decision) {
        if (decision.isFailed()) {
            return Outcome.ERROR;
        }
        // Cases are the keys of an object; a test without one has failed.
        boolean isFalse = decision.isUndefined()
                || decision.orElseThrow().isObject() && decision.orElseThrow().isEmpty()
                || decision.orElseThrow().isBoolean() && !decision.orElseThrow().booleanValue();
        return isFalse ? Outcome.FAILED : Outcome.PASSED;
    }

    private static TreeSet<String> passed(Result result) {
        TreeSet<String> names = new TreeSet<>();
        result.cases().stream()
                .filter(each -> each.outcome() == Outcome.PASSED)
                .forEach(each -> names.add(each.name()));
        return names;
    }

    private static TreeSet<String> passed(Decision<JsonNode> decision) {
        TreeSet<String> names = new TreeSet<>();
        if (decision.isDefined()) {
            decision.orElseThrow().fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    @Override
    public void close() {
        inProcess.close();
    }

    public static void main(String[] arguments) {
        System.out.printf(
                Locale.ROOT,
                "%-50s %5s %5s %28s %28s %5s %5s %5s  %s%n",
                "policy set",
                "parts",
                "bad",
                "OPA: pass/fail/error/skip",
                "here",
                "refus",
                "twice",
                "diff",
                "lines: same, only here, only OPA, other");
        Counts all = new Counts();
        try (PolicySetTests tests = new PolicySetTests()) {
            for (String folder : arguments) {
                Counts counts = new Counts();
                tests.run(Path.of(folder), counts);
                all.add(counts);
                System.out.println(counts.row(Path.of(folder).getFileName().toString()));
            }
            System.out.println(all.row("all"));
            tests.refusals.forEach((why, count) -> System.out.println(count + " tests refused: " + why));
            tests.differences.forEach(System.out::println);
            tests.differentLines.forEach(System.out::println);
            if (!tests.differences.isEmpty()) {
                System.exit(2);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
