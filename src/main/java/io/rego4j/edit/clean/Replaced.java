package io.rego4j.edit.clean;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.language.InfixOperators;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A resolved rule in which some calls are replaced. */
final class Replaced extends Rewriter {
    /** {@code true in} the argument. */
    static final String ANY = "any";
    /** {@code not false in} the argument. */
    static final String ALL = "all";

    private record Place(Source source, int start) {}

    private final Map<Place, String> calls = new HashMap<>();

    /** Always true. */
    boolean add(CallTerm call, String replacement) {
        calls.put(place(call), replacement);
        return true;
    }

    /** A call is known by its operator: two calls may start at one place. */
    private static Place place(CallTerm call) {
        Origin origin = call.operator().origin();
        return new Place(origin.source() == null ? Source.of("") : origin.source(), origin.start());
    }

    @Override
    public Expr expr(Expr expr) {
        Expr changed = super.expr(expr);
        boolean isAll = expr.terms() instanceof CallTerm call && ALL.equals(calls.get(place(call)));
        return isAll ? changed.withNegated(!changed.negated()) : changed;
    }

    @Override
    public Term visitCall(CallTerm call) {
        String replacement = calls.get(place(call));
        List<Term> args = terms(call.args());
        if (replacement == null) {
            return super.visitCall(call);
        } else if (replacement.equals(ANY) || replacement.equals(ALL)) {
            return new CallTerm(
                    builtin(InfixOperators.MEMBER),
                    List.of(new BooleanTerm(replacement.equals(ANY)), args.get(0)),
                    call.origin());
        }
        return new CallTerm(builtin(replacement), args, call.origin());
    }

    private static RefTerm builtin(String name) {
        List<Term> terms = new ArrayList<>();
        for (String part : name.split("\\.")) {
            terms.add(terms.isEmpty() ? new VarTerm(part) : new StringTerm(part));
        }
        return new RefTerm(terms);
    }
}
