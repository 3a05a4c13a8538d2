package io.rego4j.edit.clean;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.TextEdit;
import io.rego4j.edit.name.LocalRename;
import io.rego4j.edit.name.LocalVariable;
import io.rego4j.edit.plan.PlanByText;
import io.rego4j.edit.tree.Rows;
import io.rego4j.internal.language.InfixOperators;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Imports that nothing uses are removed; parameters, assigned variables and keys that nothing uses become wildcards, since whether
 * their value is defined may still decide the rule.
 */
public final class Unused {
    private Unused() {}

    /** The plan for a set. */
    public static PlanByText of(PolicySet set) {
        PlanByText plan = new PlanByText();
        for (RegoModule module : set.modules()) {
            List<ResolvedRule> rules = set.rules(module);
            Rows rows = new Rows(Objects.requireNonNull(module.origin().source()), module);
            List<TextEdit> removals = new ArrayList<>();
            for (Import each : module.imports()) {
                boolean names = !each.isDirective();
                if (names && LocalRename.uses(rules, each.name()).isEmpty()) {
                    removals.add(rows.removal(each));
                }
            }
            plan.edits.addAll(rows.merged(removals));
            Set<Integer> targets = targets(rules);
            for (LocalVariable variable : LocalVariable.of(rules)) {
                Span place = variable.places().get(0);
                if (variable.places().size() == 1 && targets.contains(place.start())) {
                    plan.edits.add(new TextEdit(place, "_"));
                }
            }
        }
        return plan;
    }

    /** Where parameters, the left sides of assignments and the keys of {@code some k, v in xs} and of {@code every} stand. */
    private static Set<Integer> targets(List<ResolvedRule> rules) {
        Set<Integer> targets = new HashSet<>();
        for (ResolvedRule each : rules) {
            Rule rule = each.rule();
            add(rule.head().args(), targets);
            for (CallTerm call : NodeWalk.all(rule, CallTerm.class)) {
                if (call.calls("eq :=")) {
                    add(List.of(call.args().get(0)), targets);
                }
            }
            for (SomeDecl some : NodeWalk.all(each.source(), SomeDecl.class)) {
                if (some.symbols().get(0) instanceof CallTerm call && call.calls(InfixOperators.MEMBER_WITH_KEY)) {
                    add(List.of(call.args().get(0)), targets);
                }
            }
            for (Every every : NodeWalk.all(each.source(), Every.class)) {
                add(every.key() == null ? List.of() : List.of(every.key()), targets);
            }
        }
        return targets;
    }

    private static void add(Collection<? extends Node> nodes, Set<Integer> targets) {
        NodeWalk.all(nodes, VarTerm.class)
                .forEach(each -> targets.add(each.origin().start()));
    }
}
