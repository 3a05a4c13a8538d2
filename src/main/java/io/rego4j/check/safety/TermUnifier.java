package io.rego4j.check.safety;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.TermOrder;
import io.rego4j.ast.VarTerm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
            return;
        }
        if (b instanceof VarTerm y) {
            unifyVar(y.name(), a);
            return;
        }
        TermKind kind = TermKind.of(b);
        Term bound = switch (TermKind.of(a)) {
            case ARRAY -> unifyArray((ArrayTerm) a, b);
            case OBJECT -> unifyObject((ObjectTerm) a, b);
            case REF, CALL -> isSafe(a) && (kind == TermKind.ARRAY || kind == TermKind.OBJECT) ? b : null;
            case ARRAY_COMPREHENSION -> kind == TermKind.ARRAY ? b : null;
            case OBJECT_COMPREHENSION -> kind == TermKind.OBJECT ? b : null;
            case VAR, NULL, BOOLEAN, NUMBER, STRING, SET, SET_COMPREHENSION, TEMPLATE_STRING -> null;
        };
        if (bound != null) {
            VarCollector.of(bound, VarCollector.BOUND).forEach(this::markSafe);
        }
    }

    private void unifyVar(String name, Term other) {
        boolean hasValue = switch (TermKind.of(other)) {
            case VAR -> hasValueOf(name, ((VarTerm) other).name());
            case REF, CALL -> isSafe(other);
            case ARRAY, OBJECT -> hasValueOfParts(name, other);
            case NULL,
                    BOOLEAN,
                    NUMBER,
                    STRING,
                    SET,
                    ARRAY_COMPREHENSION,
                    SET_COMPREHENSION,
                    OBJECT_COMPREHENSION,
                    TEMPLATE_STRING -> true;
        };
        if (hasValue) {
            markSafe(name);
        }
    }

    /** True if a variable gets the value of another one; else the other one gets its value, or both wait for each other. */
    private boolean hasValueOf(String name, String other) {
        if (isSafe(other)) {
            return true;
        } else if (isSafe(name)) {
            markSafe(other);
        } else {
            waitFor(name, other);
            waitFor(other, name);
        }
        return false;
    }

    /**
     * True if a variable gets the value of a collection, all of whose variables have values; else these get theirs, or the
     * variable waits for them.
     */
    private boolean hasValueOfParts(String name, Term collection) {
        Set<String> parts = VarCollector.of(collection, VarCollector.BOUND);
        if (isSafe(name)) {
            parts.forEach(this::markSafe);
            return false;
        }
        boolean all = true;
        for (String part : parts) {
            if (!isSafe(part)) {
                waitFor(name, part);
                all = false;
            }
        }
        return all;
    }

    /** The array if all its variables get values; null if its items are unified one by one, or not at all. */
    private @Nullable Term unifyArray(ArrayTerm a, Term b) {
        if (b instanceof ComprehensionTerm || isSafeComputed(b)) {
            return a;
        } else if (b instanceof ArrayTerm other
                && a.items().size() == other.items().size()) {
            for (int i = 0; i < a.items().size(); i++) {
                unify(a.items().get(i), other.items().get(i));
            }
        }
        return null;
    }

    /** The object if all its variables get values; null if its entries are unified one by one, or not at all. */
    private @Nullable Term unifyObject(ObjectTerm a, Term b) {
        if (isSafeComputed(b)) {
            return a;
        } else if (b instanceof ObjectTerm other
                && a.entries().size() == other.entries().size()) {
            Map<Term, Term> values = new TreeMap<>(TermOrder.INSTANCE);
            other.entries().forEach(e -> values.put(e.key(), e.value()));
            for (ObjectTerm.Entry entry : a.entries()) {
                Term value = values.get(entry.key());
                if (value != null) {
                    unify(entry.value(), value);
                }
            }
        }
        return null;
    }

    private boolean isSafeComputed(Term term) {
        return (term instanceof RefTerm || term instanceof CallTerm) && isSafe(term);
    }

    private boolean isSafe(String name) {
        return safe.contains(name) || unified.contains(name);
    }

    private boolean isSafe(Term term) {
        return term instanceof RefTerm ref ? OutputVars.isRefSafe(ref, safe) : OutputVars.isTermSafe(term, safe);
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
}
