package io.rego4j.check;

import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.calls.CallChecks;
import io.rego4j.check.calls.UndefinedFunctions;
import io.rego4j.check.conflict.DuplicateAnnotations;
import io.rego4j.check.conflict.RecursionCheck;
import io.rego4j.check.conflict.RuleConflicts;
import io.rego4j.check.module.DependencyGraph;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleTree;
import io.rego4j.check.problem.BuiltTreeLocations;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.resolve.ImportCheck;
import io.rego4j.check.resolve.LocalVars;
import io.rego4j.check.resolve.NameCheck;
import io.rego4j.check.resolve.ResolveRefs;
import io.rego4j.check.resolve.RootDocumentCheck;
import io.rego4j.check.rewrite.CallFlattener;
import io.rego4j.check.rewrite.DynamicTerms;
import io.rego4j.check.rewrite.HoistedTerms;
import io.rego4j.check.rewrite.MetadataCalls;
import io.rego4j.check.rewrite.PrintCalls;
import io.rego4j.check.rewrite.RuleHeadRefs;
import io.rego4j.check.rewrite.TemplateStrings;
import io.rego4j.check.rewrite.WithTargets;
import io.rego4j.check.safety.SafetyCheck;
import io.rego4j.check.tree.ModuleScan;
import io.rego4j.check.tree.NestedBodies;
import io.rego4j.check.types.SchemaPaths;
import io.rego4j.check.types.TypeChecker;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** One check of some modules: the stages of OPA's compiler, in its order. */
final class CompilerStages {
    private final CheckOptions options;
    private final BuiltTreeLocations places = new BuiltTreeLocations();
    private final List<ModuleUnit> modules = new ArrayList<>();
    private final Problems problems = new Problems();
    private final GeneratedVars names;
    private final RuleTree rules = new RuleTree();
    private final DependencyGraph graph = new DependencyGraph(rules);

    CompilerStages(List<RegoModule> modules, CheckOptions options) {
        this.options = options;
        for (RegoModule module : modules) {
            ModuleScan scan = new ModuleScan(module);
            this.modules.add(new ModuleUnit(places.placed(module, scan), scan, options.version()));
        }
        names = new GeneratedVars(this.modules);
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
        FunctionTable signatures = new FunctionTable(capabilities, rules, options.partial());
        CallChecks calls = new CallChecks(problems, signatures);
        SafetyCheck safety = new SafetyCheck(problems, names, signatures);
        return List.of(
                this::checkDepth,
                () -> new NameCheck(problems).run(modules),
                () -> new ResolveRefs(problems, strict).run(modules),
                () -> new RuleHeadRefs(problems, names, capabilities).run(modules),
                () -> new RootDocumentCheck(problems, strict).run(modules),
                () -> new ImportCheck(problems, capabilities, strict).run(modules),
                () -> rules.fill(modules),
                () -> new LocalVars(problems, names, capabilities, strict).run(modules),
                () -> new TemplateStrings(problems, names, signatures, rules, capabilities).run(modules),
                () -> calls.withoutValue(modules),
                () -> new PrintCalls(problems, names, signatures).run(modules),
                () -> new CallFlattener(names).run(modules),
                () -> new DuplicateAnnotations(problems, places).run(modules),
                () -> new MetadataCalls(names, signatures).run(modules),
                () -> graph.fill(modules),
                () -> new HoistedTerms(names).run(modules),
                () -> new WithTargets(problems, names, signatures, rules).run(modules),
                () -> new RuleConflicts(problems, names, places).run(modules, rules),
                () -> new UndefinedFunctions(problems, names, signatures).run(modules),
                () -> safety.heads(modules),
                () -> safety.bodies(modules),
                () -> new DynamicTerms(names).run(modules),
                () -> new RecursionCheck(problems, names, graph).run(),
                () -> problems.add(types(capabilities)),
                () -> calls.deprecated(modules, strict));
    }

    private void checkDepth() {
        for (ModuleUnit module : modules) {
            Node node = NestedBodies.tooDeep(module.source);
            if (node != null) {
                problems.fatal(
                        Diagnostic.COMPILE_ERROR,
                        node.origin(),
                        "bodies are nested more than " + NestedBodies.MOST + " deep",
                        "move the inner ones into rules of their own");
            }
        }
    }

    private List<Problems.Problem> types(Capabilities capabilities) {
        return new TypeChecker(names, graph, capabilities, new SchemaPaths(modules)).run(graph.sorted());
    }
}
