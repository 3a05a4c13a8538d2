package io.rego4j.check.module;

import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.Constants;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which rule depends on which: OPA's {@code Graph}. */
public final class DependencyGraph {
    private static final Comparator<RuleUnit> BY_PLACE =
            Comparator.comparing(RuleUnit::origin, Problems.PLACES).thenComparing(RuleUnit::refText);

    private final RuleTree rules;
    private final Map<RuleUnit, Set<RuleUnit>> edges = new LinkedHashMap<>();
    private final Map<RuleUnit, Set<RuleUnit>> dependents = new HashMap<>();
    /** For each rule the ones that it depends on only if some variable has the right value, with the reference. */
    private final Map<RuleUnit, Map<RuleUnit, DynamicRef>> dynamic = new HashMap<>();

    private final Map<RefTerm, Set<RuleUnit>> reachable = new HashMap<>();

    public DependencyGraph(RuleTree rules) {
        this.rules = rules;
    }

    /** Finds the dependencies of all rules. */
    public void fill(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            module.eachRule(rule -> edges.put(rule, new LinkedHashSet<>()));
        }
        for (ModuleUnit module : modules) {
            module.eachRule(this::rule);
        }
    }

    public Set<RuleUnit> rules() {
        return edges.keySet();
    }

    public Set<RuleUnit> dependencies(RuleUnit rule) {
        return edges.getOrDefault(rule, Set.of());
    }

    /** The dependencies of {@code rule} that hold whatever the values of variables are. */
    public List<RuleUnit> staticDependencies(RuleUnit rule) {
        return dependencies(rule).stream().filter(b -> cause(rule, b) == null).toList();
    }

    /** The reference that makes {@code a} depend on {@code b} for some values only; null if it always does. */
    @Nullable
    public DynamicRef cause(RuleUnit a, RuleUnit b) {
        return dynamic.getOrDefault(a, Map.of()).get(b);
    }

    /** The paths of the rules that a reference may refer to, and of all that depend on them. */
    public List<RefTerm> affectedBy(RefTerm ref) {
        Set<RuleUnit> seen = new LinkedHashSet<>();
        Deque<RuleUnit> open = new ArrayDeque<>(rules.reachable(ref));
        while (!open.isEmpty()) {
            RuleUnit rule = open.pop();
            if (seen.add(rule)) {
                open.addAll(dependents.getOrDefault(rule, Set.of()));
            }
        }
        return seen.stream().map(RuleUnit::groundPath).toList();
    }

    /** The rules that some {@code with} may replace: OPA's {@code replacedRules}. */
    public Set<RuleUnit> replaced() {
        Set<RuleUnit> found = new HashSet<>();
        for (RuleUnit rule : edges.keySet()) {
            NodeQueries.each(rule.nodes(), node -> {
                if (node instanceof With with && with.target() instanceof RefTerm target) {
                    found.addAll(rules.reachable(target));
                }
            });
        }
        return found;
    }

    /** All rules, each after those that it depends on; where that leaves a choice, in the order of their places. */
    public List<RuleUnit> sorted() {
        record Visit(RuleUnit rule, Deque<RuleUnit> open) {}
        List<RuleUnit> roots = new ArrayList<>(edges.keySet());
        roots.sort(BY_PLACE);
        Set<RuleUnit> seen = new HashSet<>();
        List<RuleUnit> sorted = new ArrayList<>();
        Deque<Visit> path = new ArrayDeque<>();
        for (RuleUnit root : roots) {
            if (seen.add(root)) {
                path.push(new Visit(root, inOrder(root)));
            }
            while (!path.isEmpty()) {
                Visit visit = path.peek();
                RuleUnit next = visit.open.poll();
                if (next == null) {
                    sorted.add(visit.rule);
                    path.pop();
                } else if (seen.add(next)) {
                    path.push(new Visit(next, inOrder(next)));
                }
            }
        }
        return sorted;
    }

    private Deque<RuleUnit> inOrder(RuleUnit rule) {
        List<RuleUnit> sorted = new ArrayList<>(dependencies(rule));
        sorted.sort(BY_PLACE);
        return new ArrayDeque<>(sorted);
    }

    private void rule(RuleUnit rule) {
        List<Dependency> found = new ArrayList<>();
        ConstantBindings known = new ConstantBindings(rule.body);
        for (int i = 0; i < rule.body.size(); i++) {
            refs(rule, List.of(rule.body.get(i)), i, known, found);
        }
        refs(rule, rule.headTerms(), rule.body.size(), known, found);

        Set<RuleUnit> always = new HashSet<>();
        found.stream().filter(d -> d.always).forEach(d -> always.add(d.target));
        Map<RuleUnit, DynamicRef> sometimes = new HashMap<>();
        for (Dependency dependency : found) {
            for (RuleUnit unit = dependency.target; unit != null; unit = unit.elseRule) {
                edges.computeIfAbsent(rule, r -> new LinkedHashSet<>()).add(unit);
                dependents.computeIfAbsent(unit, r -> new LinkedHashSet<>()).add(rule);
                if (!always.contains(dependency.target)) {
                    sometimes.putIfAbsent(unit, dependency.source);
                }
            }
        }
        if (!sometimes.isEmpty()) {
            dynamic.put(rule, sometimes);
        }
    }

    private record Dependency(DynamicRef source, RuleUnit target, boolean always) {}

    private void refs(
            RuleUnit rule, List<? extends Node> nodes, int at, ConstantBindings known, List<Dependency> found) {
        NodeQueries.each(nodes, node -> {
            if (node instanceof RefTerm ref && ref.startsWith("data")) {
                ref(rule, ref, at, known, found);
            }
        });
    }

    private void ref(RuleUnit rule, RefTerm ref, int at, ConstantBindings known, List<Dependency> found) {
        boolean hasVar = ref.operands().stream().anyMatch(term -> !Constants.isConstant(term));
        List<RefTerm> expanded = hasVar ? ConstantBindings.expand(ref, known.before(at)) : List.of(ref);
        RefTerm selected = expanded.size() == 1 ? expanded.get(0) : ref;
        DynamicRef source = new DynamicRef(rule, rule.body, ref, selected, at);
        Set<String> bound = null;
        for (RefTerm one : expanded) {
            for (RuleUnit target : reachable.computeIfAbsent(one, rules::reachable)) {
                boolean always = true;
                if (hasVar) {
                    bound = bound == null ? boundBefore(rule.headTerms(), rule.body, at) : bound;
                    always = selects(selected, target, bound, null);
                }
                found.add(new Dependency(source, target, always));
            }
        }
    }

    /** The variables that may have a value where the expression at an index is evaluated. */
    public static Set<String> boundBefore(List<Term> head, List<Expr> body, int at) {
        Set<String> bound = new HashSet<>();
        head.forEach(term -> NodeQueries.vars(term, bound));
        body.subList(0, Math.min(at, body.size())).forEach(expr -> NodeQueries.vars(expr, bound));
        return bound;
    }

    /**
     * True if a reference refers to a rule whatever its variables hold.
     *
     * @param positions takes the places of the operands that have to equal the rule's; may be null
     */
    public static boolean selects(RefTerm ref, RuleUnit rule, Set<String> bound, @Nullable List<Integer> positions) {
        List<Term> terms = ref.terms();
        List<Term> path = rule.path().terms();
        boolean always = true;
        for (int i = 1; i < Math.min(terms.size(), path.size()); i++) {
            Term term = terms.get(i);
            if (!Constants.isConstant(path.get(i)) || isFree(term, terms, bound)) {
                continue;
            }
            if (Constants.isConstant(term)) {
                if (!equal(term, path.get(i))) {
                    return false;
                }
            } else if (positions == null) {
                return false;
            } else {
                always = false;
                positions.add(i);
            }
        }
        return always;
    }

    /** True for a variable without a value that occurs once: it ranges over all there is. */
    private static boolean isFree(Term term, List<Term> ref, Set<String> bound) {
        return term instanceof VarTerm variable
                && !bound.contains(variable.name())
                && ref.stream().filter(t -> Refs.isVar(t, variable.name())).count() == 1;
    }

    private static boolean equal(Term a, Term b) {
        return a instanceof StringTerm x && b instanceof StringTerm y
                ? x.value().equals(y.value())
                : a.equals(b);
    }

    /**
     * A reference that refers to some rule only if a variable has the right value.
     *
     * @param owner the rule that it stands in
     * @param body the owner's body as it was when the reference was found
     * @param written the reference
     * @param selected the reference with its variables replaced, where only one value is possible
     * @param at the index of its expression in the body; the body's size for the head
     */
    public record DynamicRef(RuleUnit owner, List<Expr> body, RefTerm written, RefTerm selected, int at) {}
}
