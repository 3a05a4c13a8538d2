package io.rego4j.check.tree;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.List;

/** Tests whether a term is a constant. */
public final class Constants {
    private Constants() {}

    /** True if nothing in the term has to be evaluated. */
    public static boolean isConstant(Term term) {
        return term instanceof ScalarTerm || term.accept(new ConstantTest());
    }

    private static final class ConstantTest implements TermKindVisitor<Boolean> {
        @Override
        public Boolean visitScalar(ScalarTerm term) {
            return true;
        }

        @Override
        public Boolean visitVar(VarTerm term) {
            return false;
        }

        @Override
        public Boolean visitRef(RefTerm term) {
            return false;
        }

        @Override
        public Boolean visitCall(CallTerm term) {
            return false;
        }

        @Override
        public Boolean visitComprehension(ComprehensionTerm term) {
            return false;
        }

        @Override
        public Boolean visitArray(ArrayTerm term) {
            return all(term.items());
        }

        @Override
        public Boolean visitSet(SetTerm term) {
            return all(term.items());
        }

        @Override
        public Boolean visitObject(ObjectTerm term) {
            return term.entries().stream()
                    .allMatch(e -> e.key().accept(this) && e.value().accept(this));
        }

        @Override
        public Boolean visitTemplateString(TemplateStringTerm term) {
            return term.parts().stream().allMatch(part -> part.map(t -> t.accept(this), this::isConstant));
        }

        private boolean isConstant(Expr expr) {
            return expr.with().isEmpty() && expr.terms() instanceof Term term && term.accept(this);
        }

        private boolean all(List<Term> terms) {
            for (Term term : terms) {
                if (!term.accept(this)) {
                    return false;
                }
            }
            return true;
        }
    }
}
