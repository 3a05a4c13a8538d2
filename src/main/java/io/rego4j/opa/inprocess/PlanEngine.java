package io.rego4j.opa.inprocess;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.opa.Coverage;
import io.rego4j.opa.DecisionInfo;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Engine;
import io.rego4j.opa.Extra;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import io.rego4j.opa.Question;
import io.rego4j.opa.Reply;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.engine.OpaErrors;
import io.rego4j.opa.evaluate.Answer;
import io.rego4j.opa.evaluate.Evaluation;
import io.rego4j.opa.evaluate.EvaluationSettings;
import io.rego4j.opa.evaluate.Request;
import io.rego4j.opa.value.JsonDocument;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluation inside this JVM, by the asking thread. What is loaded is one immutable value: a load replaces it, and questions
 * on their way go on with the old one.
 */
final class PlanEngine implements Engine {
    private final OpaOptions options;
    private final EvaluationSettings settings;
    private volatile @Nullable LoadedPlan loaded;

    PlanEngine(OpaOptions options) {
        this.options = options;
        this.settings = new EvaluationSettings(
                options.clock(),
                options.random(),
                runtime(options.environment()),
                options.network()::test,
                options.memoryLimit());
    }

    /** What {@code opa.runtime()} gives of an OPA without a configuration; nothing where there is no environment. */
    private static Value runtime(Map<String, String> environment) {
        if (environment.isEmpty()) {
            return ObjectValue.EMPTY;
        }
        ObjectValue.Builder env = new ObjectValue.Builder();
        environment.forEach((name, value) -> env.put(name, StringValue.of(value)));
        return new ObjectValue.Builder().put("env", env.build()).build();
    }

    @Override
    public void load(Policies policies) {
        loaded = LoadedPlan.of(policies, options::binary, options.coverage());
    }

    @Override
    public Reply ask(Question question) {
        DocumentPath document = question.document();
        if (document == null) {
            return unsupported("it answers for documents, not for queries: make the query a rule");
        } else if (question.extras().stream().anyMatch(PlanEngine::isOfAServer)) {
            return unsupported("a plan has no trace and no provenance");
        }
        LoadedPlan current = loaded;
        if (current == null) {
            return Reply.undefined();
        }
        String refusal = current.refusal(document);
        if (refusal != null) {
            return unsupported(refusal);
        }
        OpaError function = current.functionError(document);
        if (function != null) {
            return Reply.failed(function);
        }
        long start = System.nanoTime();
        try {
            JsonDocument input = read(question.input());
            return answer(question, document, input, current, System.nanoTime() - start);
        } catch (IOException e) {
            return Reply.failed(OpaErrors.badInput(e));
        } catch (EvaluationException e) {
            return Reply.failed(error(e, current));
        }
    }

    private Reply answer(
            Question question,
            DocumentPath document,
            @Nullable JsonDocument input,
            LoadedPlan current,
            long inputNanos) {
        Request request = new Request(
                document.keys(),
                input == null ? null : input.value(),
                current.data().value(),
                question.timeout(),
                question.strictErrors(),
                settings);
        int depth = current.plan().depth()
                + (input == null ? 0 : input.depth())
                + current.data().depth();
        Evaluation evaluation = current.plan().evaluation(request);
        try {
            return answer(question, current, evaluation, depth, inputNanos);
        } catch (StackOverflowError e) {
            // The policy has made values that are nested deeper than what it was given.
            if (evaluation.hasUsedNetwork()) {
                throw tooDeep();
            }
            return again(question, current, evaluation.again(), depth + JsonValues.DEEPEST, inputNanos);
        }
    }

    private static Reply again(
            Question question, LoadedPlan current, Evaluation evaluation, int depth, long inputNanos) {
        try {
            return answer(question, current, evaluation, depth, inputNanos);
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    private static EvaluationException tooDeep() {
        return new EvaluationException(
                EvaluationException.UNSUPPORTED, "the policy makes values that are nested too deep");
    }

    private static Reply answer(
            Question question, LoadedPlan current, Evaluation evaluation, int depth, long inputNanos) {
        return DeepStack.call(
                depth,
                () -> {
                    long start = System.nanoTime();
                    Answer answer = current.plan().evaluate(evaluation);
                    Value value = answer.value();
                    JsonNode json = value == null ? null : json(question, value);
                    DecisionInfo info = info(question, answer.printed(), inputNanos, System.nanoTime() - start);
                    return new Reply(json, null, info);
                },
                evaluation::cancel);
    }

    private static boolean isOfAServer(Extra extra) {
        return switch (extra) {
            case METRICS, PRINT -> false;
            case PROVENANCE, EXPLAIN_FULL, EXPLAIN_NOTES, EXPLAIN_FAILS -> true;
        };
    }

    private static Reply unsupported(String why) {
        return Reply.failed(OpaError.UNSUPPORTED, "the engine inside the JVM cannot do this: " + why);
    }

    private static @Nullable JsonDocument read(Input input) throws IOException {
        if (input.isNone()) {
            return null;
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        input.writeTo(json);
        return JsonValues.document(json.toByteArray());
    }

    private static JsonNode json(Question question, Value value) {
        return question.withSets() ? AnswerJson.withSets(value) : AnswerJson.of(value);
    }

    private static DecisionInfo info(Question question, List<String> printed, long inputNanos, long evalNanos) {
        if (question.extras().isEmpty()) {
            return DecisionInfo.NONE;
        }
        DecisionInfo info = DecisionInfo.NONE;
        if (question.extras().contains(Extra.METRICS)) {
            info = info.withMetrics(JsonNodeFactory.instance
                    .objectNode()
                    .put("timer_rego_input_parse_ns", inputNanos)
                    .put("timer_rego_query_eval_ns", evalNanos));
        }
        return question.extras().contains(Extra.PRINT) ? info.withPrinted(printed) : info;
    }

    private static OpaError error(EvaluationException e, LoadedPlan plan) {
        switch (e.code()) {
            case EvaluationException.TIMEOUT:
                return OpaError.of(OpaError.TIMEOUT, e.getMessage());
            case EvaluationException.INTERRUPTED:
                return OpaError.of(OpaError.CANCELLED, e.getMessage());
            case EvaluationException.MEMORY:
                return OpaError.of(OpaError.LIMIT, e.getMessage());
            case EvaluationException.UNSUPPORTED:
                return OpaError.of(OpaError.UNSUPPORTED, "the engine inside the JVM cannot do this: " + e.getMessage());
            default:
                return new OpaError(
                        e.code(), e.getMessage(), plan.idOf().apply(e.file()), e.row(), e.column(), List.of());
        }
    }

    @Override
    public Optional<OpaError> problem(Duration timeout) {
        return Optional.empty();
    }

    @Override
    public List<DocumentPath> rules() {
        LoadedPlan current = loaded;
        return current == null ? List.of() : current.documents();
    }

    @Override
    public Coverage coverage() {
        LoadedPlan current = loaded;
        return current == null ? Coverage.NONE : current.coverage().get();
    }

    @Override
    public void close() {
        loaded = null;
    }
}
