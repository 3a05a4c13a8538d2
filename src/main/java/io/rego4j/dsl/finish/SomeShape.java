package io.rego4j.dsl.finish;

import io.rego4j.ast.Expr;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.VarTerm;

/** What a {@code some} without {@code in} may have: Rego has no text for more. */
final class SomeShape {
    private SomeShape() {}

    /** Refuses one that has more. */
    static void require(Expr expr) {
        if (!(expr.terms() instanceof SomeDecl some) || some.isMembership()) {
            return;
        } else if (!some.symbols().stream().allMatch(VarTerm.class::isInstance)) {
            throw new IllegalArgumentException("a some with a pattern needs an in(…)");
        } else if (!expr.with().isEmpty()) {
            throw new IllegalArgumentException("a some without in(…) takes no with(…)");
        }
    }
}
