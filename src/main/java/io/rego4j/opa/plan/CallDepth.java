package io.rego4j.opa.plan;

import io.rego4j.opa.evaluate.PlannedFunction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How deep the calls of a plan's functions can get: no function calls itself, so that is known when it is read. */
final class CallDepth {
    /** What a call needs of the stack, in blocks. */
    private static final int CALL = 4;

    private final List<PlannedFunction> functions;
    private final int[] blocks;
    private final List<List<Call>> calls = new ArrayList<>();

    private record Call(int function, int atDepth) {}

    CallDepth(List<PlannedFunction> functions) {
        this.functions = functions;
        this.blocks = new int[functions.size()];
        functions.forEach(function -> calls.add(new ArrayList<>()));
    }

    /** A function has a block with so many around it. */
    void block(PlannedFunction function, int depth) {
        blocks[function.index()] = Math.max(blocks[function.index()], depth);
    }

    /** A function calls another in a block with so many around it. */
    void call(PlannedFunction from, PlannedFunction to, int depth) {
        calls.get(from.index()).add(new Call(to.index(), depth));
    }

    /** A function calls one that is only known by its path when it runs; null is any key. */
    void call(PlannedFunction from, List<@Nullable String> path, int depth) {
        for (PlannedFunction to : functions) {
            if (to != from && matches(to.path(), path)) {
                call(from, to, depth);
            }
        }
    }

    private static boolean matches(List<String> path, List<@Nullable String> pattern) {
        for (int i = 0; i < pattern.size(); i++) {
            if (path.size() != pattern.size()
                    || pattern.get(i) != null && !path.get(i).equals(pattern.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The most blocks that can be open at once.
     *
     * @throws PlanException if a function calls itself, be it through others
     */
    int deepest() throws PlanException {
        int[] callers = new int[blocks.length];
        calls.forEach(list -> list.forEach(call -> callers[call.function]++));
        Deque<Integer> ready = new ArrayDeque<>();
        for (int i = 0; i < callers.length; i++) {
            if (callers[i] == 0) {
                ready.add(i);
            }
        }
        // From callers to what they call: at how many blocks each function begins at most.
        int[] begins = new int[blocks.length];
        int deepest = 0;
        int seen = 0;
        while (!ready.isEmpty()) {
            int function = ready.remove();
            seen++;
            deepest = Math.max(deepest, begins[function] + blocks[function]);
            for (Call call : calls.get(function)) {
                begins[call.function] = Math.max(begins[call.function], begins[function] + call.atDepth + CALL);
                if (--callers[call.function] == 0) {
                    ready.add(call.function);
                }
            }
        }
        if (seen < blocks.length) {
            throw new PlanException("plan.json is damaged: functions call each other in a circle");
        }
        return deepest;
    }
}
