package io.rego4j.check;

import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.module.IndependentModules;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;

/**
 * One check of some modules on several threads: sets of modules that do not refer to each other go through the stages at
 * once. All of them end a stage before the next one begins, for an error of one set ends the check of all.
 */
final class ConcurrentCheck {
    /** Parts for each processor: some take longer than others. */
    private static final int PARTS = 4;

    private final CompilerStages check;
    private final List<CompilerStages.Stage> stages;
    private final long depth;

    private ConcurrentCheck(List<RegoModule> modules, CheckOptions options) {
        depth = NodeWalk.depth(modules);
        check = DeepStack.call(depth, () -> new CompilerStages(modules, options));
        stages = check.stages();
    }

    static List<Diagnostic> run(List<RegoModule> modules, CheckOptions options, Executor executor) {
        List<List<RegoModule>> parts = parts(modules);
        if (parts.size() < 2) {
            return Checker.check(modules, options);
        }
        List<ConcurrentCheck> checks = Concurrent.each(parts, part -> new ConcurrentCheck(part, options), executor);
        int stages = checks.get(0).stages.size();
        for (int i = 0; i < stages; i++) {
            int stage = i;
            if (Concurrent.each(checks, each -> each.ends(stage), executor).contains(true)) {
                break;
            }
        }
        return CompilerStages.sorted(checks.stream().flatMap(each -> each.check.found()));
    }

    /** True if the check ends with this stage. */
    private boolean ends(int stage) {
        return DeepStack.call(depth, () -> {
            stages.get(stage).work().run();
            return check.stopped();
        });
    }

    /** The modules, divided so that no part refers to another, and each takes about as long. */
    private static List<List<RegoModule>> parts(List<RegoModule> modules) {
        record Part(List<RegoModule> modules, int[] rules) {}
        List<List<RegoModule>> sets = List.copyOf(IndependentModules.of(modules));
        List<Part> parts = new ArrayList<>();
        int count = Math.min(sets.size(), PARTS * Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < count; i++) {
            parts.add(new Part(new ArrayList<>(), new int[1]));
        }
        PriorityQueue<Part> least = new PriorityQueue<>(Comparator.comparingInt(part -> part.rules[0]));
        least.addAll(parts);
        for (List<RegoModule> set : sets) {
            Part part = least.remove();
            part.modules.addAll(set);
            set.forEach(module -> part.rules[0] += 1 + module.rules().size());
            least.add(part);
        }
        return parts.stream().map(Part::modules).toList();
    }
}
