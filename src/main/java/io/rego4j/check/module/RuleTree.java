package io.rego4j.check.module;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermOrder;
import io.rego4j.check.tree.Constants;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rules by the path of the document that they define, up to its first variable. */
public final class RuleTree {
    /** One document or package. */
    public static final class Branch {
        final @Nullable Term key;
        public final List<RuleUnit> rules = new ArrayList<>();
        public final Map<Term, Branch> children = new HashMap<>();

        Branch(@Nullable Term key) {
            this.key = key;
        }

        @Nullable
        Branch child(Term term) {
            return term instanceof RefTerm || term instanceof CallTerm ? null : children.get(term);
        }

        public Collection<Branch> sortedChildren() {
            if (children.size() < 2) {
                return children.values();
            }
            List<Term> keys = new ArrayList<>(children.keySet());
            keys.sort(TermOrder.INSTANCE);
            return keys.stream().map(children::get).toList();
        }

        /** Visits this branch and all below in the order of their keys; not what is below where {@code visit} is true. */
        public void depthFirst(Predicate<Branch> visit) {
            Deque<Branch> open = new ArrayDeque<>();
            open.push(this);
            while (!open.isEmpty()) {
                Branch branch = open.pop();
                if (!visit.test(branch)) {
                    List<Branch> below = new ArrayList<>(branch.sortedChildren());
                    for (int i = below.size() - 1; i >= 0; i--) {
                        open.push(below.get(i));
                    }
                }
            }
        }
    }

    public final Branch root = new Branch(null);

    /** Adds all rules. Runs after RuleHeadRefs, which makes the references of heads final. */
    public void fill(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            if (module.rules.isEmpty()) {
                branch(module.path);
            }
            for (RuleUnit rule : module.rules) {
                branch(rule.groundPath()).rules.add(rule);
            }
        }
    }

    /** The branch exactly at a path; null if there is none. */
    @Nullable
    public Branch find(RefTerm path) {
        Branch branch = root;
        for (Term term : path.terms()) {
            branch = branch.child(term);
            if (branch == null) {
                return null;
            }
        }
        return branch;
    }

    public List<RuleUnit> rulesAt(RefTerm path) {
        Branch branch = find(path);
        return branch == null ? List.of() : branch.rules;
    }

    /** True if a rule stands at the reference, or on the way to it. */
    public boolean crosses(RefTerm ref) {
        Branch branch = root;
        for (Term term : ref.terms()) {
            branch = branch.child(term);
            if (branch == null) {
                return false;
            } else if (!branch.rules.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Every rule that a reference may refer to, by its constant operands. */
    Set<RuleUnit> reachable(RefTerm ref) {
        Set<RuleUnit> rules = new LinkedHashSet<>();
        reach(root, ref.terms(), 0, rules);
        return rules;
    }

    private void reach(Branch branch, List<Term> ref, int index, Set<RuleUnit> rules) {
        if (index >= ref.size()) {
            branch.depthFirst(below -> {
                rules.addAll(below.rules);
                return false;
            });
        } else if (index == 0 || Constants.isConstant(ref.get(index))) {
            Branch child = branch.child(ref.get(index));
            if (child != null) {
                addIntersecting(rules, child.rules, ref, index + 1);
                reach(child, ref, index + 1, rules);
            }
        } else {
            for (Branch child : branch.sortedChildren()) {
                addIntersecting(rules, child.rules, ref, index + 1);
                reach(child, ref, index + 1, rules);
            }
        }
    }

    private static void addIntersecting(Set<RuleUnit> rules, List<RuleUnit> candidates, List<Term> ref, int from) {
        for (RuleUnit candidate : candidates) {
            if (mayIntersect(candidate.path().terms(), ref, from)) {
                rules.add(candidate);
            }
        }
    }

    private static boolean mayIntersect(List<Term> a, List<Term> b, int from) {
        for (int i = from; i < a.size() && i < b.size(); i++) {
            Term x = a.get(i);
            Term y = b.get(i);
            if (Constants.isConstant(x) && Constants.isConstant(y) && TermOrder.INSTANCE.compare(x, y) != 0) {
                return false;
            }
        }
        return true;
    }

    private Branch branch(RefTerm path) {
        Branch branch = root;
        for (Term term : path.terms()) {
            branch = branch.children.computeIfAbsent(term, Branch::new);
        }
        return branch;
    }
}
