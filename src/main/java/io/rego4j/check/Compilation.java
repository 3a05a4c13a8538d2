package io.rego4j.check;

import io.rego4j.ast.RegoModule;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** The stages, in the order of OPA's compiler. */
final class Compilation {
    private final CheckOptions options;
    private final List<ModuleUnit> modules = new ArrayList<>();
    private final Problems problems = new Problems();

    Compilation(List<RegoModule> modules, CheckOptions options) {
        this.options = options;
        for (RegoModule module : modules) {
            this.modules.add(new ModuleUnit(module, options.version()));
        }
    }

    List<Diagnostic> run() {
        stages();
        return problems.sorted().stream().map(Problems.Problem::toDiagnostic).toList();
    }

    private void stages() {
        Capabilities capabilities = options.capabilities();
        boolean strict = options.strict();
        new ResolveRefs(problems, strict).run(modules);
        if (problems.stopped()) {
            return;
        }
        LocalNames names = new LocalNames(modules);
        new HeadRefs(problems, names, capabilities).run(modules);
        if (problems.stopped()) {
            return;
        }
        new RootDocuments(problems, strict).run(modules);
        new Imports(problems, capabilities, strict).run(modules);
        RuleTree rules = new RuleTree(modules);
        Signatures signatures = new Signatures(capabilities, rules);
        new LocalVars(problems, names, capabilities, strict).run(modules);
        if (problems.stopped()) {
            return;
        }
        new UndefinedFunctions(problems, names, signatures).run(modules);
    }
}
