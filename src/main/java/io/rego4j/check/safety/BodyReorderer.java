package io.rego4j.check.safety;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Not;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.check.module.FunctionTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the expressions of a body into an order in which each finds its variables bound: OPA's
 * {@code reorderBodyForSafety}. An expression moves only as far as it has to.
 */
final class BodyReorderer {
    private final FunctionTable signatures;
    private final OutputVars outputs;
    private final UnsafeExprs unsafe = new UnsafeExprs();

    BodyReorderer(FunctionTable signatures) {
        this.signatures = signatures;
        this.outputs = new OutputVars(signatures);
    }

    /** The expressions that no order makes safe, with the variables that they miss. */
    UnsafeExprs unsafe() {
        return unsafe;
    }

    /** The body in order; expressions that cannot be safe are left out and added to {@link #unsafe}. */
    List<Expr> body(List<Expr> body, VarSet globals) {
        Ordering ordering = new Ordering(body, globals);
        List<Expr> ordered = ordering.run();
        if (!ordering.hasBodies) {
            return ordered;
        }
        List<Expr> result = new ArrayList<>(ordered.size());
        VarSet known = globals.nested();
        for (Expr expr : ordered) {
            Expr nested = new Nested(expr, known).expr(expr);
            result.add(nested);
            known.addAll(SafetyVars.of(nested, signatures));
        }
        return result;
    }

    /** Computes the order of one body, nested ones aside. */
    private final class Ordering {
        private final List<Expr> body;
        private final VarSet safe = VarSet.of(Set.of());
        /** The variables of each expression. */
        private final List<Set<String>> vars = new ArrayList<>();

        private final List<Set<String>> missing = new ArrayList<>();
        private final List<Set<String>> closedOver = new ArrayList<>();
        /** True if there is a body inside an expression. */
        private boolean hasBodies;

        /** The expressions that each variable may make safe; null while all could be taken as they stand. */
        private @Nullable Map<String, BitSet> waiting;

        Ordering(List<Expr> body, VarSet globals) {
            this.body = body;
            Set<String> bodyVars = new HashSet<>();
            for (Expr expr : body) {
                Set<String> names = SafetyVars.of(expr, signatures);
                vars.add(names);
                bodyVars.addAll(names);
            }
            for (String name : bodyVars) {
                if (globals.contains(name)) {
                    safe.add(name);
                }
            }
            for (int i = 0; i < body.size(); i++) {
                Set<String> unbound = new LinkedHashSet<>(vars.get(i));
                unbound.removeIf(safe::contains);
                missing.add(unbound);
                ClosureVars closures = new ClosureVars();
                closures.add(body.get(i));
                hasBodies |= closures.any;
                Set<String> closed = closures.found.names;
                closed.removeIf(name -> !bodyVars.contains(name) || globals.contains(name));
                closedOver.add(closed);
            }
        }

        private Map<String, BitSet> waiting() {
            Map<String, BitSet> byName = new HashMap<>();
            for (int i = 0; i < body.size(); i++) {
                for (Set<String> names : List.of(vars.get(i), closedOver.get(i))) {
                    for (String name : names) {
                        byName.computeIfAbsent(name, n -> new BitSet()).set(i);
                    }
                }
            }
            return byName;
        }

        List<Expr> run() {
            List<Expr> ordered = new ArrayList<>(body.size());
            BitSet open = new BitSet();
            BitSet done = new BitSet();
            open.set(0, body.size());
            while (!open.isEmpty()) {
                // Expressions before i that became safe are taken in the next pass.
                for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
                    open.clear(i);
                    if (isTakenForAnother(i, ordered)) {
                        continue;
                    }
                    Set<String> bound = outputs.of(body.get(i), safe);
                    if (isSafe(i, bound)) {
                        done.set(i);
                        ordered.add(body.get(i));
                        for (String name : bound) {
                            safe.add(name);
                            if (waiting != null) {
                                open.or(waiting.getOrDefault(name, new BitSet()));
                            }
                        }
                        open.andNot(done);
                    } else if (waiting == null) {
                        waiting = waiting();
                    }
                }
            }
            for (int i = done.nextClearBit(0); i < body.size(); i = done.nextClearBit(i + 1)) {
                unsafe.add(body.get(i), missing.get(i));
            }
            return ordered;
        }

        /** OPA takes an expression for an equal one that was moved to where this one stood, and leaves it out: it stays unsafe. */
        private boolean isTakenForAnother(int index, List<Expr> ordered) {
            return index < ordered.size() && ordered.get(index).equals(body.get(index));
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

    /** The variables in the bodies that close over those around them: of comprehensions, every, not, and, or. */
    private static final class ClosureVars implements ExprVisitor<Boolean> {
        private final VarCollector found = new VarCollector(VarCollector.NOTHING);
        private boolean any;

        void add(Node root) {
            NodeWalk.walk(root, node -> {
                if (node instanceof ComprehensionTerm comprehension) {
                    any = true;
                    found.term(comprehension);
                    return false;
                } else if (node instanceof Expr expr && expr.terms().accept(this)) {
                    any = true;
                    expr.with().forEach(this::add);
                    return false;
                }
                return true;
            });
        }

        @Override
        public Boolean visitTerm(Term term) {
            return false;
        }

        @Override
        public Boolean visitCall(CallTerm call) {
            return false;
        }

        @Override
        public Boolean visitSomeDecl(SomeDecl some) {
            return false;
        }

        @Override
        public Boolean visitEvery(Every every) {
            found.exprs(every.body().exprs());
            return true;
        }

        @Override
        public Boolean visitNot(Not not) {
            found.visitNot(not);
            return true;
        }

        @Override
        public Boolean visitLogicalAnd(LogicalAnd and) {
            found.visitLogicalAnd(and);
            return true;
        }

        @Override
        public Boolean visitLogicalOr(LogicalOr or) {
            found.visitLogicalOr(or);
            return true;
        }
    }

    /** Brings the bodies inside an expression into order. */
    private final class Nested extends Rewriter {
        private final Expr current;
        private final VarSet known;

        Nested(Expr current, VarSet known) {
            this.current = current;
            this.known = known;
        }

        /** OPA does not visit the modifiers of expressions that hold bodies. */
        @Override
        public Expr expr(Expr expr) {
            return expr.terms() instanceof Term
                    ? super.expr(expr)
                    : expr.withTerms(expr.terms().accept((ExprVisitor<ExprTerms>) this));
        }

        @Override
        public Body body(Body body) {
            return ordered(body, Set.of());
        }

        @Override
        public ExprTerms visitEvery(Every every) {
            known.addAll(VarCollector.ofLoop(every));
            return new Every(every.key(), every.value(), every.domain(), body(every.body()), every.origin());
        }

        @Override
        protected Term comprehension(ComprehensionTerm term) {
            return term.withBody(ordered(term.body(), VarCollector.ofTerms(term.terms(), VarCollector.NOTHING)));
        }

        private Body ordered(Body body, Set<String> used) {
            Set<String> inside = used.isEmpty() ? Set.of() : SafetyVars.of(body.exprs(), signatures);
            for (String name : used) {
                if (!inside.contains(name) && !known.contains(name)) {
                    unsafe.add(current, Set.of(name));
                }
            }
            BodyReorderer reorder = new BodyReorderer(signatures);
            List<Expr> ordered = reorder.body(body.exprs(), known);
            if (reorder.unsafe.isEmpty()) {
                return new Body(ordered);
            }
            reorder.unsafe.forEach(unsafe::add);
            return body;
        }
    }
}
