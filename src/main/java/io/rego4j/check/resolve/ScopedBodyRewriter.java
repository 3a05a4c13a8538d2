package io.rego4j.check.resolve;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Not;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.problem.Problems.Problem;
import io.rego4j.check.resolve.VarScopes.Occurrence;
import io.rego4j.check.tree.Bodies;
import io.rego4j.check.tree.Refs;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the variables that a body declares names of their own, scope by scope, so that later stages need no scopes:
 * {@code x := 1} becomes {@code __local0__ = 1}, and {@code some x in xs} becomes {@code __local0__ = xs[_]}.
 */
final class ScopedBodyRewriter {
    private static final String IN_NOT = "negated expression";
    private static final String IN_AND = "implicit and operand";
    private static final String IN_OR = "implicit or operand";

    final VarScopes scopes;
    /** Where errors are added. Once there is one, no body is searched for unused variables. */
    final List<Problem> errors;

    private final GeneratedVars names;
    private final boolean strict;
    private final ScopedTermRewriter terms;
    private final SomeDeclRewriter some;

    ScopedBodyRewriter(GeneratedVars names, VarScopes scopes, List<Problem> errors, boolean strict) {
        this.names = names;
        this.scopes = scopes;
        this.errors = errors;
        this.strict = strict;
        this.terms = new ScopedTermRewriter(this);
        this.some = new SomeDeclRewriter(this, names);
    }

    /**
     * Rewrites a body in the innermost scope.
     *
     * @param used the variables that the body's owner uses: the head of a rule, the term of a comprehension
     */
    List<Expr> body(List<Expr> body, Set<String> used) {
        List<Expr> rewritten = new ArrayList<>(body.size());
        List<@Nullable Expr> inPlace = new ArrayList<>(body.size());
        for (Expr expr : body) {
            Expr result = expr.terms().accept(new Statement(expr));
            if (result != null) {
                rewritten.add(result);
            }
            inPlace.add(expr.terms() instanceof Term ? result : null);
        }
        if (rewritten.isEmpty()) {
            rewritten.add(Bodies.truth());
        }
        if (errors.isEmpty() && scopes.unused.isEmpty()) {
            UnusedVars unused = new UnusedVars(scopes, body, used);
            if (strict) {
                unused.assigned(inPlace);
            }
            if (scopes.unused.isEmpty()) {
                unused.declared(rewritten);
            }
        }
        return rewritten;
    }

    /** As {@link #body}, in a scope of its own. */
    private Body nested(Body body) {
        return inScope(() -> new Body(body(body.exprs(), Set.of())));
    }

    /** What is made in a scope of its own. */
    <T extends @Nullable Object> T inScope(Supplier<T> work) {
        scopes.push();
        T made = work.get();
        scopes.pop();
        return made;
    }

    Term term(Term term) {
        return terms.term(term);
    }

    /** An expression that declares nothing: only its variables are replaced. */
    Expr plain(Expr expr) {
        return terms.expr(expr);
    }

    void error(Origin origin, String message) {
        errors.add(new Problem(Diagnostic.COMPILE_ERROR, message, origin, List.of()));
    }

    /** The rewritten expression of each kind; null if it only declares variables. */
    private final class Statement implements ExprVisitor<@Nullable Expr> {
        private final Expr expr;

        Statement(Expr expr) {
            this.expr = expr;
        }

        @Override
        public Expr visitTerm(Term term) {
            return plain(expr);
        }

        @Override
        public Expr visitCall(CallTerm call) {
            return Refs.isAssignment(expr) ? assignment(expr, call) : plain(expr);
        }

        @Override
        public @Nullable Expr visitSomeDecl(SomeDecl decl) {
            return some.declared(expr, decl);
        }

        @Override
        public @Nullable Expr visitEvery(Every every) {
            return every(expr, every);
        }

        @Override
        public Expr visitNot(Not not) {
            return not(expr, not);
        }

        @Override
        public Expr visitLogicalAnd(LogicalAnd and) {
            return logical(expr, and, IN_AND);
        }

        @Override
        public Expr visitLogicalOr(LogicalOr or) {
            return logical(expr, or, IN_OR);
        }
    }

    private Expr assignment(Expr expr, CallTerm call) {
        if (expr.negated()) {
            error(expr.origin(), "cannot assign vars inside " + IN_NOT);
            return expr;
        }
        if (call.args().size() != 2) {
            return expr;
        }
        int before = errors.size();
        Term right = term(call.args().get(1));
        List<With> modifiers = expr.with().stream()
                .map(w -> new With(w.target(), term(w.value()), w.origin()))
                .toList();
        Term left = new AssignmentTargets(this).term(call.args().get(0));
        if (errors.size() > before) {
            return expr;
        }
        Origin at = call.operator().origin();
        Term operator = new RefTerm(List.of(new VarTerm(Refs.ASSIGNED, at)), at);
        return expr.withTerms(new CallTerm(operator, List.of(left, right), call.origin()))
                .withModifiers(modifiers);
    }

    /** Declares a variable of the innermost scope; null, with an error, if it occurred there before. */
    @Nullable
    String declare(String name, Occurrence as, Origin origin) {
        Occurrence before = scopes.occurrence(name);
        if (before != null) {
            error(origin, before.redeclared(name));
            return null;
        }
        return scopes.insertNew(name, as);
    }

