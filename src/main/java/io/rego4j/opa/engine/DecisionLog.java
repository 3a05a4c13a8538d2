package io.rego4j.opa.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Engine;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.Question;
import io.rego4j.opa.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * The decision log of an engine whose OPA writes none, in the form of OPA's ({@code v1/plugins/logs}): {@code
 * data.system.log} may drop and mask entries, and where it fails, nothing is logged.
 */
final class DecisionLog {
    private static final DocumentPath POLICY = DocumentPath.parse("data.system.log");
    private static final String ID = UUID.randomUUID().toString();

    private final String name;
    private final Engine engine;
    private final Duration timeout;
    private final Consumer<String> lines;
    private final Consumer<String> problems;

    DecisionLog(String name, Engine engine, Duration timeout, Consumer<String> lines, Consumer<String> problems) {
        this.name = name;
        this.engine = engine;
        this.timeout = timeout;
        this.lines = lines;
        this.problems = problems;
    }

    /** Logs an answer and gives it with the id of the entry. */
    Reply write(Question question, Reply reply, Duration time) {
        String id = UUID.randomUUID().toString();
        try {
            ObjectNode entry = entry(id, question, reply, time);
            if (isKept(entry)) {
                lines.accept(entry.toString());
            }
        } catch (IOException | RuntimeException e) {
            problems.accept("rego4j: a decision was not logged: " + ExceptionText.of(e));
        }
        return new Reply(reply.value(), reply.error(), reply.info().withDecisionId(id));
    }

    private ObjectNode entry(String id, Question question, Reply reply, Duration time) throws IOException {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("decision_id", id);
        entry.putObject("labels").put("id", ID).put("engine", name);
        DocumentPath document = question.document();
        if (document != null) {
            entry.put("path", String.join("/", document.keys()));
        } else {
            entry.put("query", question.query());
        }
        if (!question.input().isNone() && !isBadInput(reply)) {
            ByteArrayOutputStream input = new ByteArrayOutputStream();
            question.input().writeTo(input);
            entry.set("input", OpaJson.MAPPER.readTree(input.toByteArray()));
        }
        if (reply.value() != null) {
            entry.set("result", reply.value());
        }
        OpaError error = reply.error();
        if (error != null) {
            entry.putObject("error").put("code", error.code()).put("message", error.toString());
        }
        entry.put("timestamp", Instant.now().toString());
        entry.putObject("metrics").put("timer_server_handler_ns", time.toNanos());
        return entry;
    }

    private static boolean isBadInput(Reply reply) {
        return reply.error() != null && reply.error().code().equals(OpaError.BAD_INPUT);
    }

    /** Masks an entry as {@code data.system.log.mask} says; false if the policy drops it. */
    private boolean isKept(ObjectNode entry) throws IOException {
        Reply policy = engine.ask(new Question(
                POLICY.toReference(), POLICY, Input.json(entry.toString()), timeout, false, false, Set.of()));
        OpaError error = policy.error();
        if (error != null && !isNotPlanned(error)) {
            throw new IOException(POLICY + " failed: " + error);
        }
        JsonNode rules = policy.value();
        if (rules == null) {
            return true;
        }
        LogMask.apply(rules.path("mask"), entry);
        return !rules.path("drop").asBoolean(false);
    }

    /** True if a plan that was made before holds no policy for the log: it answers for its entry points only. */
    private boolean isNotPlanned(OpaError error) {
        return error.code().equals(OpaError.UNSUPPORTED) && !new RuleNames(engine.rules()).mayDefine(POLICY);
    }
}
