package io.rego4j.check;

import io.rego4j.ast.RegoModule;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** One check of some modules: the stages of OPA's compiler, in its order. */
final class Compilation {
    private final CheckOptions options;
    private final BuiltPlaces places = new BuiltPlaces();
    private final List<ModuleUnit> modules = new ArrayList<>();
    private final Problems problems = new Problems();
    private final LocalNames names;
    private final RuleTree rules = new RuleTree();
    private final DependencyGraph graph = new DependencyGraph(rules);

    Compilation(List<RegoModule> modules, CheckOptions options) {
        this.options = options;
        for (RegoModule module : modules) {
            this.modules.add(new ModuleUnit(places.placed(module), options.version()));
        }
        names = new LocalNames(this.modules);
    }

    List<Diagnostic> run() {
        for (Runnable stage : stages()) {
            stage.run();
            if (problems.stopped()) {
                break;
            }
        }
        return problems.sorted().stream().map(places::shown).toList();
    }

    private List<Runnable> stages() {
        Capabilities capabilities = options.capabilities();
        boolean strict = options.strict();
        Signatures signatures = new Signatures(capabilities, rules, options.partial());
        Calls calls = new Calls(problems, signatures);
        Safety safety = new Safety(problems, names, signatures);
        return List.of(
                () -> new Keywords(problems).run(modules),
                () -> new ResolveRefs(problems, strict).run(modules),
                () -> new HeadRefs(problems, names, capabilities).run(modules),
                () -> new RootDocuments(problems, strict).run(modules),
                () -> new Imports(problems, capabilities, strict).run(modules),
                () -> rules.fill(modules),
                () -> new LocalVars(problems, names, capabilities, strict).run(modules),
                () -> new TemplateStrings(problems, names, signatures, rules, capabilities).run(modules),
                () -> calls.withoutValue(modules),
                () -> new PrintCalls(problems, names, signatures).run(modules),
                () -> new Flatten(names).run(modules),
                () -> new AnnotationScopes(problems, places).run(modules),
                () -> graph.fill(modules),
                () -> new HoistedTerms(names).run(modules),
                () -> new WithTargets(problems, names, signatures, rules).run(modules),
                () -> new RuleConflicts(problems, names, places).run(modules, rules),
                () -> new UndefinedFunctions(problems, names, signatures).run(modules),
                () -> safety.heads(modules),
                () -> safety.bodies(modules),
                () -> new Dynamics(names).run(modules),
                () -> new Recursion(problems, names, graph).run(),
                () -> problems.add(types(capabilities)),
                () -> calls.deprecated(modules, strict));
    }

    private List<Problems.Problem> types(Capabilities capabilities) {
        return new TypeChecker(names, graph, capabilities, new SchemaPaths(modules)).run(graph.sorted());
    }
}
