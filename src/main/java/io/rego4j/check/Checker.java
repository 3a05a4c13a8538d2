package io.rego4j.check;

import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.calls.FragmentCalls;
import io.rego4j.check.tree.ModuleScan;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Finds what {@code opa check} would reject, without an OPA. What it reports, OPA reports too, with the same code and
 * the same words; docs/check.md has what only the real OPA checks.
 *
 * <p>Modules are checked together, since rules of one refer to rules of the others: give all that will be loaded into
 * one OPA. A module that was read from a text gets its errors with their places; in one that was built, each message
 * names the rule and the expression.
 */
public final class Checker {
    private Checker() {}

    /**
     * Checks modules that belong together.
     *
     * @return the errors in the order of their places; empty if none is found
     */
    public static List<Diagnostic> check(List<RegoModule> modules, CheckOptions options) {
        return check(modules, options, Runnable::run);
    }

    /**
     * Checks modules that belong together, on as many threads as the executor has for it and the calling one: modules
     * that do not refer to each other, such as those of different tenants, at once. The errors are those of {@link
     * #check(List, CheckOptions)}, in the same order.
     */
    public static List<Diagnostic> check(List<RegoModule> modules, CheckOptions options, Executor executor) {
        return SeparateChecks.run(modules, options, executor);
    }

    /** Checks modules that belong together, and returns them as each stage leaves them. */
    public static List<CompilerStage> stages(List<RegoModule> modules, CheckOptions options) {
        return CompilerStages.call(ModuleScan.of(modules), options, CompilerStages::runAndKeep);
    }

    /**
     * Checks the calls of built-ins in a rule, a body or a term by itself: their number of arguments, and arguments
     * whose type can be seen where they stand. The name of a call that is no built-in may be a function of the policy,
     * which {@link #check(List, CheckOptions)} checks.
     *
     * @return the errors in the order of the text; empty if none can be seen
     */
    public static List<Diagnostic> checkCalls(Node fragment, Capabilities capabilities) {
        return DeepStack.call(NodeWalk.depth(fragment), () -> FragmentCalls.check(fragment, capabilities));
    }

    /** Checks modules that belong together, as {@code opa check} does by itself. */
    public static List<Diagnostic> check(RegoModule... modules) {
        return check(List.of(modules), CheckOptions.DEFAULT);
    }
}
