package io.rego4j.opa.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rego4j.opa.DecisionInfo;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Engine;
import io.rego4j.opa.Extra;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import io.rego4j.opa.Question;
import io.rego4j.opa.Reply;
import io.rego4j.opa.binary.ProcessRun;
import io.rego4j.opa.engine.AnswerReader;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.OpaErrors;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.opa.engine.RuleNames;
import io.rego4j.opa.engine.UseCount;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One {@code opa eval} for each question. The policies lie in files that are written once, when they are loaded. */
public final class CommandEngine implements Engine {
    private static final Pattern EVENT = Pattern.compile(
            "^\\S+:\\d+\\s+(?:\\| )*(?:Enter|Exit|Eval|Redo|Save|Fail|Duplicate|Note|Index|Wasm|Unify|FailedAssertion)\\b");

    private final OpaBinary binary;
    private final List<String> arguments;
    // Null when it is closed.
    private final AtomicReference<@Nullable Loaded> loaded = new AtomicReference<>();

    /** Files that are there as long as a process may read them. */
    private record Loaded(Policies policies, PolicyFiles files, UseCount users) {
        static Loaded of(Policies policies) {
            PolicyFiles files = PolicyFiles.write(policies);
            return new Loaded(policies, files, new UseCount(files::close));
        }
    }

    public CommandEngine(OpaOptions options) {
        this(options.binary(), options.arguments());
    }

    /** Without further arguments. */
    public CommandEngine(OpaBinary binary) {
        this(binary, List.of());
    }

    private CommandEngine(OpaBinary binary, List<String> arguments) {
        this.binary = binary;
        this.arguments = arguments;
        this.loaded.set(Loaded.of(Policies.none()));
    }

    @Override
    public void load(Policies policies) {
        try (PolicyFiles trial = PolicyFiles.write(policies)) {
            new OpaCheck(binary).require(trial);
        }
        replace(policies);
    }

    /** Loads policies that OPA is known to accept. */
    public void replace(Policies policies) {
        Loaded fresh = Loaded.of(policies);
        Loaded old = loaded.getAndUpdate(current -> current == null ? null : fresh);
        (old == null ? fresh : old).users().retire();
    }

    @Override
    public Reply ask(Question question) {
        if (question.withSets()) {
            return ask(question.withSetPaths()).firstSolution();
        }
        while (true) {
            Loaded current = loaded.get();
            if (current == null) {
                return Reply.failed(OpaErrors.closed());
            } else if (current.users().enter()) {
                try {
                    return eval(question, current.files());
                } finally {
                    current.users().leave();
                }
            }
        }
    }

    @Override
    public Optional<OpaError> problem(Duration timeout) {
        if (loaded.get() == null) {
            return Optional.of(OpaErrors.closed());
        }
        try {
            ProcessRun run = ProcessRun.of(binary.process(List.of("version")), Input.none(), Deadline.in(timeout));
            return run.exitCode() == 0
                    ? Optional.empty()
                    : Optional.of(OpaError.of(
                            OpaError.UNREACHABLE,
                            binary + " ended with exit code " + run.exitCode() + run.errorText()));
        } catch (ProcessRun.FailedRun e) {
            return Optional.of(e.error());
        }
    }

    @Override
    public List<DocumentPath> rules() {
        Loaded current = loaded.get();
        return current == null ? List.of() : RuleNames.of(current.policies()).paths();
    }

    private Reply eval(Question question, PolicyFiles files) {
        try {
            Deadline deadline = Deadline.in(question.timeout());
            ProcessRun run = run(question, files, "json", "", deadline);
            // As JSON the events of a trace are trees; the pretty form has them as lines, as a server gives them.
            List<String> trace = question.explain().isEmpty()
                    ? List.of()
                    : run(question, files, "pretty", question.explain(), deadline)
                            .outputLines()
                            .filter(line -> EVENT.matcher(line).find())
                            .toList();
            return read(question, files, run, trace);
        } catch (ProcessRun.FailedRun e) {
            return Reply.failed(e.error());
        }
    }

    private ProcessRun run(Question question, PolicyFiles files, String format, String explain, Deadline deadline)
            throws ProcessRun.FailedRun {
        List<String> command = new ArrayList<>(List.of("eval", "--format", format));
        command.addAll(files.arguments(binary.version(), "--data"));
        if (!question.input().isNone()) {
            command.add("--stdin-input");
        }
        if (question.strictErrors()) {
            command.add("--strict-builtin-errors");
        }
        if (question.extras().contains(Extra.METRICS)) {
            command.add("--metrics");
        }
        if (!explain.isEmpty()) {
            command.add("--explain=" + explain);
        }
        command.addAll(arguments);
        command.add("--");
        command.add(question.document() != null ? question.query() : question.solutionsQuery());
        return ProcessRun.of(binary.process(command).directory(files.folder().toFile()), question.input(), deadline);
    }

    private Reply read(Question question, PolicyFiles files, ProcessRun run, List<String> trace) {
        JsonNode answer;
        try {
            answer = OpaJson.parse(run.output(), "the answer of opa eval");
        } catch (IOException e) {
            return Reply.failed(
                    OpaError.BAD_ANSWER,
                    "opa eval ended with exit code " + run.exitCode() + " and " + e.getMessage() + run.errorText());
        }
        List<String> printed = question.extras().contains(Extra.PRINT) ? run.errorLines() : List.of();
        DecisionInfo info = AnswerReader.info(answer, trace, printed);
        if (answer.has("errors")) {
            return new Reply(null, question.ofQuery(AnswerReader.errors(answer, files::idOf)), info);
        } else if (!answer.isObject()) {
            return Reply.failed(
                    OpaError.BAD_ANSWER,
                    "opa eval ended with exit code " + run.exitCode() + " and without an answer" + run.errorText());
        }
        JsonNode results = answer.path("result");
        if (question.document() != null) {
            JsonNode value = results.path(0).path("expressions").path(0).path("value");
            return new Reply(value.isMissingNode() ? null : value, null, info);
        }
        ArrayNode solutions = JsonNodeFactory.instance.arrayNode();
        for (JsonNode result : results) {
            JsonNode bindings = result.path("bindings");
            solutions.add(bindings.isObject() ? bindings : JsonNodeFactory.instance.objectNode());
        }
        return new Reply(solutions, null, info);
    }

    @Override
    public void close() {
        Loaded last = loaded.getAndSet(null);
        if (last != null) {
            last.users().retire();
        }
    }
}
