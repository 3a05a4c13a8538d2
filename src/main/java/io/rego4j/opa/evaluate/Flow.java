package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements that decide which statement comes next. */
public final class Flow {
    private Flow() {}

    /** Blocks one after the other, whether they are defined or not. */
    public record Blocks(Block[] blocks) implements Statement {
        @Override
        public int run(Frame frame) {
            for (Block block : blocks) {
                int outcome = block.run(frame);
                if (outcome > LEAVE) {
                    return Statement.outward(outcome);
                }
            }
            return NEXT;
        }
    }

    /** The end of this block and of so many around it. */
    public record Break(int depth) implements Statement {
        @Override
        public int run(Frame frame) {
            return depth;
        }
    }

    /** The end of the function, with the value of a variable; undefined if that is. */
    public record Return(Operand source) implements Statement {
        @Override
        public int run(Frame frame) {
            frame.result = source.get(frame);
            return RETURN;
        }
    }

    /** Defined if the block is not. */
    public record Not(Block block) implements Statement {
        @Override
        public int run(Frame frame) {
            int outcome = block.run(frame);
            return outcome == NEXT ? LEAVE : outcome == LEAVE ? NEXT : Statement.outward(outcome);
        }
    }

    /** The block, once for each item of a collection in OPA's order; what is no collection has none. */
    public record Scan(Operand source, int key, int value, Block block) implements Statement {
        @Override
        public int run(Frame frame) {
            Value collection = source.get(frame);
            if (collection instanceof ArrayValue array) {
                return items(frame, array);
            } else if (collection instanceof ObjectValue object) {
                return items(frame, object);
            } else if (collection instanceof SetValue set) {
                return items(frame, set);
            }
            // An undefined variable has nothing to iterate over, as a scalar has not.
            return NEXT;
        }

        private int items(Frame frame, ArrayValue array) {
            for (int i = 0; i < array.size(); i++) {
                int outcome = item(frame, NumberValue.of(i), array.get(i));
                if (outcome > LEAVE) {
                    return Statement.outward(outcome);
                }
            }
            return NEXT;
        }

        private int items(Frame frame, ObjectValue object) {
            for (int i = 0; i < object.size(); i++) {
                int outcome = item(frame, object.key(i), object.value(i));
                if (outcome > LEAVE) {
                    return Statement.outward(outcome);
                }
            }
            return NEXT;
        }

        private int items(Frame frame, SetValue set) {
            for (int i = 0; i < set.size(); i++) {
                Value item = set.get(i);
                int outcome = item(frame, item, item);
                if (outcome > LEAVE) {
                    return Statement.outward(outcome);
                }
            }
            return NEXT;
        }

        int item(Frame frame, Value itsKey, Value itsValue) {
            frame.evaluation.tick();
            frame.locals[key] = itsKey;
            frame.locals[value] = itsValue;
            return block.run(frame);
        }
    }

    /**
     * The block, with a variable replaced: {@code with}. Where there is a path, the value goes to its end, and objects are
     * made along it where there are none. Afterwards the variable is what it was.
     */
    public record With(int local, List<StringValue> path, Operand value, Block block) implements Statement {
        @Override
        public int run(Frame frame) {
            Value before = frame.locals[local];
            Memo memo = frame.evaluation.memo;
            Value replacement = value.get(frame);
            Value changed;
            if (path.isEmpty()) {
                changed = replacement;
            } else if (replacement == null) {
                return LEAVE;
            } else {
                changed = put(before, path, replacement);
            }
            frame.locals[local] = changed;
            if (local <= Evaluation.DATA) {
                frame.evaluation.memo =
                        frame.evaluation.memoWithin(frame.locals[Evaluation.INPUT], frame.locals[Evaluation.DATA]);
            }
            int outcome;
            try {
                outcome = block.run(frame);
            } finally {
                frame.locals[local] = before;
                frame.evaluation.memo = memo;
            }
            return outcome > LEAVE ? Statement.outward(outcome) : outcome;
        }

        private static Value put(@Nullable Value target, List<StringValue> path, Value value) {
            if (path.isEmpty()) {
                return value;
            }
            ObjectValue object = target instanceof ObjectValue known ? known : ObjectValue.EMPTY;
            StringValue key = path.get(0);
            return object.with(key, put(object.get(key), path.subList(1, path.size()), value));
        }
    }
}
