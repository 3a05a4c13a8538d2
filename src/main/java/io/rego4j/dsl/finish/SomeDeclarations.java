package io.rego4j.dsl.finish;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.VarTerm;

/** The two forms of {@code some}: names by themselves, and {@code some … in xs}. */
public final class SomeDeclarations {
    private SomeDeclarations() {}

    /** True for a {@code some} that declares what no parser could have read: a pattern without a collection. */
    static boolean isUnfinished(SomeDecl some) {
        return !isMembership(some) && !some.symbols().stream().allMatch(VarTerm.class::isInstance);
    }

    /** True for {@code some … in xs}. */
    public static boolean isMembership(SomeDecl some) {
        return some.symbols().get(0) instanceof CallTerm call
                && call.operator() instanceof RefTerm
                && (call.calls("internal.member_2") || call.calls("internal.member_3"));
    }
}
