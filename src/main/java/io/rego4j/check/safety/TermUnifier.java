package io.rego4j.check.safety;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.tree.NodeQueries;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which variables get a value when two terms are unified: OPA's {@code ast.Unify}. */
final class TermUnifier {
    private final VarSet safe;
    private final Set<String> unified = new LinkedHashSet<>();
    private final Map<String, Set<String>> waiting = new HashMap<>();

    private TermUnifier(VarSet safe) {
        this.safe = safe;
    }

    static Set<String> unify(VarSet safe, Term a, Term b) {
        TermUnifier unifier = new TermUnifier(safe);
        unifier.unify(a, b);
        return unifier.unified;
    }

    private void unify(Term a, Term b) {
        if (a instanceof VarTerm x) {
            unifyVar(x.name(), b);
        } else if (b instanceof VarTerm y && !(a instanceof CallTerm) && !(a instanceof RefTerm)) {
            unifyWithVar(a, y.name());
        } else if (a instanceof RefTerm || a instanceof CallTerm) {
            if (isSafe(a)) {
                if (b instanceof VarTerm y) {
                    markSafe(y.name());
                } else if (b instanceof ArrayTerm || b instanceof ObjectTerm) {
                    markAllSafe(b);
                }
            }
        } else if (a instanceof ArrayComprehensionTerm) {
            if (b instanceof ArrayTerm) {
                markAllSafe(b);
            }
        } else if (a instanceof ObjectComprehensionTerm) {
            if (b instanceof ObjectTerm) {
                markAllSafe(b);
            }
        } else if (a instanceof ArrayTerm array) {
            unifyArray(array, b);
        } else if (a instanceof ObjectTerm object) {
            unifyObject(object, b);
        }
    }

    private void unifyVar(String x, Term b) {
        if (b instanceof VarTerm variable) {
            String y = variable.name();
            if (isSafe(y)) {
                markSafe(x);
            } else if (isSafe(x)) {
                markSafe(y);
            } else {
                waitFor(x, y);
                waitFor(y, x);
            }
        } else if (b instanceof ArrayTerm || b instanceof ObjectTerm) {
            unifyAll(x, b);
        } else if (b instanceof RefTerm || b instanceof CallTerm) {
            if (isSafe(b)) {
                markSafe(x);
            }
        } else {
            markSafe(x);
        }
    }

    private void unifyWithVar(Term a, String y) {
        if (a instanceof ArrayTerm || a instanceof ObjectTerm) {
            unifyAll(y, a);
        } else {
            markSafe(y);
        }
    }

    private void unifyArray(ArrayTerm a, Term b) {
        if (NodeQueries.isComprehension(b) || (b instanceof RefTerm || b instanceof CallTerm) && isSafe(b)) {
            markAllSafe(a);
        } else if (b instanceof ArrayTerm other
                && a.items().size() == other.items().size()) {
            for (int i = 0; i < a.items().size(); i++) {
                unify(a.items().get(i), other.items().get(i));
            }
        }
    }

    private void unifyObject(ObjectTerm a, Term b) {
        if ((b instanceof RefTerm || b instanceof CallTerm) && isSafe(b)) {
            markAllSafe(a);
        } else if (b instanceof ObjectTerm other
                && a.entries().size() == other.entries().size()) {
            Map<Term, Term> values = new HashMap<>();
            other.entries().forEach(e -> values.put(e.key(), e.value()));
            for (ObjectTerm.Entry entry : a.entries()) {
                Term value = values.get(entry.key());
                if (value != null) {
                    unify(entry.value(), value);
                }
            }
        }
    }

    private boolean isSafe(String name) {
        return safe.contains(name) || unified.contains(name);
    }

    private boolean isSafe(Term term) {
        return term instanceof RefTerm ref ? OutputVars.isRefSafe(ref, safe) : OutputVars.isTermSafe(term, safe);
    }

    private void markAllSafe(Term term) {
        VarCollector.of(term, VarCollector.BOUND).forEach(this::markSafe);
    }

    private void markSafe(String first) {
        Deque<String> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            String name = open.pop();
            unified.add(name);
            Set<String> needs = waiting.remove(name);
            if (needs != null) {
                open.addAll(needs);
            }
            for (Map.Entry<String, Set<String>> entry : new ArrayList<>(waiting.entrySet())) {
                if (entry.getValue().remove(name) && entry.getValue().isEmpty()) {
                    open.add(entry.getKey());
                }
            }
        }
    }

    private void waitFor(String name, String needed) {
        waiting.computeIfAbsent(name, n -> new HashSet<>()).add(needed);
    }

    private void unifyAll(String name, Term term) {
        if (isSafe(name)) {
            markAllSafe(term);
            return;
        }
        boolean all = true;
        for (String part : VarCollector.of(term, VarCollector.BOUND)) {
            if (!isSafe(part)) {
                waitFor(name, part);
                all = false;
            }
        }
        if (all) {
            markSafe(name);
        }
    }
}
