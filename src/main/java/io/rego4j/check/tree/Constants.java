package io.rego4j.check.tree;

import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import java.util.List;

/** Tests whether a term is a constant. */
public final class Constants {
    private Constants() {}

    /** True if nothing in the term has to be evaluated. */
    public static boolean isConstant(Term term) {
        return switch (TermKind.of(term)) {
            case NULL, BOOLEAN, NUMBER, STRING -> true;
            case VAR, REF, CALL, ARRAY_COMPREHENSION, SET_COMPREHENSION, OBJECT_COMPREHENSION -> false;
            case ARRAY, SET, OBJECT -> areConstant(term.children());
            case TEMPLATE_STRING -> areConstant(((TemplateStringTerm) term).parts());
        };
    }

    private static boolean areConstant(List<? extends Node> parts) {
        for (Node part : parts) {
            if (part instanceof Expr expr ? !isConstant(expr) : !isConstant((Term) part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isConstant(Expr expr) {
        return expr.with().isEmpty() && expr.terms() instanceof Term term && isConstant(term);
    }
}
