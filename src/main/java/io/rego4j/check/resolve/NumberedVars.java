package io.rego4j.check.resolve;

import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.Capabilities;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.tree.Refs;
import java.util.HashMap;
import java.util.Map;

/**
 * Names the local variables of a rule by the order in which they appear: rules that differ in the names of their variables
 * only become equal.
 */
public final class NumberedVars extends Rewriter {
    private final Map<String, String> numbers = new HashMap<>();
    private final Capabilities capabilities;
    private int next;

    public NumberedVars(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /** For the {@code else} of a rule: it shares the parameters, which have generated names, and nothing else. */
    public NumberedVars forElse() {
        NumberedVars other = new NumberedVars(capabilities);
        other.next = next;
        numbers.forEach((name, number) -> {
            if (GeneratedVars.isGenerated(name)) {
                other.numbers.put(name, number);
            }
        });
        return other;
    }

    /** The name for a variable. */
    public String number(String name) {
        return numbers.computeIfAbsent(name, ignored -> "#" + next++);
    }

    @Override
    public Term visitVar(VarTerm term) {
        return Refs.isRootName(term.name()) ? term : new VarTerm(number(term.name()), term.origin());
    }

    /** A parameter called input or data is read as a reference of one name; any other is a variable. */
    @Override
    public Term visitRef(RefTerm ref) {
        Term resolved = super.visitRef(ref);
        boolean isParameter = ref.terms().size() == 1
                && Refs.isRootName(ref.head().origin().text())
                && resolved instanceof RefTerm now
                && !Refs.isRootName(String.valueOf(now.headName()));
        return isParameter ? ((RefTerm) resolved).head() : resolved;
    }

    /** The target is a document or a function; the value may be a built-in. */
    @Override
    public With with(With with) {
        Term value = with.value();
        boolean named = value instanceof VarTerm || value instanceof RefTerm;
        boolean isBuiltin = named && capabilities.builtin(value.toString()).isPresent();
        return new With(with.target(), isBuiltin ? value : term(value), with.origin());
    }
}
