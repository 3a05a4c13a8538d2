package io.rego4j.check;

import io.rego4j.ast.Node;
import io.rego4j.ast.RefTerm;
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
import io.rego4j.check.problem.Problems.Problem;
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
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

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
        return run(stages());
    }

    /**
     * Runs the stages that resolve names.
     *
     * @param exports the names of the rules of each package, those of other modules included
     */
    List<Diagnostic> runNames(Function<RefTerm, Set<String>> exports) {
        return run(nameStages(() -> new ResolveRefs(problems, options.strict()).run(modules, exports)));
    }

    private List<Diagnostic> run(List<Stage> stages) {
        for (Stage stage : stages) {
            stage.work.run();
            if (problems.stopped()) {
                break;
            }
        }
        return problems();
    }

    /** Runs the check, and keeps the modules as each stage leaves them. */
    List<CompilerStage> runAndKeep() {
        List<CompilerStage> kept = new ArrayList<>();
        for (Stage stage : stages()) {
            stage.work.run();
            kept.add(new CompilerStage(
                    stage.name, modules.stream().map(ModuleUnit::tree).toList(), problems()));
            if (problems.stopped()) {
                break;
            }
        }
        return kept;
    }

    /** True if an error was found after which no further stage can run. */
    boolean stopped() {
        return problems.stopped();
    }

    private List<Diagnostic> problems() {
        return sorted(found());
    }

    /** An error, and the diagnostic for it: the placeholder locations of all built modules are the same. */
    record Found(Problem problem, Diagnostic shown) {}

    Stream<Found> found() {
        return problems.all().stream().map(problem -> new Found(problem, places.shown(problem)));
    }

    static List<Diagnostic> sorted(Stream<Found> found) {
        return found.sorted(Comparator.comparing(Found::problem, Problems.ORDER)
                        .thenComparing(each -> each.shown.message()))
                .map(Found::shown)
                .toList();
    }

    /** One stage of OPA's compiler. */
    record Stage(String name, Runnable work) {}

    List<Stage> stages() {
        Capabilities capabilities = options.capabilities();
        boolean strict = options.strict();
        FunctionTable signatures = new FunctionTable(capabilities, rules, options.partial());
        CallChecks calls = new CallChecks(problems, signatures);
        SafetyCheck safety = new SafetyCheck(problems, names, signatures);
        List<Stage> stages = new ArrayList<>(nameStages(() -> new ResolveRefs(problems, strict).run(modules)));
        stages.addAll(List.of(
                new Stage(
                        "RewriteTemplateStrings",
                        () -> new TemplateStrings(problems, names, signatures, rules, capabilities).run(modules)),
                new Stage("CheckVoidCalls", () -> calls.withoutValue(modules)),
                new Stage("RewritePrintCalls", () -> new PrintCalls(problems, names, signatures).run(modules)),
                new Stage("RewriteExprTerms", () -> new CallFlattener(names).run(modules)),
                new Stage("ParseMetadataBlocks", () -> new DuplicateAnnotations(problems, places).run(modules)),
                new Stage(
                        "RewriteRegoMetadataCalls",
                        () -> new MetadataCalls(names, signatures, options.partial()).run(modules)),
                new Stage("SetGraph", () -> graph.fill(modules)),
                new Stage("RewriteComprehensionTerms", () -> new HoistedTerms(names).run(modules)),
                new Stage("RewriteWithValues", () -> new WithTargets(problems, names, signatures, rules).run(modules)),
                new Stage("CheckRuleConflicts", () -> new RuleConflicts(problems, names, places).run(modules, rules)),
                new Stage(
                        "CheckUndefinedFuncs", () -> new UndefinedFunctions(problems, names, signatures).run(modules)),
                new Stage("CheckSafetyRuleHeads", () -> safety.heads(modules)),
                new Stage("CheckSafetyRuleBodies", () -> safety.bodies(modules)),
                new Stage("RewriteDynamicTerms", () -> new DynamicTerms(names).run(modules)),
                new Stage("CheckRecursion", () -> new RecursionCheck(problems, names, graph).run()),
                new Stage("CheckTypes", () -> problems.add(types(capabilities))),
                new Stage("CheckDeprecatedBuiltins", () -> calls.deprecated(modules, strict))));
        return stages;
    }

    private List<Stage> nameStages(Runnable resolveRefs) {
        Capabilities capabilities = options.capabilities();
        boolean strict = options.strict();
        return List.of(
                new Stage("CheckDepth", this::checkDepth),
                new Stage("CheckNames", () -> new NameCheck(problems).run(modules)),
                new Stage("ResolveRefs", resolveRefs),
                new Stage("RewriteRuleHeadRefs", () -> new RuleHeadRefs(problems, names, capabilities).run(modules)),
                new Stage("CheckKeywordOverrides", () -> new RootDocumentCheck(problems, strict).run(modules)),
                new Stage("CheckDuplicateImports", () -> new ImportCheck(problems, capabilities, strict).run(modules)),
                new Stage("SetRuleTree", () -> rules.fill(modules)),
                new Stage("RewriteLocalVars", () -> new LocalVars(problems, names, capabilities, strict).run(modules)));
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

    private List<Problem> types(Capabilities capabilities) {
        return new TypeChecker(names, graph, capabilities, new SchemaPaths(modules)).run(graph.sorted());
    }
}
