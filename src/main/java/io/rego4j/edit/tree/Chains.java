package io.rego4j.edit.tree;

import io.rego4j.ast.Rule;
import io.rego4j.source.Source;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** In Rego v0, a rule may have several bodies, each a rule of the tree: only the first has its head in the text. */
public final class Chains {
    private Chains() {}

    /** True if the head of a rule stands with the rule before it. */
    public static boolean isChained(Rule rule) {
        Source source = rule.origin().source();
        return source != null && source.text().startsWith("{", rule.origin().start());
    }

    /** The rules that need a head of their own, for the one that they took it from is gone, or has another one. */
    static Set<Rule> detached(List<Rule> before, List<Rule> after, List<Matching.Pair<Rule>> pairs) {
        Set<Rule> detached = Collections.newSetFromMap(new IdentityHashMap<>());
        if (before.stream().noneMatch(Chains::isChained)) {
            return detached;
        }
        Map<Rule, Rule> olds = new IdentityHashMap<>();
        pairs.forEach(pair -> olds.put(pair.after(), pair.before()));
        for (int i = 0; i < after.size(); i++) {
            Rule old = olds.get(after.get(i));
            if (old != null && isChained(old)) {
                Rule last = i == 0 ? null : after.get(i - 1);
                Rule lastOld = last == null ? null : olds.get(last);
                boolean isSame = after.get(i).head().equals(old.head());
                if (last == null || lastOld == null || !isSame || !isBehind(before, old, last, lastOld)) {
                    detached.add(old);
                }
            }
        }
        return detached;
    }

    /** True if a rule still stands behind the one that it took its head from, and that one has its head still. */
    private static boolean isBehind(List<Rule> before, Rule old, Rule last, Rule lastOld) {
        return before.get(indexOf(before, old) - 1) == lastOld
                && last.head().equals(lastOld.head())
                && last.elseRule() == null;
    }

    private static int indexOf(List<Rule> rules, Rule wanted) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i) == wanted) {
                return i;
            }
        }
        return -1;
    }
}
