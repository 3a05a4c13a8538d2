package io.rego4j.junit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rego4j.opa.Decision;
import io.rego4j.opa.Input;
import io.rego4j.opa.Opa;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.PreparedQuery;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/** Assertions about one document. Immutable; each assertion evaluates the document again. */
public final class DecisionAssert {
    private static final ObjectMapper JSON =
            JsonMapper.builder().findAndAddModules().build();

    /** Numbers are equal by value: 1 is 1.0. */
    private static final Comparator<JsonNode> BY_VALUE =
            (a, b) -> a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : a.equals(b) ? 0 : 1;

    private final Opa opa;
    private final PreparedQuery query;
    private final @Nullable Object input;

    DecisionAssert(Opa opa, String reference) {
        this(opa, opa.prepare(reference), Input.none());
    }

    private DecisionAssert(Opa opa, PreparedQuery query, @Nullable Object input) {
        this.opa = opa;
        this.query = query;
        this.input = input;
    }

    /** With an input: any value that Jackson can write, or an {@link Input}. */
    public DecisionAssert with(@Nullable Object input) {
        return new DecisionAssert(opa, query, input);
    }

    /** The document is {@code true}. */
    public DecisionAssert isAllowed() {
        return expect("is not allowed", isTrue(decide()));
    }

    /** The document is not {@code true}: it has another value, or is undefined. A decision that failed is not denied. */
    public DecisionAssert isDenied() {
        Decision<JsonNode> answer = decide();
        return expect("is not denied", new Answer(answer, !answer.isFailed() && !isTrue(answer).holds));
    }

    /** No rule gives the document a value. */
    public DecisionAssert isUndefined() {
        Decision<JsonNode> answer = decide();
        return expect("is not undefined", new Answer(answer, answer.isUndefined()));
    }

    /** The document has a value. */
    public DecisionAssert isDefined() {
        Decision<JsonNode> answer = decide();
        return expect("is not defined", new Answer(answer, answer.isDefined()));
    }

    /** The document has this value, as Jackson writes it. Numbers are compared by value, arrays in their order. */
    public DecisionAssert isEqualTo(@Nullable Object expected) {
        Decision<JsonNode> answer = decide();
        JsonNode wanted = JSON.valueToTree(expected);
        boolean holds = answer.fold(value -> value.equals(BY_VALUE, wanted), () -> false, error -> false);
        if (!holds) {
            throw new AssertionFailedError(
                    message("is not " + wanted, answer),
                    wanted.toPrettyString(),
                    answer.fold(JsonNode::toPrettyString, () -> "undefined", OpaError::toString));
        }
        return this;
    }

    /** There is no answer, for an error of this code, such as {@code eval_conflict_error}. */
    public DecisionAssert failsWith(String code) {
        Decision<JsonNode> answer = decide();
        boolean holds = answer.failure()
                .filter(error ->
                        error.each().stream().anyMatch(one -> one.code().equals(code)))
                .isPresent();
        return expect("does not fail with " + code, new Answer(answer, holds));
    }

    /** The document has a value, and it passes these assertions. */
    public DecisionAssert satisfies(Consumer<? super JsonNode> requirements) {
        Decision<JsonNode> answer = decide();
        expect("is not defined", new Answer(answer, answer.isDefined()));
        try {
            requirements.accept(answer.orElseThrow());
        } catch (AssertionError e) {
            throw new AssertionFailedError(message("is not as required: " + e.getMessage(), answer), e);
        }
        return this;
    }

    private Decision<JsonNode> decide() {
        return query.ask(input);
    }

    private record Answer(Decision<JsonNode> decision, boolean holds) {}

    private static Answer isTrue(Decision<JsonNode> answer) {
        return new Answer(
                answer, answer.fold(value -> value.isBoolean() && value.booleanValue(), () -> false, error -> false));
    }

    private DecisionAssert expect(String problem, Answer answer) {
        if (!answer.holds) {
            throw new AssertionFailedError(message(problem, answer.decision));
        }
        return this;
    }

    private String message(String problem, Decision<JsonNode> answer) {
        String reference = query.document().toReference();
        StringBuilder text = new StringBuilder(reference)
                .append(' ')
                .append(problem)
                .append(": ")
                .append(answer.fold(
                        value -> "it is " + value, () -> "it is undefined", error -> "there is no answer, " + error))
                .append("\n  input: ")
                .append(inputText());
        List<String> rules = RuleLines.of(opa.policies(), query.document());
        if (rules.isEmpty()) {
            text.append("\n  no rule of the loaded policies defines it");
        } else {
            text.append("\n  defined by:");
            rules.forEach(line -> text.append("\n    ").append(line));
        }
        return text.toString();
    }

    private String inputText() {
        if (input instanceof Input given) {
            return given.isNone() ? "none" : given.toString();
        }
        try {
            return JSON.writeValueAsString(input);
        } catch (JsonProcessingException e) {
            return String.valueOf(input);
        }
    }
}
