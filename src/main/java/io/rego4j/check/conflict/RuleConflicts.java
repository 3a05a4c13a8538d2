package io.rego4j.check.conflict;

import io.rego4j.ast.RefTerm;
import io.rego4j.ast.TermOrder;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleTree;
import io.rego4j.check.module.RuleTree.Branch;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.BuiltTreeLocations;
import io.rego4j.check.problem.Problems;
import io.rego4j.check.tree.Refs;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Rules that define the same document in incompatible ways: OPA's stage {@code CheckRuleConflicts}. */
public final class RuleConflicts {
    private final Problems problems;
    private final GeneratedVars names;
    private final BuiltTreeLocations places;

    public RuleConflicts(Problems problems, GeneratedVars names, BuiltTreeLocations places) {
        this.problems = problems;
        this.names = names;
        this.places = places;
    }

    public void run(Collection<ModuleUnit> modules, RuleTree tree) {
        tree.root.depthFirst(branch -> {
            if (!branch.rules.isEmpty()) {
                rulesAt(branch);
            }
            return false;
        });
        packages(modules);
    }

    private void rulesAt(Branch branch) {
        List<RuleUnit> rules = branch.rules;
        RuleUnit first = rules.get(0);
        List<RuleUnit> inside = conflictsInside(branch);
        if (!inside.isEmpty()) {
            String list = inside.stream()
                    .map(rule -> "\n  rule " + written(rule) + " at " + places.place(rule.origin()))
                    .collect(Collectors.joining());
            problems.fatal(Diagnostic.TYPE_ERROR, first.origin(), "rule " + last(rules) + " conflicts with:" + list);
        } else if (clash(rules)) {
            problems.fatal(Diagnostic.TYPE_ERROR, first.origin(), "conflicting rules " + last(rules) + " found");
        } else {
            List<RuleUnit> defaults = rules.stream().filter(RuleUnit::isDefault).toList();
            if (defaults.size() > 1) {
                String list = defaults.stream()
                        .map(rule -> places.place(rule.origin()))
                        .collect(Collectors.joining(", "));
                problems.fatal(
                        Diagnostic.TYPE_ERROR,
                        defaults.get(0).module.source.pkg().origin(),
                        "multiple default rules " + last(rules) + " found at " + list);
            }
        }
    }

    /** The rules below a branch that conflict with the rules at it. */
    private static List<RuleUnit> conflictsInside(Branch branch) {
        if (branch.children.isEmpty()) {
            return List.of();
        }
        if (branch.rules.stream().anyMatch(rule -> isGround(rule.ref))) {
            return below(branch, rule -> true);
        }
        return below(branch, RuleUnit::isFunction);
    }

    private static boolean clash(List<RuleUnit> rules) {
        Set<Integer> arities = new HashSet<>();
        boolean single = false;
        boolean multi = false;
        boolean complete = false;
        boolean partial = false;
        boolean sets = false;
        boolean objectsOfSets = false;
        for (RuleUnit rule : rules) {
            boolean ground = isGround(rule.ref);
            arities.add(rule.args.size());
            multi |= rule.isMultiValue();
            single |= !rule.isMultiValue();
            complete |= !rule.isMultiValue() && ground;
            partial |= rule.isMultiValue() || !ground;
            sets |= rule.isMultiValue() && ground;
            objectsOfSets |= rule.isMultiValue() && !ground;
        }
        return single && multi || arities.size() > 1 || complete && partial || sets && objectsOfSets;
    }

    /** The rules below, without those that stand below another one of them. */
    private static List<RuleUnit> below(Branch branch, Predicate<RuleUnit> wanted) {
        List<RuleUnit> found = new ArrayList<>();
        for (Branch child : branch.sortedChildren()) {
            child.depthFirst(b -> {
                for (RuleUnit rule : b.rules) {
                    if (wanted.test(rule)
                            && found.stream().noneMatch(f -> rule.path().startsWith(f.path()))) {
                        found.removeIf(f -> f.path().startsWith(rule.path()));
                        found.add(rule);
                    }
                }
                return false;
            });
        }
        found.sort((a, b) -> TermOrder.INSTANCE.compare(a.path(), b.path()));
        return found;
    }

    /** Packages that have the path of a rule. */
    private void packages(Collection<ModuleUnit> modules) {
        Map<RefTerm, List<ModuleUnit>> byPath = new HashMap<>();
        modules.forEach(module ->
                byPath.computeIfAbsent(module.path, path -> new ArrayList<>()).add(module));
        for (ModuleUnit module : modules) {
            for (RuleUnit rule : module.rules) {
                if (!isGround(rule.ref)) {
                    continue;
                }
                for (ModuleUnit other : byPath.getOrDefault(rule.path(), List.of())) {
                    if (!Objects.equals(other.source, module.source)) {
                        problems.fatal(
                                Diagnostic.TYPE_ERROR,
                                module.source.pkg().origin(),
                                "package " + other.source.pkg().name() + " conflicts with rule " + rule.ref
                                        + " defined at " + places.place(rule.origin()));
                    }
                }
            }
        }
    }

    private static boolean isGround(RefTerm ref) {
        return Refs.groundLength(ref) == ref.terms().size();
    }

    private String last(List<RuleUnit> rules) {
        return written(rules.get(rules.size() - 1));
    }

    private String written(RuleUnit rule) {
        return names.written(rule.path()).toString();
    }
}
