package io.rego4j.opa.engine;

import io.rego4j.opa.DecisionEvent;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Engine;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Question;
import io.rego4j.opa.Reply;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks an engine, and tells the listener and the decision log of each answer. */
public final class Asker {
    private final String name;
    private final Engine engine;
    private final @Nullable Consumer<DecisionEvent> listener;
    private final @Nullable DecisionLog log;
    private final Consumer<String> problems;

    /** For an engine, by the name that events and logs show. */
    public Asker(String name, Engine engine, OpaOptions options) {
        this.name = name;
        this.engine = engine;
        this.listener = options.listener();
        this.problems = options.log();
        Consumer<String> lines = options.decisionLog();
        this.log = lines == null ? null : new DecisionLog(name, engine, options.timeout(), lines, problems);
    }

    /**
     * The answer to a question.
     *
     * @param required true if a document that nothing defines is an error
     */
    public Reply ask(Question question, boolean required) {
        if (listener == null && log == null) {
            return answer(question, required);
        }
        long start = System.nanoTime();
        Reply reply = answer(question, required);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        if (log != null && !engine.logs(question)) {
            reply = log.write(question, reply, time);
        }
        if (listener != null) {
            tell(
                    listener,
                    new DecisionEvent(name, question.query(), outcome(reply), time, reply.error(), reply.info()));
        }
        return reply;
    }

    /** A listener that fails changes no decision. */
    private void tell(Consumer<DecisionEvent> listener, DecisionEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            problems.accept("rego4j: the listener of decisions failed: " + ExceptionText.of(e));
        }
    }

    private static DecisionEvent.Outcome outcome(Reply reply) {
        if (reply.error() != null) {
            return DecisionEvent.Outcome.FAILED;
        }
        return reply.value() == null ? DecisionEvent.Outcome.UNDEFINED : DecisionEvent.Outcome.VALUE;
    }

    private Reply answer(Question question, boolean required) {
        Reply reply = engine.ask(question);
        DocumentPath document = question.document();
        if (!required || document == null || reply.value() != null || reply.error() != null) {
            return reply;
        }
        try {
            String unknown = new RuleNames(engine.rules()).whyUnknown(document);
            return unknown.isEmpty()
                    ? reply
                    : new Reply(null, OpaError.of(OpaError.UNKNOWN_DOCUMENT, unknown), reply.info());
        } catch (OpaException e) {
            return new Reply(null, e.error(), reply.info());
        }
    }
}
