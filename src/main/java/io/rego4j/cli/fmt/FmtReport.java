package io.rego4j.cli.fmt;

import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.file.FileProblems;
import io.rego4j.cli.file.UnifiedDiff;
import io.rego4j.cli.file.YamlFiles;
import io.rego4j.format.FormatResult;
import io.rego4j.internal.io.AtomicFile;
import io.rego4j.migrate.PackageNames;
import io.rego4j.migrate.PolicyFormat;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code fmt} writes and prints for a formatted text: the flags in OPA's order of precedence.
 *
 * @param json one line of JSON for each file
 * @param list only names of what changes
 * @param diff only the changes
 * @param fail a change is exit code 2, and nothing is written
 * @param write into the file
 * @param colours in the diff
 */
record FmtReport(boolean json, boolean list, boolean diff, boolean fail, boolean write, boolean colours) {
    static final int FAILED = 2;
    /** How often a file is formatted again that another process changes meanwhile. */
    private static final int ATTEMPTS = 20;

    static FmtReport of(FlagTable.Given given, boolean colours) {
        String format = given.value("--format");
        if (format != null && !format.equals("text") && !format.equals("jsonl")) {
            throw new UserError(
                    1, "invalid argument \"" + format + "\" for \"-f, --format\" flag: must be one of {text,jsonl}");
        }
        boolean check = given.has("--check");
        return new FmtReport(
                "jsonl".equals(format),
                given.has("--list") || check,
                given.has("--diff"),
                given.has("--fail") || check,
                given.has("--write"),
                colours);
    }

    /**
     * The answer for one policy.
     *
     * @param name the name of the policy's file
     * @param out for standard output
     * @param errors why there is no new text
     * @param notes for standard error
     */
    record Answer(String name, String out, List<Diagnostic> errors, List<String> notes, int exitCode) {
        /** The same answer, with more notes. */
        Answer noting(List<String> what) {
            List<String> all = new ArrayList<>(notes);
            what.forEach(each -> all.add("note: " + each));
            return new Answer(name, out, errors, all, exitCode);
        }

        /** The same answer, with notes on what was skipped, which fails the run if {@code fail} is set. */
        Answer passedOver(List<String> what, boolean fail) {
            Answer noted = noting(what);
            return new Answer(name, out, errors, noted.notes, fail && !what.isEmpty() ? FAILED : exitCode);
        }

        boolean isQuiet() {
            return out.isEmpty() && errors.isEmpty() && notes.isEmpty();
        }
    }

    /** Formats a file, which may be done several times. */
    interface Work {
        Answer on(Path file) throws IOException;
    }

    /** Formats a policy. */
    Answer of(Path file, PolicyFormat format, PackageNames names) {
        return tried(file, each -> of(each, format.of(Source.read(each), names)));
    }

    /** Formats the policies in a YAML file; what is skipped there is a failure with {@code --fail}. */
    Answer of(Path file, YamlFormat format, YamlFiles files) {
        return tried(file, each -> {
            YamlFiles.Content content = files.read(each);
            if (content == null) {
                return new Answer(each.toString(), "", List.of(), List.of(), 0);
            }
            boolean isEmpty = content.file().policies().isEmpty();
            Answer answer = isEmpty
                    ? new Answer(each.toString(), "", List.of(), List.of(), 0)
                    : of(each, format.of(content.file()));
            return answer.noting(format.exceptions(content.file())).passedOver(content.passedOver(), fail);
        });
    }

    /** Formats a file. A failure is part of the answer, so that the other files are formatted all the same. */
    private Answer tried(Path file, Work work) {
        try {
            for (int attempt = 1; ; attempt++) {
                try {
                    return work.on(file);
                } catch (AtomicFile.ChangedException e) {
                    // Another process has written the file: its new text is formatted.
                    if (attempt == ATTEMPTS) {
                        throw e;
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            return failed(file, FileProblems.of(file, e));
        } catch (VirtualMachineError e) {
            return failed(file, FileProblems.of(file, e));
        }
    }

    private Answer failed(Path file, Diagnostic problem) {
        List<Diagnostic> errors = List.of(problem);
        return json
                ? new Answer(file.toString(), FmtJson.errors(file.toString(), errors), List.of(), List.of(), FAILED)
                : new Answer(file.toString(), "", errors, List.of(), FAILED);
    }

    /** Writes or prints a formatted text; {@code file} is null for standard input. */
    Answer of(@Nullable Path file, PolicyFormat.Outcome outcome) throws IOException {
        String name = outcome.source().name();
        FormatResult result = outcome.result();
        if (result == null || !outcome.errors().isEmpty()) {
            return json
                    ? new Answer(name, FmtJson.errors(name, outcome.errors()), List.of(), List.of(), FAILED)
                    : new Answer(name, "", outcome.errors(), List.of(), FAILED);
        }
        String shown = Source.printable(name);
        List<String> notes = new ArrayList<>();
        for (String deviation : json ? List.<String>of() : result.deviations()) {
            notes.add("note: " + shown + ": not as opa fmt writes it: " + deviation);
        }
        boolean changed = result.changed();
        int exitCode = fail && changed ? FAILED : 0;
        boolean refused = exitCode != 0 && !list && !diff;
        String out = "";
        if (json) {
            out = FmtJson.result(name, result);
        } else if (list) {
            out = changed ? shown + "\n" : "";
        } else if (diff) {
            out = changed ? UnifiedDiff.of(name, outcome.source().text(), result.text(), colours) : "";
        } else if (refused) {
            notes.add("error: " + shown + ": unexpected diff");
        } else if (!write || file == null) {
            out = result.text();
        }
        if (write && file != null && changed && !refused && !list && !diff) {
            AtomicFile.replace(
                    file,
                    outcome.source().text().getBytes(StandardCharsets.UTF_8),
                    result.text().getBytes(StandardCharsets.UTF_8));
        }
        return new Answer(name, out, List.of(), notes, exitCode);
    }
}
