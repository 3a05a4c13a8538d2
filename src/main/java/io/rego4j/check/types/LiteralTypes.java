package io.rego4j.check.types;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.RegoType;
import io.rego4j.check.tree.Refs;

/**
 * The type of a term from its literals alone; references below input and data have the type any, other terms an unknown
 * one.
 */
public final class LiteralTypes {
    private LiteralTypes() {}

    public static RegoType of(Term term) {
        return new Typing().of(term);
    }

    /** Types of literals, and of references below input and data; other terms have an unknown type. */
    static class Typing extends TermTyping {
        @Override
        public RegoType visitVar(VarTerm variable) {
            return RegoType.UNKNOWN;
        }

        @Override
        public RegoType visitRef(RefTerm ref) {
            return Refs.isRootName(ref.head()) ? RegoType.ANY : RegoType.UNKNOWN;
        }

        @Override
        public RegoType visitCall(CallTerm call) {
            return RegoType.UNKNOWN;
        }

        @Override
        public RegoType visitArrayComprehension(ArrayComprehensionTerm term) {
            return RegoType.UNKNOWN;
        }

        @Override
        public RegoType visitSetComprehension(SetComprehensionTerm term) {
            return RegoType.UNKNOWN;
        }

        @Override
        public RegoType visitObjectComprehension(ObjectComprehensionTerm term) {
            return RegoType.UNKNOWN;
        }
    }
}
