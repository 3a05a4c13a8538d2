package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.Value;
import org.jspecify.annotations.Nullable;

/** What a statement reads: a local variable or a constant. */
public interface Operand {
    /** The value; null if the variable is undefined. */
    @Nullable
    Value get(Frame frame);

    /** A constant of the plan. */
    public record Constant(Value value) implements Operand {
        @Override
        public Value get(Frame frame) {
            return value;
        }
    }

    /** A variable that never holds a draft. */
    public record Local(int index) implements Operand {
        @Override
        public @Nullable Value get(Frame frame) {
            return frame.locals[index];
        }
    }

    /** A variable that may hold a draft. Reading it is the end of the draft: what is added later goes into another one. */
    public record Drafted(int index) implements Operand {
        @Override
        public @Nullable Value get(Frame frame) {
            Draft draft = frame.drafts[index];
            if (draft != null) {
                frame.locals[index] = draft.finish();
                frame.drafts[index] = null;
            }
            return frame.locals[index];
        }
    }
}
