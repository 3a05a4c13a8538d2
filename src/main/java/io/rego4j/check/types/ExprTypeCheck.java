package io.rego4j.check.types;

import static io.rego4j.check.RegoType.ANY;
import static io.rego4j.check.RegoType.UNKNOWN;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.With;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.FunctionType;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.problem.Problems.Problem;
import io.rego4j.check.tree.Refs;
import io.rego4j.internal.language.InfixOperators;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of the arguments of one expression: OPA's {@code checkExpr}. */
final class ExprTypeCheck {
    private final TypeEnv env;
    private final TypeInference terms;
    private final GeneratedVars names;
    private boolean unknown;

    ExprTypeCheck(TypeEnv env, GeneratedVars names) {
        this.env = env;
        this.terms = new TypeInference(env);
        this.names = names;
    }

    /** True if the error found last is about something without a type. */
    boolean causedByUnknown() {
        return unknown;
    }

    @Nullable
    Problem check(Expr expr) {
        unknown = false;
        for (With with : expr.with()) {
            Problem problem = modifier(with);
            if (problem != null) {
                return problem;
            }
        }
        if (!(expr.terms() instanceof CallTerm call)) {
            return null;
        }
        if (Refs.isEquality(expr)) {
            return equality(expr, call);
        }
        String name = Refs.operatorName(call);
        if (InfixOperators.isMember(name)) {
            Problem problem = membership(expr, call.args(), name.equals(InfixOperators.MEMBER_WITH_KEY));
            if (problem != null) {
                return problem;
            }
        }
        return call(expr, call);
    }

    private @Nullable Problem modifier(With with) {
        if (env.of(with.target()) instanceof FunctionType target
                && env.of(with.value()) instanceof FunctionType value
                && !TypeUnification.unifies(target, value)) {
            return argumentError(with.origin(), with.target().toString(), "arity mismatch", value.args(), target);
        }
        return null;
    }

    private @Nullable Problem equality(Expr expr, CallTerm call) {
        List<Term> args = call.args();
        if (args.size() != 2) {
            FunctionType eq = new FunctionType(List.of(ANY, ANY), null, null);
            String fault = args.size() < 2 ? "too few arguments" : "too many arguments";
            return argumentError(expr.origin(), "eq", fault, env.of(args), eq);
        }
        RegoType left = env.of(args.get(0));
        RegoType right = env.of(args.get(1));
        return terms.unify(args.get(0), left, args.get(1), right) ? null : matchError(expr, left, right);
    }

    private @Nullable Problem membership(Expr expr, List<Term> args, boolean withKey) {
        int arity = withKey ? 3 : 2;
        if (args.size() < arity) {
            return null;
        }
        RegoType collection = env.of(args.get(arity - 1));
        RegoType values = TypeAlgebra.values(collection);
        if (values == UNKNOWN) {
            return null;
        }
        Problem problem = withKey ? member(expr, args.get(0), TypeAlgebra.keys(collection)) : null;
        return problem != null ? problem : member(expr, args.get(arity - 2), values);
    }

    private @Nullable Problem member(Expr expr, Term term, RegoType type) {
        if (TypeAlgebra.hasUnknown(type)) {
            return null;
        }
        RegoType have = env.of(term);
        boolean fits =
                (TypeAlgebra.hasUnknown(have) || TypeUnification.unifies(have, type)) && terms.unify(term, type, false);
        return fits ? null : matchError(expr, have, type);
    }

    private @Nullable Problem call(Expr expr, CallTerm call) {
        RefTerm operator = Refs.operatorRef(call);
        RegoType type = env.of(operator);
        if (type == ANY) {
            // A function of a module that is not checked here: its result has type any.
            call.args().forEach(arg -> terms.unify(arg, ANY, false));
            return null;
        } else if (!(type instanceof FunctionType function)) {
            return new Problem(
                    Diagnostic.TYPE_ERROR, "undefined function " + names.written(operator), expr.origin(), List.of());
        } else {
            return arguments(expr, call, function);
        }
    }

    private @Nullable Problem arguments(Expr expr, CallTerm call, FunctionType function) {
        List<RegoType> wanted = new ArrayList<>(function.args());
        if (function.result() != null) {
            wanted.add(function.result());
        }
        FunctionType all = new FunctionType(wanted, function.variadic(), null);
        List<Term> args = call.args();
        List<RegoType> have = env.of(args);
        String name = Refs.operatorName(call);
        if (args.size() > wanted.size() && function.variadic() == null) {
            return argumentError(expr.origin(), name, "too many arguments", have, function);
        } else if (args.size() < function.args().size()) {
            return argumentError(expr.origin(), name, "too few arguments", have, function);
        }
        for (int i = 0; i < args.size(); i++) {
            RegoType want = TypeAlgebra.argument(all, i);
            if (!TypeAlgebra.hasUnknown(have.get(i)) && !TypeUnification.unifies(have.get(i), want)) {
                return argumentError(expr.origin(), name, "invalid argument(s)", have, function);
            }
            if (!terms.unify(args.get(i), want, false)) {
                return argumentError(expr.origin(), name, "invalid argument(s)", env.of(args), function);
            }
        }
        return null;
    }

    private Problem argumentError(
            Origin origin, String name, String fault, List<RegoType> have, FunctionType function) {
        unknown = have.stream().anyMatch(TypeAlgebra::hasUnknown);
        return new Problem(
                Diagnostic.TYPE_ERROR,
                name + ": " + fault,
                origin,
                List.of("have: " + SignatureText.have(have), "want: " + SignatureText.want(name, function)));
    }

    private Problem matchError(Expr expr, RegoType left, RegoType right) {
        unknown = TypeAlgebra.hasUnknown(left) || TypeAlgebra.hasUnknown(right);
        return new Problem(
                Diagnostic.TYPE_ERROR, "match error", expr.origin(), List.of("left: " + left, "right: " + right));
    }
}
