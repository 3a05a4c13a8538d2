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
        new TemplateStrings(problems, names, signatures, rules, capabilities).run(modules);
        if (problems.stopped()) {
            return;
        }
        Calls calls = new Calls(problems, signatures);
        calls.withoutValue(modules);
        if (problems.stopped()) {
            return;
        }
        new PrintCalls(problems, names, signatures).run(modules);
        if (problems.stopped()) {
            return;
        }
        new Flatten(names).run(modules);
        DependencyGraph graph = new DependencyGraph(modules, rules);
        new HoistedTerms(names).run(modules);
        new WithTargets(problems, names, signatures, rules).run(modules);
        if (problems.stopped()) {
            return;
        }
        new RuleConflicts(problems, names).run(modules, rules);
        if (problems.stopped()) {
            return;
        }
        new UndefinedFunctions(problems, names, signatures).run(modules);
        if (problems.stopped()) {
            return;
        }
        Safety safety = new Safety(problems, names, signatures);
        safety.heads(modules);
        if (problems.stopped()) {
            return;
        }
        safety.bodies(modules);
        if (problems.stopped()) {
            return;
        }
        new Dynamics(names).run(modules);
        new Recursion(problems, names, graph).run();
        if (problems.stopped()) {
            return;
        }
        SchemaPaths schemas = new SchemaPaths(modules);
        problems.add(new TypeChecker(names, graph, capabilities, schemas).run(graph.sorted()));
        calls.deprecated(modules, strict);
    }
}
