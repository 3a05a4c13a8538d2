package io.rego4j.opa.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.binary.ProcessRun;
import io.rego4j.opa.engine.AnswerReader;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.source.Diagnostic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code opa check} on policy files: gives errors with code and place, whatever the engine. */
public final class OpaCheck {
    /** The code where OPA failed without naming a policy. */
    public static final String NO_ANSWER = "opa_error";

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final OpaBinary binary;

    public OpaCheck(OpaBinary binary) {
        this.binary = binary;
    }

    /** Throws if OPA does not accept the policies. */
    public void require(PolicyFiles files) {
        errors(files, List.of()).ifPresent(error -> {
            throw new OpaException(error);
        });
    }

    /** The errors that OPA reports for the policies; empty if it accepts them. */
    public Optional<OpaError> errors(PolicyFiles files, List<String> flags) {
        List<String> command = new ArrayList<>(List.of("check", "--format", "json", "--max-errors", "100"));
        command.addAll(flags);
        List<String> paths = files.arguments(binary.version(), "");
        if (!paths.contains(".")) {
            return Optional.empty();
        }
        command.addAll(paths);
        ProcessRun run;
        try {
            run = ProcessRun.of(
                    binary.process(command).directory(files.folder().toFile()), Input.none(), Deadline.in(TIMEOUT));
        } catch (ProcessRun.FailedRun e) {
            return Optional.of(e.error());
        }
        if (run.exitCode() == 0) {
            return Optional.empty();
        }
        // Errors come on standard error, as JSON where the command got as far as that.
        for (byte[] text : List.of(run.errors(), run.output())) {
            try {
                JsonNode answer = OpaJson.parse(text, "the answer of opa check");
                if (answer.has("errors")) {
                    return Optional.of(hinted(AnswerReader.errors(answer, files::idOf), files.hint(binary.version())));
                }
            } catch (IOException e) {
                // Plain text: below.
            }
        }
        return Optional.of(
                OpaError.of(NO_ANSWER, "opa check ended with exit code " + run.exitCode() + run.errorText()));
    }

    /** The hint goes to the first error, which is the one that is read. */
    private static OpaError hinted(OpaError error, String hint) {
        if (hint.isEmpty() || !error.code().equals(Diagnostic.PARSE_ERROR)) {
            return error;
        }
        List<OpaError> each = new ArrayList<>(error.each());
        OpaError first = each.get(0);
        each.set(
                0,
                new OpaError(
                        first.code(), first.message() + hint, first.file(), first.row(), first.column(), List.of()));
        return OpaError.all(each);
    }
}
