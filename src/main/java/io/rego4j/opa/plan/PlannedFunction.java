package io.rego4j.opa.plan;

import io.rego4j.opa.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of a plan: the rules of one path. Its parameters are input, data and, for functions of the policy, their
 * arguments.
 */
final class PlannedFunction {
    private final String name;
    private final int index;
    private final int[] parameters;
    private final List<String> path;
    private Code code = new Code(new Block[0], 0, false);

    /**
     * What it does.
     *
     * @param locals how many variables it has
     * @param hasDrafts true if it makes collections
     */
    record Code(Block[] blocks, int locals, boolean hasDrafts) {}

    /**
     * A function.
     *
     * @param path the generation of the plan, then the keys below {@code data}
     */
    PlannedFunction(String name, int index, int[] parameters, List<String> path) {
        this.name = name;
        this.index = index;
        this.parameters = parameters;
        this.path = List.copyOf(path);
    }

    /** Functions call one another, so each is there before its code is. */
    void code(Code itsCode) {
        code = itsCode;
    }

    String name() {
        return name;
    }

    int index() {
        return index;
    }

    int arity() {
        return parameters.length;
    }

    /** True if it has no argument of the policy: its result depends on the documents alone. */
    boolean isRule() {
        return parameters.length == 2;
    }

    List<String> path() {
        return path;
    }

    /** The result for these arguments; null if it is undefined. */
    @Nullable
    Value call(Evaluation evaluation, @Nullable Value[] arguments) {
        return isRule()
                ? evaluation.memo.result(this, evaluation, arguments)
                : evaluation.calls.result(this, evaluation, arguments);
    }

    /** The result, evaluated anew. */
    @Nullable
    Value evaluate(Evaluation evaluation, @Nullable Value[] arguments) {
        evaluation.tick();
        Code current = code;
        Frame frame = new Frame(evaluation, current.locals, current.hasDrafts);
        for (int i = 0; i < parameters.length; i++) {
            frame.locals[parameters[i]] = arguments[i];
        }
        for (Block block : current.blocks) {
            if (block.run(frame) == Statement.RETURN) {
                return frame.result;
            }
        }
        return null;
    }
}
