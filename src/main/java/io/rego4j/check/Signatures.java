package io.rego4j.check;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many arguments the functions of a policy and the built-ins take. */
final class Signatures {
    private final Capabilities capabilities;
    private final RuleTree rules;

    Signatures(Capabilities capabilities, RuleTree rules) {
        this.capabilities = capabilities;
        this.rules = rules;
    }

    /** The number of arguments of what is called; -1 if there is no such function. */
    int arity(CallTerm call) {
        Builtin builtin = builtin(call);
        if (builtin != null) {
            return builtin.arity();
        }
        List<RuleUnit> named = rules.rulesAt(Refs.operatorRef(call));
        return named.isEmpty() ? -1 : named.get(0).args.size();
    }

    @Nullable
    Builtin builtin(CallTerm call) {
        return Refs.startsWith(call.operator(), "data") ? null : builtin(Refs.operatorName(call));
    }

    @Nullable
    Builtin builtin(String name) {
        return capabilities.builtin(name).orElse(null);
    }

    /** True if a term is a reference to, or the name of, a built-in. */
    boolean isBuiltin(Term term) {
        return term instanceof RefTerm ref
                ? builtin(Refs.operatorName(new CallTerm(ref, List.of()))) != null
                : term instanceof VarTerm variable && builtin(variable.name()) != null;
    }
}
