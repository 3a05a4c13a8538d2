package io.rego4j.opa.evaluate;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that call functions. */
public final class Calls {
    private Calls() {}

    /** A function of the plan; undefined if its result is. */
    public record CallFunction(PlannedFunction function, Operand[] arguments, int result) implements Statement {
        @Override
        public int run(Frame frame) {
            @Nullable Value[] values = new Value[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                values[i] = arguments[i].get(frame);
            }
            Value value = function.call(frame.evaluation, values);
            frame.locals[result] = value;
            return Statement.defined(value != null);
        }
    }

    /**
     * A built-in function; undefined if its result is, or if it fails and errors are not strict.
     *
     * @param isVoid true for one without a result, as {@code internal.print}
     * @param isLight true for one that takes no longer for large operands, in the most cases
     */
    public record CallBuiltin(
            String name,
            Builtin function,
            Operand[] arguments,
            int result,
            boolean isVoid,
            boolean isLight,
            Place place)
            implements Statement {
        /** What a function works on or makes in the time of a statement. */
        private static final int BYTES_OF_A_STEP = 256;

        @Override
        public int run(Frame frame) {
            Value[] values = new Value[arguments.length];
            long work = 0;
            for (int i = 0; i < arguments.length; i++) {
                Value value = arguments[i].get(frame);
                if (value == null) {
                    return LEAVE;
                }
                values[i] = value;
                work += isLight ? 0 : size(value);
            }
            Value value;
            try {
                value = function.call(frame.evaluation, values);
            } catch (BuiltinException e) {
                if (frame.evaluation.isStrict()) {
                    throw new EvaluationException(e.code(), name + ": " + e.getMessage())
                            .at(place.file(), place.row(), place.column());
                }
                value = null;
            } catch (EvaluationException e) {
                throw e.at(place.file(), place.row(), place.column());
            }
            frame.locals[result] = value;
            if (value != null) {
                long size = size(value);
                frame.evaluation.allocate(size);
                work += size;
            }
            if (!isLight) {
                frame.evaluation.tick(work / BYTES_OF_A_STEP);
            }
            return Statement.defined(value != null || isVoid);
        }

        /** About how many bytes a value takes, without what it holds. */
        private static long size(Value value) {
            return switch (value.kind()) {
                case STRING -> ((StringValue) value).text().length();
                case ARRAY -> 8L * ((ArrayValue) value).size();
                case OBJECT -> 24L * ((ObjectValue) value).size();
                case SET -> 16L * ((SetValue) value).size();
                case NUMBER ->
                    ((NumberValue) value).isLong() ? 16 : value.toString().length();
                case NULL, BOOLEAN -> 16;
            };
        }
    }

    /**
     * The function whose path the operands spell. Where there is none, the block ends and base documents come; where its
     * result is undefined, three blocks more end, which is what the planner puts around it.
     */
    public record CallDynamic(PathTree functions, Operand[] path, Operand[] arguments, int result)
            implements Statement {
        private static final int AROUND = 3;

        @Override
        public int run(Frame frame) {
            List<String> keys = new ArrayList<>(path.length);
            for (Operand operand : path) {
                if (!(operand.get(frame) instanceof StringValue key)) {
                    return LEAVE;
                }
                keys.add(key.text());
            }
            PlannedFunction function = functions.function(keys);
            if (function == null || function.arity() != arguments.length) {
                return LEAVE;
            }
            @Nullable Value[] values = new Value[arguments.length];
            for (int i = 0; i < arguments.length; i++) {
                values[i] = arguments[i].get(frame);
            }
            Value value = function.call(frame.evaluation, values);
            frame.locals[result] = value;
            return value == null ? AROUND : NEXT;
        }
    }
}
