package io.rego4j.check;

import io.rego4j.ast.Body;
import io.rego4j.ast.Head;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.resolve.LocalVars;
import io.rego4j.check.resolve.NumberedVars;
import io.rego4j.check.resolve.ResolveRefs;
import io.rego4j.check.tree.ModuleScan;
import io.rego4j.check.tree.NestedBodies;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of the names in some modules, as OPA's compiler resolves them (its stages {@code ResolveRefs} and {@code
 * RewriteLocalVars}). Names of rules and imports become references below {@code data} and {@code input}; each local
 * variable gets a name that no other of its rule has, and that depends only on where it first appears. So two rules that
 * resolve to equal ones mean the same, whatever they call things. Nodes keep their origins: the text at the origin of a
 * reference or a variable is its name there.
 *
 * <p>Modules that {@link Checker} refuses may be resolved in part only.
 */
public final class NameResolution {
    private final Map<RefTerm, List<RegoModule>> packages;
    private final Map<RefTerm, Set<String>> exports = new ConcurrentHashMap<>();
    private final CheckOptions options;

    /** @param modules all modules that belong together */
    public NameResolution(Collection<RegoModule> modules, CheckOptions options) {
        this.packages = modules.stream()
                .collect(Collectors.groupingBy(module -> module.pkg().path()));
        this.options = options;
    }

    /**
     * A rule with all names resolved.
     *
     * @param source the rule as it was read
     * @param rule the resolved rule, its {@code else} included; its head's reference is the full path below {@code data}
     * @param declared the variables of each {@code some x, y}, which leave no expression behind, at their places
     */
    public record ResolvedRule(Rule source, Rule rule, List<VarTerm> declared) {}

    /**
     * The rules of one of the modules, in order. Threads may call this concurrently.
     *
     * @throws IllegalArgumentException if more than 1,000 bodies stand in each other, which the checker refuses too
     */
    public List<ResolvedRule> of(RegoModule module) {
        int depth = NodeWalk.depth(module);
        if (NestedBodies.tooDeep(module, depth) != null) {
            throw new IllegalArgumentException(
                    Diagnostic.COMPILE_ERROR + ": bodies are nested more than " + NestedBodies.MOST + " deep");
        }
        return DeepStack.call(depth, () -> resolve(module));
    }

    /** What OPA's compiler finds wrong with the names in some of the modules, up to its stage {@code RewriteLocalVars}. */
    public List<Diagnostic> check(List<RegoModule> some) {
        return CompilerStages.call(ModuleScan.of(some), options, stages -> stages.runNames(this::exports));
    }

    /** The names of the rules of a package; of most packages of a large set nobody asks. */
    private Set<String> exports(RefTerm path) {
        return exports.computeIfAbsent(
                path,
                pkg -> ResolveRefs.exports(packages.getOrDefault(pkg, List.of()))
                        .getOrDefault(pkg, Set.of()));
    }

    private List<ResolvedRule> resolve(RegoModule module) {
        ModuleUnit unit = new ModuleUnit(withWrittenHeads(module), new ModuleScan(module), options.version());
        Problems problems = new Problems();
        GeneratedVars names = new GeneratedVars(List.of(unit));
        new ResolveRefs(problems, false).run(List.of(unit), this::exports);
        new LocalVars(problems, names, options.capabilities(), false).run(List.of(unit));
        List<ResolvedRule> resolved = new ArrayList<>();
        for (int i = 0; i < unit.rules.size(); i++) {
            List<VarTerm> declared = new ArrayList<>();
            NumberedVars numbers = new NumberedVars(options.capabilities());
            Rule rule = numbered(unit.rules.get(i), numbers, names.declared(), declared);
            resolved.add(new ResolvedRule(module.rules().get(i), rule, declared));
        }
        return resolved;
    }

    private Rule numbered(RuleUnit unit, NumberedVars numbers, List<VarTerm> all, List<VarTerm> declared) {
        Rule source = unit.source;
        Head head = source.head();
        Head resolved = numbers.head(
                new Head(null, unit.path(), unit.args, key(unit), unit.value, head.assign(), head.origin()));
        Body body = numbers.body(unit.bodyNode());
        declared.addAll(declaredIn(unit, all, numbers));
        Rule elseRule = unit.elseRule == null ? null : numbered(unit.elseRule, numbers.forElse(), all, declared);
        return new Rule(source.isDefault(), resolved, body, elseRule, source.annotations(), source.origin());
    }

    /** The key; null if the path ends with it, as in {@code p.x := 1}, but not in {@code p.q.x := 1}. */
    private static @Nullable Term key(RuleUnit unit) {
        List<Term> operands = unit.ref.operands();
        boolean isLast = unit.key != null
                && unit.value != null
                && !operands.isEmpty()
                && unit.key.equals(operands.get(operands.size() - 1));
        return isLast ? null : unit.key;
    }

    private static List<VarTerm> declaredIn(RuleUnit unit, List<VarTerm> all, NumberedVars numbers) {
        if (all.isEmpty()) {
            return List.of();
        }
        Set<VarTerm> used = new HashSet<>(NodeWalk.all(unit.nodes(), VarTerm.class));
        used.addAll(NodeWalk.all(unit.ref, VarTerm.class));
        return all.stream()
                .filter(used::contains)
                .map(each -> new VarTerm(numbers.number(each.name()), each.origin()))
                .toList();
    }

    /** In Rego v0, a rule may have several bodies, each a rule here: all but the first have the head of the first one. */
    private static RegoModule withWrittenHeads(RegoModule module) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : module.rules()) {
            boolean isChained = !rules.isEmpty() && rule.head().origin().text().startsWith("{");
            rules.add(isChained ? rule.withHead(rules.get(rules.size() - 1).head()) : rule);
        }
        return module.withRules(rules);
    }
}
