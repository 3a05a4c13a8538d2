package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.Value;
import org.jspecify.annotations.Nullable;

/** The local variables of one call. A variable is null while it is undefined. */
public final class Frame {
    private static final Draft[] NONE = new Draft[0];

    final Evaluation evaluation;
    final @Nullable Value[] locals;

    /** The collections that are being made, by variable; it comes before the value of that variable. */
    final @Nullable Draft[] drafts;

    @Nullable
    Value result;

    /** Where to put what rules give, while that is being looked for after a conflict; null otherwise. */
    @Nullable
    Conflicts conflicts;

    Frame(Evaluation evaluation, int locals, boolean hasDrafts) {
        this.evaluation = evaluation;
        this.locals = new Value[locals];
        this.drafts = hasDrafts ? new Draft[locals] : NONE;
    }
}
