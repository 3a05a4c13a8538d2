package io.rego4j.check;

import io.rego4j.ast.Node;
import io.rego4j.ast.RefTerm;
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
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** One check of some modules: the stages of OPA's compiler, in its order. */
final class CompilerStages {
    /** So many rules go through the stages at a time. */
    private static final int RULES = 64;

    private final CheckOptions options;
    private final BuiltTreeLocations places = new BuiltTreeLocations();
    private final List<ModuleUnit> modules = new ArrayList<>();
    private final Problems problems = new Problems();
    private final GeneratedVars names;
    private final RuleTree rules = new RuleTree();
    private final DependencyGraph graph = new DependencyGraph(rules);

    CompilerStages(List<ModuleScan> modules, CheckOptions options) {
        this.options = options;
        for (ModuleScan scan : modules) {
            this.modules.add(new ModuleUnit(places.placed(scan.module, scan), scan, options.version()));
        }
        names = new GeneratedVars(this.modules);
    }

    /** What a check of some modules answers, with as much stack as their depth needs. */
    static <T> T call(List<ModuleScan> modules, CheckOptions options, Function<CompilerStages, T> work) {
        int depth = modules.stream().mapToInt(module -> module.depth).max().orElse(0);
        return DeepStack.call(depth, () -> work.apply(new CompilerStages(modules, options)));
    }

    /**
     * True if no stage finds an error: sooner than {@link #run}, as the stages that look at each rule by itself go over a few
     * rules at a time, which the processor's caches hold. With an error it ends in the midst of the work.
     */
    boolean findsNothing() {
        List<Stage> stages = stages();
        int first = 0;
        while (!stages.get(first).ofRules) {
            if (!findsNothing(stages.get(first++), modules)) {
                return false;
            }
        }
        List<Stage> later = stages.subList(first, stages.size());
        List<Stage> ofRules = later.stream().filter(Stage::ofRules).toList();
        for (ModuleUnit module : modules) {
            for (ModuleUnit part : module.parts(RULES)) {
                if (!ofRules.stream().allMatch(stage -> findsNothing(stage, List.of(part)))) {
                    return false;
                }
            }
        }
        return later.stream().filter(stage -> !stage.ofRules).allMatch(stage -> findsNothing(stage, modules));
    }

    private boolean findsNothing(Stage stage, List<ModuleUnit> some) {
        stage.work.accept(some);
        return problems.all().isEmpty();
    }

    /**
     * Runs the stages up to the first that ends the check.
     *
     * @return the errors, each with the number of the stage that found it
     */
    List<Found> run() {
        return run(stages());
    }

    /**
     * Runs the stages that resolve names.
     *
     * @param exports the names of the rules of each package, those of other modules included
     */
    List<Diagnostic> runNames(Function<RefTerm, Set<String>> exports) {
        return sorted(run(nameStages(some -> new ResolveRefs(problems, options.strict()).run(some, exports))).stream());
    }

