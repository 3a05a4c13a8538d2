package io.rego4j.dsl.finish;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a default rule may hold: OPA's {@code validateDefaultRuleValue} and {@code validateDefaultRuleArgs}. */
final class DefaultRules {
    private static final Set<Class<?>> OPEN = Set.of(VarTerm.class, RefTerm.class, CallTerm.class);
    private static final Set<Class<?>> CLOSURES =
            Set.of(ArrayComprehensionTerm.class, SetComprehensionTerm.class, ObjectComprehensionTerm.class);

    private DefaultRules() {}

    static void check(Term value, List<Term> args) {
        NodeWalk.walk(value, node -> {
            if (OPEN.contains(node.getClass())) {
                throw new IllegalArgumentException(
                        "the value of a default rule is a constant or a comprehension, it cannot contain " + node);
            }
            return !CLOSURES.contains(node.getClass());
        });
        Set<Term> seen = new HashSet<>();
        for (Term arg : args) {
            if (!(arg instanceof VarTerm name) || !name.isWildcard() && !seen.add(arg)) {
                throw new IllegalArgumentException(
                        "the parameters of a default function are different names, which " + arg + " is not");
            }
        }
    }
}
