package io.rego4j.check.resolve;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.resolve.VarScopes.Occurrence;
import io.rego4j.check.safety.OutputVars;
import io.rego4j.check.safety.VarCollector;
import io.rego4j.check.safety.VarSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What {@code some} declares in a body: {@code some x in xs} becomes {@code __local0__ = xs[_]}. */
final class SomeDeclRewriter {
    private final ScopedBodyRewriter bodies;
    private final GeneratedVars names;

    SomeDeclRewriter(ScopedBodyRewriter bodies, GeneratedVars names) {
        this.bodies = bodies;
        this.names = names;
    }

    /** The rewritten expression; null if it only declares variables. */
    @Nullable
    Expr declared(Expr expr, SomeDecl some) {
        for (Term symbol : some.symbols()) {
            if (symbol instanceof VarTerm variable) {
                String replacement = bodies.declare(variable.name(), Occurrence.DECLARED, some.origin());
                if (replacement == null) {
                    return null;
                }
                names.declared(replacement, variable.origin());
            } else if (symbol instanceof CallTerm membership
                    && membership.args().size() >= 2) {
                return someIn(expr, some, membership.args());
            }
        }
        return null;
    }

    private @Nullable Expr someIn(Expr expr, SomeDecl some, List<Term> args) {
        Term key = args.size() == 3 ? args.get(0) : names.generate(some.origin());
        Term value = args.get(args.size() - 2);
        Term container = args.get(args.size() - 1);

        Set<String> bound = new TreeSet<>(VarCollector.ofTerms(List.of(key, value), VarCollector.BOUND));
        Set<String> domain = VarCollector.of(container, Set.of(VarCollector.Skip.CLOSURES));
        int before = bodies.errors.size();
        for (String name : bound) {
            if (domain.contains(name) && !ScopedBodyRewriter.isWildcard(name)) {
                bodies.error(some.origin(), "var " + name + " assigned before");
            }
        }
        if (bodies.errors.size() > before) {
            return null;
        }

        List<Term> path = new ArrayList<>();
        if (container instanceof RefTerm ref) {
            path.addAll(ref.terms());
        } else {
            path.add(container);
        }
        path.add(key);
        Term element = new RefTerm(path, container.origin());
        Term operator = new RefTerm(List.of(new VarTerm("eq")));
        Expr equality = expr.withTerms(new CallTerm(operator, List.of(value, element), some.origin()));
        Set<String> known = VarCollector.of(container, VarCollector.NOTHING);
        for (String name : new TreeSet<>(OutputVars.ofEquality(equality, VarSet.of(known)))) {
            if (bodies.declare(name, Occurrence.DECLARED, some.origin()) == null) {
                return null;
            }
        }
        return bodies.plain(equality);
    }
}
