package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.Value;
import org.jspecify.annotations.Nullable;

/** Statements that set a variable. */
public final class Assignments {
    private Assignments() {}

    /** The variable gets a value, or is undefined as its source is. */
    public record Assign(Operand source, int target, boolean mayBeDraft) implements Statement {
        @Override
        public int run(Frame frame) {
            set(frame, target, mayBeDraft, source.get(frame));
            return NEXT;
        }
    }

    private static void set(Frame frame, int target, boolean mayBeDraft, @Nullable Value value) {
        frame.locals[target] = value;
        if (mayBeDraft) {
            frame.drafts[target] = null;
        }
    }

    /** The variable is undefined from here on. */
    public record Reset(int target, boolean mayBeDraft) implements Statement {
        @Override
        public int run(Frame frame) {
            set(frame, target, mayBeDraft, null);
            return NEXT;
        }
    }

    /**
     * The variable gets a value, which must be the one that it has, if it has one: rules that give two values conflict.
     *
     * @param ofRule true if the variable is one rule's, false if it is the result of the function
     * @param message what OPA says then
     */
    public record AssignOnce(Operand source, Operand present, int target, boolean ofRule, String message, Place place)
            implements Statement {
        @Override
        public int run(Frame frame) {
            Value value = source.get(frame);
            Value known = present.get(frame);
            if (frame.conflicts != null) {
                return collect(frame, frame.conflicts, value);
            } else if (known == null) {
                frame.locals[target] = value;
            } else if (!known.equals(value)) {
                throw new Conflicts.ConflictFound(frame, this);
            }
            return NEXT;
        }

        private int collect(Frame frame, Conflicts conflicts, @Nullable Value value) {
            frame.locals[target] = value;
            if (ofRule && value != null && !conflicts.add(place, value)) {
                throw new Conflicts.ConflictFound(frame, this);
            }
            return NEXT;
        }
    }

    /**
     * In place of {@link AssignOnce}, where a function can give one value only: nothing that comes later can change it, so
     * the call ends here (OPA's early exit).
     */
    public record ReturnConstant(Value value) implements Statement {
        @Override
        public int run(Frame frame) {
            frame.result = value;
            return RETURN;
        }
    }
}
