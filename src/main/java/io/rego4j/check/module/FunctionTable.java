package io.rego4j.check.module;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.tree.Refs;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many arguments the functions of a policy and the built-ins take. */
public final class FunctionTable {
    private final Capabilities capabilities;
    private final RuleTree rules;
    private final boolean partial;

    /** @param partial true if functions may be in modules that are not checked here */
    public FunctionTable(Capabilities capabilities, RuleTree rules, boolean partial) {
        this.capabilities = capabilities;
        this.rules = rules;
        this.partial = partial;
    }

    /**
     * The number of arguments of what is called; -1 if there is no such function. A function of a module that is
     * not checked here takes all arguments but the last, so that a variable in the last argument counts as bound; it takes
     * at least one.
     */
    public int arity(CallTerm call) {
        Builtin builtin = builtin(call);
        if (builtin != null) {
            return builtin.arity();
        }
        RefTerm function = Refs.operatorRef(call);
        List<RuleUnit> named = rules.rulesAt(function);
        if (!named.isEmpty()) {
            return named.get(0).args.size();
        }
        return isElsewhere(function) ? Math.max(1, call.args().size() - 1) : -1;
    }

    /** True if a reference may name a rule of a module that is not checked here. */
    public boolean isElsewhere(RefTerm ref) {
        return partial && Refs.startsWith(ref, "data") && !rules.crosses(ref);
    }

    @Nullable
    public Builtin builtin(CallTerm call) {
        return Refs.startsWith(call.operator(), "data") ? null : builtin(Refs.operatorName(call));
    }

    @Nullable
    public Builtin builtin(String name) {
        return capabilities.builtin(name).orElse(null);
    }

    /** True if a term is a reference to, or the name of, a built-in. */
    public boolean isBuiltin(Term term) {
        return term instanceof RefTerm ref
                ? builtin(Refs.operatorName(new CallTerm(ref, List.of()))) != null
                : term instanceof VarTerm variable && builtin(variable.name()) != null;
    }
}
