package io.rego4j.opa.evaluate;

import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of a plan: the rules of one path. Its parameters are input, data and, for functions of the policy, their
 * arguments.
 */
public final class PlannedFunction {
    private final int index;
    private final int[] parameters;
    private final List<String> path;
    private Code code = new Code(new Block[0], null, 0, false);

    /**
     * What it does.
     *
     * @param index which blocks to run; null for all
     * @param locals how many variables it has
     * @param hasDrafts true if it makes collections
     */
    public record Code(Block[] blocks, @Nullable RuleIndex index, int locals, boolean hasDrafts) {}

    /**
     * A function.
     *
     * @param path the generation of the plan, then the keys below {@code data}
     */
    public PlannedFunction(int index, int[] parameters, List<String> path) {
        this.index = index;
        this.parameters = parameters;
        this.path = List.copyOf(path);
    }

    /** Sets the code, after all functions were made: they call one another. */
    public void code(Code itsCode) {
        code = itsCode;
    }

    public int index() {
        return index;
    }

    public int arity() {
        return parameters.length;
    }

    /** True if it has no argument of the policy: its result depends on the documents alone. */
    public boolean isRule() {
        return parameters.length == 2;
    }

    public List<String> path() {
        return path;
    }

    /** The result for these arguments; null if it is undefined. */
    @Nullable
    public Value call(Evaluation evaluation, @Nullable Value[] arguments) {
        return isRule()
                ? evaluation.memo.result(this, evaluation, arguments)
                : evaluation.calls.result(this, evaluation, arguments);
    }

    /** The result, evaluated anew. */
    @Nullable
    Value evaluate(Evaluation evaluation, @Nullable Value[] arguments) {
        evaluation.tick();
        Frame frame = frame(evaluation, arguments);
        try {
            return run(code, frame);
        } catch (Conflicts.ConflictFound e) {
            throw e.frame == frame ? e.error(conflicts(evaluation, arguments)) : e;
        }
    }

    private static @Nullable Value run(Code code, Frame frame) {
        Block[] blocks = code.index == null ? code.blocks : code.index.blocks(frame);
        for (Block block : blocks) {
            if (block.run(frame) == Statement.RETURN) {
                return frame.result;
            }
        }
        return null;
    }

    /** Runs all rules once more and collects their values. */
    private Conflicts conflicts(Evaluation evaluation, @Nullable Value[] arguments) {
        Frame frame = frame(evaluation, arguments);
        Conflicts conflicts = new Conflicts();
        frame.conflicts = conflicts;
        for (Block block : code.blocks) {
            try {
                if (conflicts.isFull() || block.run(frame) == Statement.RETURN) {
                    break;
                }
            } catch (Conflicts.ConflictFound e) {
                // The rule has given a value that differs; one is enough. The next rule comes.
            } catch (EvaluationException e) {
                break;
            }
        }
        return conflicts;
    }

    private Frame frame(Evaluation evaluation, @Nullable Value[] arguments) {
        Frame frame = new Frame(evaluation, code.locals, code.hasDrafts);
        for (int i = 0; i < parameters.length; i++) {
            frame.locals[parameters[i]] = arguments[i];
        }
        return frame;
    }
}
