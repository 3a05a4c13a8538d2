package io.rego4j.parse.build;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Head;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Spelling;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule's head while it is built: its meaning depends on the rest of the rule. */
final class RuleHeadDraft {
    @Nullable
    String name;

    RefTerm ref;
    List<Term> args = List.of();
    boolean function;

    @Nullable
    Term key;

    @Nullable
    Term value;

    boolean assign;
    boolean contains;
    boolean generatedValue;
    Origin origin;

    RuleHeadDraft(RefTerm ref, Origin origin) {
        this.ref = ref;
        this.origin = origin;
    }

    /** The finished head. */
    Head head(boolean hasIf) {
        Origin spelled = origin;
        if (hasIf) {
            spelled = spelled.with(Spelling.IF);
        }
        if (contains) {
            spelled = spelled.with(Spelling.CONTAINS);
        }
        if (generatedValue) {
            spelled = spelled.with(Spelling.GENERATED_VALUE);
        }
        return new Head(name, ref, args, key, value, assign, spelled);
    }

    /** Sets key, value and name of {@code p[x]}, which depend on whether {@code if} follows. */
    void complete(boolean hasIf) {
        if (ref.terms().size() != 2 || contains) {
            return;
        }
        Term last = ref.terms().get(1);
        if (hasIf) {
            if ((!last.isGround() || last instanceof RefTerm) && args.isEmpty()) {
                key = last;
            }
            if (value == null) {
                generatedValue = true;
                value = new BooleanTerm(true, origin);
            } else if (ref.head() instanceof VarTerm variable) {
                name = variable.name();
            }
        } else if (args.isEmpty() && ref.head() instanceof VarTerm variable) {
            name = variable.name();
            key = last;
            if (value == null) {
                ref = new RefTerm(List.of(ref.head()), ref.origin());
            }
        }
    }
}
