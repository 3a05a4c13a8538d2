package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What functions with arguments gave in one evaluation, as OPA remembers it too: without this, functions that call each other
 * twice take a time that doubles with each level. Remembering begins at the second call and ends where it does not pay.
 */
public final class CallMemo {
    private static final Value UNDEFINED = StringValue.of("undefined");
    private static final int TRIAL = 256;

    private final Function[] functions;

    CallMemo(int functions) {
        this.functions = new Function[functions];
    }

    @Nullable
    Value result(PlannedFunction function, Evaluation evaluation, @Nullable Value[] arguments) {
        Function known = functions[function.index()];
        if (known == null) {
            known = new Function();
            functions[function.index()] = known;
            return known.evaluate(function, evaluation, arguments, false);
        } else if (known.isUseless()) {
            return known.evaluate(function, evaluation, arguments, false);
        }
        known.asked++;
        Value result = known.results.get(new Arguments(arguments, evaluation.frameOfMemo()));
        if (result != null) {
            known.found++;
            return result == UNDEFINED ? null : result;
        }
        return known.evaluate(function, evaluation, arguments, true);
    }

    private static final class Function {
        private final Map<Arguments, Value> results = new HashMap<>();
        private int asked;
        private int found;
        /** True if a result was a literal: OPA's order depends on whether it is the first one. */
        private boolean isNeeded;

        @Nullable
        Value evaluate(PlannedFunction function, Evaluation evaluation, @Nullable Value[] arguments, boolean remember) {
            Value result = function.evaluate(evaluation, arguments);
            Value plain = result == null ? UNDEFINED : result.plain();
            isNeeded |= result != null && plain != result;
            if (remember || isNeeded) {
                results.put(new Arguments(arguments, evaluation.frameOfMemo()), plain);
            }
            return result;
        }

        boolean isUseless() {
            if (isNeeded || asked < TRIAL || found * 8 >= asked) {
                return false;
            }
            results.clear();
            return true;
        }
    }

    /**
     * Documents by identity, which is enough to be sure; the rest by value.
     *
     * @param frame told apart by identity too
     */
    private record Arguments(
            @Nullable Value[] values, @Nullable Memo frame) implements Comparable<Arguments> {
        @Override
        public int hashCode() {
            int hash = 0;
            for (int i = Evaluation.DATA + 1; i < values.length; i++) {
                hash = hash * 31 + (values[i] == null ? 0 : values[i].hashCode());
            }
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Arguments that
                    && frame == that.frame
                    && values[Evaluation.INPUT] == that.values[Evaluation.INPUT]
                    && values[Evaluation.DATA] == that.values[Evaluation.DATA]
                    && Arrays.equals(
                            values,
                            Evaluation.DATA + 1,
                            values.length,
                            that.values,
                            Evaluation.DATA + 1,
                            that.values.length);
        }

        /** For hashes that collide. Two of the same values may be for different documents, and are then both kept. */
        @Override
        public int compareTo(Arguments that) {
            for (int i = Evaluation.DATA + 1; i < values.length; i++) {
                Value a = values[i];
                Value b = that.values[i];
                int order = a == null || b == null ? Boolean.compare(a != null, b != null) : a.compareTo(b);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
    }
}
