package io.rego4j.check.safety;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.Term;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.tree.NodeQueries;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Brings the expressions of a body into an order in which each finds its variables bound: OPA's
 * {@code reorderBodyForSafety}. An expression moves only as far as it has to.
 */
final class BodyReorderer {
    private final FunctionTable signatures;
    private final OutputVars outputs;
    /** The expressions that no order makes safe, with what they miss. */
    private final Map<Expr, Set<String>> unsafe = new IdentityHashMap<>();

    BodyReorderer(FunctionTable signatures) {
        this.signatures = signatures;
        this.outputs = new OutputVars(signatures);
    }

    Map<Expr, Set<String>> unsafe() {
        return unsafe;
    }

    /** The body in order; what cannot be safe is left out and found in {@link #unsafe}. */
    List<Expr> body(List<Expr> body, VarSet globals) {
        List<Expr> ordered = new Ordering(body, globals).run();
        List<Expr> result = new ArrayList<>(ordered.size());
        VarSet known = globals.nested();
        for (Expr expr : ordered) {
            Expr nested = new Nested(expr, known).expr(expr);
            result.add(nested);
            known.addAll(SafetyVars.of(nested, signatures));
        }
        return result;
    }

    /** The order of one body, nested ones aside. */
    private final class Ordering {
        private final List<Expr> body;
        private final VarSet safe = VarSet.of(Set.of());
        private final List<Set<String>> missing = new ArrayList<>();
        private final List<Set<String>> closedOver = new ArrayList<>();
        private final Map<String, BitSet> waiting = new HashMap<>();

        Ordering(List<Expr> body, VarSet globals) {
            this.body = body;
            Set<String> bodyVars = new HashSet<>();
            List<Set<String>> vars = new ArrayList<>();
            for (Expr expr : body) {
                Set<String> names = SafetyVars.of(expr, signatures);
                vars.add(names);
                bodyVars.addAll(names);
            }
            bodyVars.stream().filter(globals::contains).forEach(safe::add);
            for (int i = 0; i < body.size(); i++) {
                Set<String> unbound = new LinkedHashSet<>(vars.get(i));
                unbound.removeIf(safe::contains);
                missing.add(unbound);
                Set<String> closed = closedOver(body.get(i));
                closed.removeIf(name -> !bodyVars.contains(name) || globals.contains(name));
                closedOver.add(closed);
                int index = i;
                unbound.forEach(name -> waitFor(name, index));
                closed.forEach(name -> waitFor(name, index));
            }
        }

        private void waitFor(String name, int index) {
            waiting.computeIfAbsent(name, n -> new BitSet()).set(index);
        }

        List<Expr> run() {
            List<Expr> ordered = new ArrayList<>(body.size());
            BitSet open = new BitSet();
            BitSet done = new BitSet();
            open.set(0, body.size());
            while (!open.isEmpty()) {
                // One pass in the order of the body; what became possible behind it waits for the next pass.
                for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
                    open.clear(i);
                    Set<String> bound = outputs.of(body.get(i), safe);
                    if (isSafe(i, bound)) {
                        done.set(i);
                        ordered.add(body.get(i));
                        for (String name : bound) {
                            safe.add(name);
                            open.or(waiting.getOrDefault(name, new BitSet()));
                        }
                        open.andNot(done);
                    }
                }
            }
            for (int i = done.nextClearBit(0); i < body.size(); i = done.nextClearBit(i + 1)) {
                unsafe.put(body.get(i), missing.get(i));
            }
            return ordered;
        }

        private boolean isSafe(int index, Set<String> bound) {
            Set<String> closed = closedOver.get(index);
            if (!closed.isEmpty()) {
                if (closed.equals(bound)) {
                    return false; // It would have to bind what it closes over.
                }
                missing.set(index, new LinkedHashSet<>(closed));
            }
            missing.get(index).removeIf(name -> bound.contains(name) || safe.contains(name));
            return missing.get(index).isEmpty();
        }
    }

    private static Set<String> closedOver(Expr expr) {
        VarCollector walk = new VarCollector(VarCollector.NOTHING);
        NodeQueries.all(expr, node -> {
            if (!NodeQueries.isClosure(node)) {
                return false;
            }
            if (node instanceof Every every) {
                walk.nodes(every.body().exprs());
            } else {
                walk.node(node);
            }
            return true;
        });
        return walk.names;
    }

    /** Brings the bodies inside an expression into order. */
    private final class Nested extends Rewriter {
        private final Expr current;
        private final VarSet known;

        Nested(Expr current, VarSet known) {
            this.current = current;
            this.known = known;
        }

        @Override
        public Expr expr(Expr expr) {
            ExprTerms what = expr.terms();
            if (what instanceof Every every) {
                known.addAll(VarCollector.of(every.value(), VarCollector.NOTHING));
                if (every.key() != null) {
                    known.addAll(VarCollector.of(every.key(), VarCollector.NOTHING));
                }
                Body body = ordered(every.body(), Set.of());
                return expr.withTerms(new Every(every.key(), every.value(), every.domain(), body, every.origin()));
            } else if (what instanceof Not not) {
                return expr.withTerms(new Not(ordered(not.body(), Set.of()), not.explicitBody(), not.origin()));
            } else if (what instanceof LogicalAnd and) {
                Body lhs = ordered(and.lhs(), Set.of());
                Body rhs = ordered(and.rhs(), Set.of());
                return expr.withTerms(new LogicalAnd(lhs, rhs, and.explicitLhs(), and.explicitRhs(), and.origin()));
            } else if (what instanceof LogicalOr or) {
                Body lhs = ordered(or.lhs(), Set.of());
                Body rhs = ordered(or.rhs(), Set.of());
                return expr.withTerms(new LogicalOr(lhs, rhs, or.explicitLhs(), or.explicitRhs(), or.origin()));
            }
            return super.expr(expr);
        }

        @Override
        public Term visitArrayComprehension(ArrayComprehensionTerm term) {
            Body body = ordered(term.body(), VarCollector.of(term.term(), VarCollector.NOTHING));
            return new ArrayComprehensionTerm(term.term(), body, term.origin());
        }

        @Override
        public Term visitSetComprehension(SetComprehensionTerm term) {
            Body body = ordered(term.body(), VarCollector.of(term.term(), VarCollector.NOTHING));
            return new SetComprehensionTerm(term.term(), body, term.origin());
        }

        @Override
        public Term visitObjectComprehension(ObjectComprehensionTerm term) {
            Set<String> used = VarCollector.of(List.of(term.key(), term.value()), VarCollector.NOTHING);
            return new ObjectComprehensionTerm(term.key(), term.value(), ordered(term.body(), used), term.origin());
        }

        private Body ordered(Body body, Set<String> used) {
            Set<String> inside = used.isEmpty() ? Set.of() : SafetyVars.of(body.exprs(), signatures);
            for (String name : used) {
                if (!inside.contains(name) && !known.contains(name)) {
                    unsafe.computeIfAbsent(current, e -> new LinkedHashSet<>()).add(name);
                }
            }
            BodyReorderer reorder = new BodyReorderer(signatures);
            List<Expr> ordered = reorder.body(body.exprs(), known);
            if (reorder.unsafe.isEmpty()) {
                return new Body(ordered);
            }
            reorder.unsafe.forEach((expr, names) ->
                    unsafe.computeIfAbsent(expr, e -> new LinkedHashSet<>()).addAll(names));
            return body;
        }
    }
}
