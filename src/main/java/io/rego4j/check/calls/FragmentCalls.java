package io.rego4j.check.calls;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.Term;
import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.RegoType;
import io.rego4j.check.RegoType.FunctionType;
import io.rego4j.check.module.FunctionTable;
import io.rego4j.check.module.RuleTree;
import io.rego4j.check.types.LiteralTypes;
import io.rego4j.check.types.SignatureText;
import io.rego4j.check.types.TypeAlgebra;
import io.rego4j.check.types.TypeUnification;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the calls of built-ins in a part of a module: errors that do not depend on the rest of the module. */
public final class FragmentCalls {
    private final FunctionTable signatures;
    private final List<Diagnostic> found = new ArrayList<>();

    private FragmentCalls(Capabilities capabilities) {
        this.signatures = new FunctionTable(capabilities, new RuleTree(), false);
    }

    public static List<Diagnostic> check(Node fragment, Capabilities capabilities) {
        FragmentCalls calls = new FragmentCalls(capabilities);
        calls.node(fragment, false);
        return calls.found;
    }

    /** A call that is an expression by itself may have one argument more, which takes the result. */
    private void node(Node node, boolean isExpr) {
        if (node instanceof CallTerm call) {
            call(call, isExpr);
        }
        for (Node child : node.children()) {
            node(child, node instanceof Expr);
        }
    }

    private void call(CallTerm call, boolean isExpr) {
        Builtin builtin = signatures.builtin(call);
        if (builtin == null) {
            return; // A function of the policy, perhaps.
        }
        int args = call.args().size();
        boolean fits = args == builtin.arity() || isExpr && args == builtin.arity() + 1;
        if (!fits && builtin.type().variadic() == null) {
            report(call, builtin, "arity mismatch");
        } else if (wrongArgument(call, builtin.type()) != null) {
            report(call, builtin, "invalid argument(s)");
        }
    }

    private static @Nullable Term wrongArgument(CallTerm call, FunctionType type) {
        for (int i = 0; i < call.args().size(); i++) {
            RegoType have = LiteralTypes.of(call.args().get(i));
            RegoType result = type.result();
            RegoType want = i < type.args().size() || result == null ? TypeAlgebra.argument(type, i) : result;
            if (!TypeAlgebra.hasUnknown(have) && want != RegoType.UNKNOWN && !TypeUnification.unifies(have, want)) {
                return call.args().get(i);
            }
        }
        return null;
    }

    private void report(CallTerm call, Builtin builtin, String fault) {
        Span span = call.origin().span().orElse(null);
        String place = span == null ? " (expression " + call + ")" : "";
        List<RegoType> have = call.args().stream().map(LiteralTypes::of).toList();
        found.add(new Diagnostic(
                Diagnostic.TYPE_ERROR,
                builtin.name() + ": " + fault + place,
                span,
                List.of("have: " + SignatureText.have(have), "want: " + SignatureText.want(builtin))));
    }
}