    private @Nullable Expr every(Expr expr, Every every) {
        Term domain = term(every.domain());
        return this.<@Nullable Expr>inScope(() -> {
            Term key = every.key() == null ? names.generate(Origin.NONE) : declareLoop(every.key(), every.origin());
            Term value = key == null ? null : declareLoop(every.value(), every.origin());
            if (key == null || value == null) {
                return null;
            }
            Body body = new Body(body(every.body().exprs(), Set.of()));
            return onceMore(expr.withTerms(new Every(key, value, domain, body, every.origin())));
        });
    }

    /**
     * OPA goes through a statement with a body once more, in the scope of that body: what the body declares hides variables of
     * that name in the domain of {@code every}, and in comprehensions before the declaration.
     */
    private Expr onceMore(Expr rewritten) {
        List<Node> terms = List.of(rewritten.terms());
        boolean hidden = NodeWalk.any(
                terms,
                node -> node instanceof VarTerm variable && scopes.frame().hides(variable.name()));
        if (hidden) {
            return plain(rewritten);
        }
        markUsed(terms);
        return rewritten.withModifiers(this.terms.modifiers(rewritten.with()));
    }

    private @Nullable Term declareLoop(Term term, Origin origin) {
        if (!(term instanceof VarTerm variable) || variable.isWildcard()) {
            return term;
        }
        String replacement = declare(variable.name(), Occurrence.DECLARED, origin);
        return replacement == null ? null : new VarTerm(replacement, term.origin());
    }

    private Expr not(Expr expr, Not not) {
        if (not.explicitBody()) {
            return inScope(() -> {
                Body body = new Body(body(not.body().exprs(), Set.of()));
                return onceMore(expr.withTerms(new Not(body, true, not.origin())));
            });
        }
        int before = errors.size();
        ImplicitBody body = new ImplicitBody(not.body(), IN_NOT);
        if (errors.size() > before) {
            return expr;
        }
        return expr.withTerms(new Not(body.finish(), false, not.origin())).withModifiers(terms.modifiers(expr.with()));
    }

    private Expr logical(Expr expr, LogicalOperation operation, String where) {
        int before = errors.size();
        Operand left = operand(operation.lhs(), operation.explicitLhs(), where);
        Operand right = operand(operation.rhs(), operation.explicitRhs(), where);
        if (errors.size() > before) {
            return expr;
        }
        return expr.withTerms(operation.withOperands(left.finish(), right.finish()))
                .withModifiers(terms.modifiers(expr.with()));
    }

    private Operand operand(Body body, boolean explicit, String where) {
        if (!explicit) {
            return new ImplicitBody(body, where);
        }
        Body rewritten = nested(body);
        return () -> {
            markUsed(rewritten.exprs());
            return rewritten;
        };
    }

    /** An operand of {@code and} or {@code or} after its own scope, if any, was rewritten. */
    private interface Operand {
        /** Marks the variables of the operand as used in the enclosing scope. */
        Body finish();
    }

    /** A body without braces: it may not declare variables, and its variables are those of the scope around it. */
    private final class ImplicitBody implements Operand, ExprVisitor<@Nullable Expr> {
        private final String where;
        private final List<Expr> exprs = new ArrayList<>();
        /** Each expression as rewritten, or null if {@link #finish} rewrites it. */
        private final List<@Nullable Expr> rewritten = new ArrayList<>();

        ImplicitBody(Body body, String where) {
            this.where = where;
            for (Expr expr : body) {
                exprs.add(expr);
                rewritten.add(expr.terms().accept(this));
            }
        }

        @Override
        public Body finish() {
            List<Expr> finished = new ArrayList<>();
            for (int i = 0; i < exprs.size(); i++) {
                Expr done = rewritten.get(i);
                if (done != null) {
                    markUsed(List.of(done));
                }
                finished.add(done == null ? plain(exprs.get(i)) : done);
            }
            return new Body(finished);
        }

        private Expr current() {
            return exprs.get(exprs.size() - 1);
        }

        @Override
        public @Nullable Expr visitTerm(Term term) {
            return null;
        }

        @Override
        public @Nullable Expr visitCall(CallTerm call) {
            if (Refs.isAssignment(current())) {
                error(current().origin(), "cannot assign vars inside " + where);
            }
            return null;
        }

        @Override
        public @Nullable Expr visitSomeDecl(SomeDecl some) {
            error(current().origin(), "cannot declare vars inside " + where);
            return null;
        }

        @Override
        public @Nullable Expr visitEvery(Every every) {
            return null;
        }

        @Override
        public Expr visitNot(Not not) {
            return not(current(), not);
        }

        @Override
        public Expr visitLogicalAnd(LogicalAnd and) {
            return logical(current(), and, IN_AND);
        }

        @Override
        public Expr visitLogicalOr(LogicalOr or) {
            return logical(current(), or, IN_OR);
        }
    }

    /** Marks the variables of nested bodies as used in the scope around them, as OPA does: declaring them later is an error. */
    private void markUsed(List<? extends Node> nodes) {
        NodeWalk.walk(nodes, node -> {
            if (node instanceof VarTerm variable) {
                if (scopes.declared(variable.name()) != null) {
                    scopes.seen(variable.name());
                } else {
                    scopes.insert(variable.name(), variable.name(), Occurrence.SEEN);
                }
            }
            return !(node instanceof ComprehensionTerm || node instanceof Term term && Refs.isRootDocument(term));
        });
    }

    static boolean isWildcard(String name) {
        return name.startsWith("$");
    }
}
