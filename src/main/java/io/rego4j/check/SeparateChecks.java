package io.rego4j.check;

import io.rego4j.ast.RegoModule;
import io.rego4j.check.CompilerStages.Found;
import io.rego4j.check.module.IndependentModules;
import io.rego4j.check.tree.ModuleScan;
import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One check of some modules, in sets that have nothing to do with each other: a set goes through all stages before the next
 * one, or beside it on another thread, while the processor's caches hold it. Since an error of one set ends the check of all
 * after its stage, errors of later stages are left out.
 */
final class SeparateChecks {
    private final CheckOptions options;
    /** The first stage of those that ended the check of a set so far. */
    private final AtomicInteger last = new AtomicInteger(Integer.MAX_VALUE);

    private SeparateChecks(CheckOptions options) {
        this.options = options;
    }

    static List<Diagnostic> run(List<RegoModule> modules, CheckOptions options, Executor executor) {
        List<ModuleScan> scans = Concurrent.each(modules, ModuleScan::new, executor);
        SeparateChecks checks = new SeparateChecks(options);
        List<List<Found>> found = Concurrent.each(List.copyOf(IndependentModules.of(scans)), checks::errors, executor);
        int last = checks.last.get();
        return CompilerStages.sorted(found.stream().flatMap(List::stream).filter(each -> each.stage() <= last));
    }

    private List<Found> errors(List<ModuleScan> set) {
        if (CompilerStages.call(set, options, CompilerStages::findsNothing)) {
            return List.of();
        }
        return CompilerStages.call(set, options, check -> {
            List<Found> found = check.run();
            if (check.stopped()) {
                last.accumulateAndGet(found.get(found.size() - 1).stage(), Math::min);
            }
            return found;
        });
    }
}
