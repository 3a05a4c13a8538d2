package io.rego4j.check.safety;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.TermOrder;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.tree.TermKindVisitor;
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
        a.accept(new Left(b));
    }

    /** Unifies a term of each kind with another one. */
    private final class Left implements TermKindVisitor<@Nullable Void> {
        private final Term b;

        Left(Term b) {
            this.b = b;
        }

        @Override
        public @Nullable Void visitVar(VarTerm a) {
            return b.accept(new RightOfVar(a.name()));
        }

        @Override
        public @Nullable Void visitRef(RefTerm a) {
            return computed(a);
        }

        @Override
        public @Nullable Void visitCall(CallTerm a) {
            return computed(a);
        }

        private @Nullable Void computed(Term a) {
            if (isSafe(a)) {
                boolean binds = switch (TermKind.of(b)) {
                    case VAR, ARRAY, OBJECT -> true;
                    case NULL,
                            BOOLEAN,
                            NUMBER,
                            STRING,
                            REF,
                            CALL,
                            SET,
                            ARRAY_COMPREHENSION,
                            SET_COMPREHENSION,
                            OBJECT_COMPREHENSION,
                            TEMPLATE_STRING -> false;
                };
                if (binds) {
                    markAllSafe(b);
                }
            }
            return null;
        }

        @Override
        public @Nullable Void visitArray(ArrayTerm a) {
            if (b instanceof VarTerm y) {
                unifyAll(y.name(), a);
            } else {
                unifyArray(a, b);
            }
            return null;
        }

        @Override
        public @Nullable Void visitObject(ObjectTerm a) {
            if (b instanceof VarTerm y) {
                unifyAll(y.name(), a);
            } else {
                unifyObject(a, b);
            }
            return null;
        }

        @Override
        public @Nullable Void visitArrayComprehension(ArrayComprehensionTerm a) {
            return collected(b instanceof ArrayTerm);
        }

        @Override
        public @Nullable Void visitObjectComprehension(ObjectComprehensionTerm a) {
            return collected(b instanceof ObjectTerm);
        }

        @Override
        public @Nullable Void visitComprehension(ComprehensionTerm a) {
            return collected(false);
        }

        private @Nullable Void collected(boolean sameKind) {
            if (sameKind) {
                markAllSafe(b);
            }
            return value();
        }

        @Override
        public @Nullable Void visitScalar(ScalarTerm a) {
            return value();
        }

        @Override
        public @Nullable Void visitSet(SetTerm a) {
            return value();
        }

        @Override
        public @Nullable Void visitTemplateString(TemplateStringTerm a) {
            return value();
        }

        /** A term with a value binds a variable on the other side. */
        private @Nullable Void value() {
            if (b instanceof VarTerm y) {
                markSafe(y.name());
            }
            return null;
        }
    }

    /** Unifies a variable with a term of each kind. */
    private final class RightOfVar implements TermKindVisitor<@Nullable Void> {
        private final String x;

        RightOfVar(String x) {
            this.x = x;
        }

        @Override
        public @Nullable Void visitVar(VarTerm b) {
            String y = b.name();
            if (isSafe(y)) {
                markSafe(x);
            } else if (isSafe(x)) {
                markSafe(y);
            } else {
                waitFor(x, y);
                waitFor(y, x);
            }
            return null;
        }

        @Override
        public @Nullable Void visitRef(RefTerm b) {
            return computed(b);
        }

        @Override
        public @Nullable Void visitCall(CallTerm b) {
            return computed(b);
        }

        private @Nullable Void computed(Term b) {
            if (isSafe(b)) {
                markSafe(x);
            }
            return null;
        }

        @Override
        public @Nullable Void visitArray(ArrayTerm b) {
            unifyAll(x, b);
            return null;
        }

        @Override
        public @Nullable Void visitObject(ObjectTerm b) {
            unifyAll(x, b);
            return null;
        }

        @Override
        public @Nullable Void visitScalar(ScalarTerm b) {
            return value();
        }

        @Override
        public @Nullable Void visitSet(SetTerm b) {
            return value();
        }

        @Override
        public @Nullable Void visitComprehension(ComprehensionTerm b) {
            return value();
        }

        @Override
        public @Nullable Void visitTemplateString(TemplateStringTerm b) {
            return value();
        }

        private @Nullable Void value() {
            markSafe(x);
            return null;
        }
    }

    private void unifyArray(ArrayTerm a, Term b) {
        if (b instanceof ComprehensionTerm || isSafeComputed(b)) {
            markAllSafe(a);
        } else if (b instanceof ArrayTerm other
                && a.items().size() == other.items().size()) {
            for (int i = 0; i < a.items().size(); i++) {
                unify(a.items().get(i), other.items().get(i));
            }
        }
    }

    private void unifyObject(ObjectTerm a, Term b) {
        if (isSafeComputed(b)) {
            markAllSafe(a);
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
