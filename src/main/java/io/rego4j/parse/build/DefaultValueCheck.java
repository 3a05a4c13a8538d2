package io.rego4j.parse.build;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kind of the first part of a term that may not be in the value of a default rule; null for a constant. */
final class DefaultValueCheck {
    private DefaultValueCheck() {}

    static @Nullable String nonConstant(Term value) {
        return switch (TermKind.of(value)) {
            case NULL, BOOLEAN, NUMBER, STRING, ARRAY_COMPREHENSION, SET_COMPREHENSION, OBJECT_COMPREHENSION -> null;
            case VAR, REF, CALL -> value.kind();
            case ARRAY, SET, OBJECT -> first(value.children());
            case TEMPLATE_STRING -> first(((TemplateStringTerm) value).parts());
        };
    }

    private static @Nullable String first(List<? extends Node> parts) {
        for (Node part : parts) {
            String kind = part instanceof Expr expr ? nonConstant(expr) : nonConstant((Term) part);
            if (kind != null) {
                return kind;
            }
        }
        return null;
    }

    private static @Nullable String nonConstant(Expr expr) {
        if (expr.terms() instanceof CallTerm call) {
            String kind = nonConstant(call.operator());
            return kind == null ? "call" : kind;
        }
        return expr.terms() instanceof Term term ? nonConstant(term) : null;
    }
}
