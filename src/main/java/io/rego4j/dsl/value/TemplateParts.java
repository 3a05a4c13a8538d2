package io.rego4j.dsl.value;

import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplatePart;
import io.rego4j.ast.TemplateStringTerm;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of template strings. */
public final class TemplateParts {
    private TemplateParts() {}

    /** Constants are folded into the text around them, as OPA's formatter folds them. */
    public static TemplateStringTerm of(boolean multiLine, List<Expr> values) {
        List<TemplatePart> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Expr expr : values) {
            String constant = constant(expr);
            if (constant != null) {
                text.append(constant);
            } else {
                flush(text, parts);
                parts.add(requireValue(expr));
            }
        }
        flush(text, parts);
        boolean raw =
                multiLine && parts.stream().noneMatch(p -> p instanceof StringTerm s && !fitsBackquotes(s.value()));
        return new TemplateStringTerm(parts, raw);
    }

    /** False for text that backquotes cannot hold: they have no escape but a backslash before a brace. */
    private static boolean fitsBackquotes(String text) {
        return !text.contains("\\{")
                && !text.endsWith("\\")
                && text.indexOf('`') < 0
                && text.indexOf('\uFEFF') < 0
                && text.indexOf('\0') < 0;
    }

    private static void flush(StringBuilder text, List<TemplatePart> parts) {
        if (!text.isEmpty()) {
            parts.add(new StringTerm(text.toString()));
            text.setLength(0);
        }
    }

    private static @Nullable String constant(Expr expr) {
        if (!expr.with().isEmpty() || expr.negated()) {
            return null;
        }
        if (expr.terms() instanceof StringTerm string) {
            return string.value();
        }
        return expr.terms() instanceof ScalarTerm scalar ? scalar.toString() : null;
    }

    private static Expr requireValue(Expr expr) {
        boolean statement = expr.negated()
                || expr.terms() instanceof SomeDecl
                || expr.terms() instanceof Every
                || expr.calls("eq")
                || expr.calls("assign");
        if (statement) {
            throw new IllegalArgumentException(
                    "a template string holds values: no negation, assignment, unification, some or every");
        }
        return expr;
    }
}
