package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import org.jspecify.annotations.Nullable;

/** What rules gave in one evaluation, for one input and one data document: each is evaluated once. */
public final class Memo {
    /** Compared by identity, so that it differs from all values. */
    private static final Value UNDEFINED = StringValue.of("undefined");

    private final @Nullable Value input;
    private final @Nullable Value data;
    private final @Nullable Memo outer;
    private final int functions;
    private @Nullable Value @Nullable [] results;

    Memo(@Nullable Value input, @Nullable Value data, int functions) {
        this(input, data, functions, null);
    }

    private Memo(@Nullable Value input, @Nullable Value data, int functions, @Nullable Memo outer) {
        this.input = input;
        this.data = data;
        this.functions = functions;
        this.outer = outer;
    }

    /**
     * The memo for documents that {@code with} replaced.
     *
     * @param mayShare true if it may be one from further out, where they are what they were there
     */
    Memo within(@Nullable Value newInput, @Nullable Value newData, boolean mayShare) {
        for (Memo memo = mayShare ? this : null; memo != null; memo = memo.outer) {
            if (memo.isFor(newInput, newData)) {
                return memo;
            }
        }
        return new Memo(newInput, newData, functions, this);
    }

    private boolean isFor(@Nullable Value otherInput, @Nullable Value otherData) {
        return input == otherInput && data == otherData;
    }

    /** The result of a rule for these documents, evaluated if it is not known. */
    @Nullable
    Value result(PlannedFunction rule, Evaluation evaluation, @Nullable Value[] documents) {
        if (!isFor(documents[Evaluation.INPUT], documents[Evaluation.DATA])) {
            return rule.evaluate(evaluation, documents);
        }
        if (results == null) {
            results = new Value[functions];
        }
        Value known = results[rule.index()];
        if (known == null) {
            Value result = rule.evaluate(evaluation, documents);
            // As OPA remembers it: the first call gets the literal, the others get a value.
            results[rule.index()] = result == null ? UNDEFINED : result.plain();
            return result;
        }
        return known == UNDEFINED ? null : known;
    }
}
