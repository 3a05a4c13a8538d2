package io.rego4j.edit.clean;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.name.DataPath;
import io.rego4j.edit.name.Documents;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The rules that no entry point needs: a rule stays if an entry point is it, is above it or below it, or if a rule that stays
 * refers to it, through a variable too. Tests, and rules that METADATA calls entry points, are entry points.
 */
public final class Unreachable {
    private record Known(Rule source, DataPath path, List<DataPath> needs) {}

    private Unreachable() {}

    /** The rules to remove; those of the set itself. */
    public static Set<Rule> of(PolicySet set, Collection<DataPath> entries) {
        List<Known> all = new ArrayList<>();
        Deque<DataPath> open = new ArrayDeque<>(entries);
        for (RegoModule module : set.modules()) {
            DataPath pkg = DataPath.of(module.pkg().path());
            if (module.annotations().stream()
                    .anyMatch(each -> each.entrypoint() && each.scope().contains("package"))) {
                open.add(pkg);
            }
            for (ResolvedRule each : set.rules(module)) {
                DataPath path = Documents.of(pkg, each.source());
                List<DataPath> needs = new ArrayList<>();
                for (RefTerm ref : NodeWalk.all(each.rule(), RefTerm.class)) {
                    if (ref.startsWith("data") && ref != each.rule().head().ref()) {
                        needs.add(DataPath.of(ref));
                    }
                }
                all.add(new Known(each.source(), path, needs));
                if (isEntry(pkg, each.source())) {
                    open.add(path);
                }
            }
        }
        Set<DataPath> met = new HashSet<>(open);
        // By identity: two rules may be written alike.
        Set<Known> left = Collections.newSetFromMap(new IdentityHashMap<>());
        left.addAll(all);
        while (!open.isEmpty()) {
            DataPath need = open.remove();
            for (Known each : List.copyOf(left)) {
                if (each.path().startsWith(need) || need.startsWith(each.path())) {
                    left.remove(each);
                    each.needs().stream().filter(met::add).forEach(open::add);
                }
            }
        }
        Set<Rule> rules = Collections.newSetFromMap(new IdentityHashMap<>());
        left.forEach(each -> rules.add(each.source()));
        return rules;
    }

    private static boolean isEntry(DataPath pkg, Rule rule) {
        String name = String.valueOf(rule.head().ref().headName());
        return pkg.size() > 0 && pkg.last().endsWith("_test")
                || name.startsWith("test_")
                || name.startsWith("todo_test_")
                || rule.annotations().stream().anyMatch(Annotations::entrypoint);
    }
}