    private List<Found> run(List<Stage> stages) {
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < stages.size() && !problems.stopped(); i++) {
            stages.get(i).work.accept(modules);
            for (Problem problem :
                    problems.all().subList(found.size(), problems.all().size())) {
                found.add(new Found(i, problem, places.shown(problem)));
            }
        }
        return found;
    }

    /** Runs the check, and keeps the modules as each stage leaves them. */
    List<CompilerStage> runAndKeep() {
        List<CompilerStage> kept = new ArrayList<>();
        for (Stage stage : stages()) {
            stage.work.accept(modules);
            List<Diagnostic> errors =
                    sorted(problems.all().stream().map(problem -> new Found(0, problem, places.shown(problem))));
            kept.add(new CompilerStage(
                    stage.name, modules.stream().map(ModuleUnit::tree).toList(), errors));
            if (problems.stopped()) {
                break;
            }
        }
        return kept;
    }

    /** An error, by which stage it was found, and how it is shown: built modules have the same places, whichever they are. */
    record Found(int stage, Problem problem, Diagnostic shown) {}

    /** True if an error was found after which no further stage can run. */
    boolean stopped() {
        return problems.stopped();
    }

    static List<Diagnostic> sorted(Stream<Found> found) {
        return found.sorted(Comparator.comparing(Found::problem, Problems.ORDER)
                        .thenComparing(each -> each.shown.message()))
                .map(Found::shown)
                .toList();
    }

    /**
     * One stage of OPA's compiler.
     *
     * @param ofRules true if it looks at each rule by itself, once the rules of all modules are known by their paths
     */
    private record Stage(String name, boolean ofRules, Consumer<List<ModuleUnit>> work) {
        static Stage ofRules(String name, Consumer<List<ModuleUnit>> work) {
            return new Stage(name, true, work);
        }

        static Stage ofModules(String name, Consumer<List<ModuleUnit>> work) {
            return new Stage(name, false, work);
        }
    }

    private List<Stage> stages() {
        Capabilities capabilities = options.capabilities();
        boolean strict = options.strict();
        FunctionTable signatures = new FunctionTable(capabilities, rules, options.partial());
        CallChecks calls = new CallChecks(problems, signatures, modules);
        SafetyCheck safety = new SafetyCheck(problems, names, signatures);
        List<Stage> stages = new ArrayList<>(nameStages(new ResolveRefs(problems, strict)::run));
        stages.addAll(List.of(
                Stage.ofRules(
                        "RewriteTemplateStrings",
                        new TemplateStrings(problems, names, signatures, rules, capabilities)::run),
                Stage.ofRules("CheckVoidCalls", calls::withoutValue),
                Stage.ofRules("RewritePrintCalls", new PrintCalls(problems, names, signatures)::run),
                Stage.ofRules("RewriteExprTerms", new CallFlattener(names)::run),
                Stage.ofModules("ParseMetadataBlocks", new DuplicateAnnotations(problems, places)::run),
                Stage.ofRules(
                        "RewriteRegoMetadataCalls",
                        new MetadataCalls(names, signatures, modules, options.partial())::run),
                Stage.ofRules("SetGraph", graph::fill),
                Stage.ofRules("RewriteComprehensionTerms", new HoistedTerms(names)::run),
                Stage.ofRules("RewriteWithValues", new WithTargets(problems, names, signatures, rules)::run),
                Stage.ofModules(
                        "CheckRuleConflicts", all -> new RuleConflicts(problems, names, places).run(all, rules)),
                Stage.ofRules("CheckUndefinedFuncs", new UndefinedFunctions(problems, names, signatures)::run),
                Stage.ofRules("CheckSafetyRuleHeads", safety::heads),
                Stage.ofRules("CheckSafetyRuleBodies", safety::bodies),
                Stage.ofRules("RewriteDynamicTerms", new DynamicTerms(names)::run),
                Stage.ofModules("CheckRecursion", all -> new RecursionCheck(problems, names, graph).run()),
                Stage.ofModules("CheckTypes", all -> problems.add(types(capabilities))),
                Stage.ofModules("CheckDeprecatedBuiltins", all -> calls.deprecated(all, strict))));
        return stages;
    }

    private List<Stage> nameStages(Consumer<List<ModuleUnit>> resolveRefs) {
        Capabilities capabilities = options.capabilities();
        boolean strict = options.strict();
        return List.of(
                Stage.ofModules("CheckDepth", this::checkDepth),
                Stage.ofModules("CheckNames", new NameCheck(problems)::run),
                Stage.ofModules("ResolveRefs", resolveRefs),
                Stage.ofModules("RewriteRuleHeadRefs", new RuleHeadRefs(problems, names, capabilities)::run),
                Stage.ofModules("CheckKeywordOverrides", new RootDocumentCheck(problems, strict)::run),
                Stage.ofModules("CheckDuplicateImports", new ImportCheck(problems, capabilities, strict)::run),
                Stage.ofModules("SetRuleTree", rules::fill),
                Stage.ofRules("RewriteLocalVars", new LocalVars(problems, names, capabilities, strict)::run));
    }

    private void checkDepth(List<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            Node node = NestedBodies.tooDeep(module.source, module.scan.depth);
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
