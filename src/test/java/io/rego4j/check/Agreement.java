package io.rego4j.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rego4j.ast.RegoModule;
import io.rego4j.opa.OpaBinary;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Holds the checker against the real {@code opa check}, file by file, and counts the agreement by kind of error.
 * {@code scripts/check-agreement [--strict] [--v0] [--together|--each-folder] PATH…} prints the table for any folders.
 */
final class Agreement {
    private static final JsonMapper JSON = new JsonMapper();

    /** One error, as both sides can tell it. */
    record Fault(String code, String message, int row, int column) {}

    /** What both say of one policy: a file, or all files of a folder together. */
    record Verdict(String name, boolean readByOpa, List<Fault> opa, List<Fault> ours) {
        boolean isFalseAlarm() {
            return opa.isEmpty() && !ours.isEmpty();
        }

        boolean isMissed() {
            return !opa.isEmpty() && ours.isEmpty();
        }

        /** True if both accept, or both reject with the same code in the same row first. */
        boolean agrees() {
            return opa.isEmpty() && ours.isEmpty() || samePlace();
        }

        boolean samePlace() {
            return !opa.isEmpty()
                    && !ours.isEmpty()
                    && opa.get(0).code().equals(ours.get(0).code())
                    && opa.get(0).row() == ours.get(0).row();
        }

        boolean sameWords() {
            return samePlace() && opa.get(0).equals(ours.get(0));
        }
    }

    private final OpaBinary binary;
    private final RegoVersion version;
    private final boolean strict;

    Agreement(OpaBinary binary, RegoVersion version, boolean strict) {
        this.binary = binary;
        this.version = version;
        this.strict = strict;
    }

    public static void main(String[] arguments) throws IOException {
        List<String> args = new ArrayList<>(Arrays.asList(arguments));
        boolean strict = args.remove("--strict");
        boolean together = args.remove("--together");
        boolean eachFolder = args.remove("--each-folder");
        RegoVersion version = args.remove("--v0") ? RegoVersion.V0 : RegoVersion.V1;
        Agreement agreement = new Agreement(OpaBinary.find(), version, strict);
        List<Verdict> verdicts = new ArrayList<>();
        for (String arg : args) {
            if (eachFolder) {
                folders(Path.of(arg)).parallelStream().map(agreement::together).forEachOrdered(verdicts::add);
            } else if (together) {
                verdicts.add(agreement.together(Path.of(arg)));
            } else {
                regoFiles(Path.of(arg)).parallelStream()
                        .map(file -> agreement.verdict(file.toString(), List.of(file)))
                        .forEachOrdered(verdicts::add);
            }
        }
        verdicts.stream()
                .filter(v -> v.readByOpa() && !v.agrees())
                .forEach(v -> System.out.println(v.name() + "\n  opa:  " + v.opa() + "\n  ours: " + v.ours()));
        System.out.println(table(verdicts));
    }

    static List<Path> regoFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".rego") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> folders(Path root) throws IOException {
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    /** All files of a folder as one policy, but for those that are no Rego. */
    private Verdict together(Path folder) {
        try {
            List<Path> files = new ArrayList<>();
            for (Path file : regoFiles(folder)) {
                if (RegoParser.parse(Source.read(file), ParseOptions.of(version))
                        .isSuccess()) {
                    files.add(file);
                }
            }
            return files.isEmpty()
                    ? new Verdict(folder.toString(), false, List.of(), List.of())
                    : verdict(folder.toString(), files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Verdict verdict(String name, List<Path> files) {
        try {
            List<Fault> opa = ofOpa(files);
            boolean read = opa.stream().noneMatch(fault -> fault.code().equals(Diagnostic.PARSE_ERROR));
            return new Verdict(name, read, opa, read ? ours(files) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Fault> ours(List<Path> files) throws IOException {
        List<RegoModule> modules = new ArrayList<>();
        for (Path file : files) {
            ParseResult<RegoModule> result = RegoParser.parse(Source.read(file), ParseOptions.of(version));
            if (result.isSuccess()) {
                modules.add(result.orThrow());
            } else {
                return faults(result.diagnostics());
            }
        }
        return faults(Checker.check(modules, CheckOptions.of(version).withStrict(strict)));
    }

    private static List<Fault> faults(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .map(d -> new Fault(
                        d.code(),
                        // Hints of ours that OPA does not have stand apart from the message.
                        d.message().startsWith("unused argument")
                                        || d.hints().toString().contains("future keyword")
                                ? d.text()
                                : d.message(),
                        d.span() == null ? 0 : d.span().row(),
                        d.span() == null ? 0 : d.span().column()))
                .toList();
    }

    private List<Fault> ofOpa(List<Path> files) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("check", "--format", "json", "--max-errors", "0"));
        if (strict) {
            arguments.add("--strict");
        }
        if (version == RegoVersion.V0) {
            arguments.add("--v0-compatible");
        }
        files.forEach(file -> arguments.add(file.toString()));
        Path out = Files.createTempFile("agreement", ".json");
        try {
            Process process = binary.process(arguments)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            int code = process.waitFor();
            String answer = Files.readString(out);
            List<Fault> faults = new ArrayList<>();
            for (JsonNode error : JSON.readTree(code == 0 ? "{}" : answer).path("errors")) {
                JsonNode location = error.path("location");
                faults.add(new Fault(
                        error.path("code").asText(),
                        error.path("message").asText(),
                        location.path("row").asInt(),
                        location.path("col").asInt()));
            }
            return faults;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(out);
        }
    }

    /** A row for each kind of error, in Markdown, and what both accept below it. */
    static String table(List<Verdict> verdicts) {
        Map<String, List<Verdict>> kinds = new TreeMap<>();
        for (Verdict verdict : verdicts) {
            if (verdict.readByOpa() && !verdict.opa().isEmpty()) {
                kinds.computeIfAbsent(FaultKind.of(verdict.opa().get(0)).title(), k -> new ArrayList<>())
                        .add(verdict);
            }
        }
        StringBuilder table = new StringBuilder(
                "| kind of error | rejected by OPA | same code and row | same words and column | missed |\n");
        table.append("|---|---|---|---|---|\n");
        kinds.forEach((kind, all) -> table.append(String.format(
                "| %s | %d | %d | %d | %d |%n",
                kind,
                all.size(),
                all.stream().filter(Verdict::samePlace).count(),
                all.stream().filter(Verdict::sameWords).count(),
                all.stream().filter(Verdict::isMissed).count())));
        long accepted = verdicts.stream()
                .filter(v -> v.readByOpa() && v.opa().isEmpty())
                .count();
        long alarms = verdicts.stream().filter(Verdict::isFalseAlarm).count();
        table.append(String.format(
                "%nAccepted by OPA: %d; of these rejected by the checker: %d. Not Rego for OPA, and left out: %d.%n",
                accepted, alarms, verdicts.stream().filter(v -> !v.readByOpa()).count()));
        return table.toString().replace("\r\n", "\n");
    }
}
