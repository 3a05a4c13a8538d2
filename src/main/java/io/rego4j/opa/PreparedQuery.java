package io.rego4j.opa;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.opa.engine.AskExecutor;
import io.rego4j.opa.engine.Asker;
import io.rego4j.opa.engine.SetEncoding;
import io.rego4j.opa.engine.ValueDepth;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A document that is asked for many times. Immutable, so threads may share it: the methods that change a setting give a copy.
 */
public final class PreparedQuery {
    private final Asker asker;
    private final ObjectMapper mapper;
    private final DocumentPath document;
    private final Question plain;
    private final boolean required;

    PreparedQuery(Asker asker, OpaOptions options, DocumentPath document) {
        this(asker, options.mapper(), document, Question.of(document, options), false);
    }

    private PreparedQuery(Asker asker, ObjectMapper mapper, DocumentPath document, Question plain, boolean required) {
        this.asker = asker;
        this.mapper = mapper;
        this.document = document;
        this.plain = plain;
        this.required = required;
    }

    /**
     * The document must be defined: where no rule and no data does so, as for a mistyped path, the decision fails with
     * {@link OpaError#UNKNOWN_DOCUMENT}. What rules define, but not for this input, stays undefined. An answer that has a
     * value costs nothing more; on a server that others run, an undefined one costs another request.
     */
    public PreparedQuery required() {
        return new PreparedQuery(asker, mapper, document, plain, true);
    }

    /** With another time for each answer. */
    public PreparedQuery timeout(Duration timeout) {
        return with(plain.with(timeout));
    }

    /** With more that shall come with each answer. */
    public PreparedQuery with(Extra... extras) {
        Set<Extra> all = EnumSet.noneOf(Extra.class);
        all.addAll(plain.extras());
        all.addAll(List.of(extras));
        return with(plain.with(all));
    }

    /** True: an error of a built-in function fails the decision; false: it is undefined, as in OPA. */
    public PreparedQuery strictBuiltinErrors(boolean strict) {
        return with(plain.strictErrors(strict));
    }

    private PreparedQuery with(Question question) {
        return new PreparedQuery(asker, mapper, document, question, required);
    }

    private Reply reply(Question question) {
        return asker.ask(question, required);
    }

    private Question question(@Nullable Object input) {
        return plain.with(Input.of(input, mapper));
    }

    /** The answer without an input, as JSON. */
    public Decision<JsonNode> ask() {
        return ask(Input.none());
    }

    /** The answer for an input, as JSON. A Java null is JSON's null; {@link Input#none()} is no input. */
    public Decision<JsonNode> ask(@Nullable Object input) {
        return decision(reply(question(input)), value -> value);
    }

    /** The answer for an input, as a Java type: whatever Jackson can read from JSON. */
    public <T> Decision<T> ask(@Nullable Object input, Class<T> type) {
        return ask(input, mapper.constructType(type));
    }

    /** The answer for an input, as a generic Java type. */
    public <T> Decision<T> ask(@Nullable Object input, TypeReference<T> type) {
        return ask(input, mapper.constructType(type));
    }

    /** The answer for an input, as the Java type that is only known when the program runs. */
    public Decision<Object> ask(@Nullable Object input, Type type) {
        return ask(input, mapper.constructType(type));
    }

    private <T> Decision<T> ask(@Nullable Object input, JavaType type) {
        return decision(
                reply(question(input)),
                value -> DeepStack.<T>call(ValueDepth.of(value), () -> mapper.convertValue(value, type)));
    }

    /**
     * The answer for an input, with sets kept apart from arrays, which JSON cannot do: a set is a {@link java.util.Set}, an
     * array a {@link List}, an object a {@link java.util.Map}, and the rest String, Boolean, Number or null. It costs OPA a
     * walk through the value.
     */
    public Decision<@Nullable Object> askWithSets(@Nullable Object input) {
        return decision(reply(question(input).keepingSets()), SetEncoding::read);
    }

    private static <T extends @Nullable Object> Decision<T> decision(
            Reply reply, Function<JsonNode, ? extends T> read) {
        OpaError error = reply.error();
        JsonNode value = reply.value();
        if (error != null) {
            return new Decision.Failed<>(error, reply.info());
        } else if (value == null) {
            return new Decision.Undefined<>(reply.info());
        }
        try {
            return new Decision.Value<>(read.apply(value), reply.info());
        } catch (IllegalArgumentException e) {
            return new Decision.Failed<>(
                    OpaError.of(OpaError.BAD_TYPE, "the answer does not fit the Java type: " + e.getMessage()),
                    reply.info());
        }
    }

    /**
     * True if the document is {@code true}: OPA's {@code ResultSet.Allowed}.
     *
     * @throws OpaException if there is no answer: an error is never a "no"
     */
    public boolean allowed(@Nullable Object input) {
        return ask(input).fold(value -> value.isBoolean() && value.booleanValue(), () -> false, error -> {
            throw new OpaException(error);
        });
    }

    /** The answers for many inputs, in their order; several are worked on at once. */
    public List<Decision<JsonNode>> askAll(List<?> inputs) {
        return AskExecutor.all(inputs, this::ask);
    }

    /** The answers for many inputs, in their order, as a Java type. */
    public <T> List<Decision<T>> askAll(List<?> inputs, Class<T> type) {
        return AskExecutor.all(inputs, input -> ask(input, type));
    }

    /** The answer for an input, later. Cancelling the future stops the work. */
    public CompletableFuture<Decision<JsonNode>> askAsync(@Nullable Object input) {
        return AskExecutor.later(() -> ask(input));
    }

    /** The answer for an input, later, as a Java type. Cancelling the future stops the work. */
    public <T> CompletableFuture<Decision<T>> askAsync(@Nullable Object input, Class<T> type) {
        return AskExecutor.later(() -> ask(input, type));
    }

    /** The document. */
    public DocumentPath document() {
        return document;
    }

    @Override
    public String toString() {
        return plain.extras().isEmpty() ? plain.query() : plain.query() + " " + plain.extras();
    }
}
