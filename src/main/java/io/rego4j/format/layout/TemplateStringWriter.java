package io.rego4j.format.layout;

import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.format.text.InlinePrinter;
import io.rego4j.format.text.LocatedComment;
import io.rego4j.format.text.SourceLocation;
import io.rego4j.internal.go.GoQuote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a template string: OPA's {@code writeTemplateString}. */
public final class TemplateStringWriter {
    private final WriterContext w;

    TemplateStringWriter(WriterContext w) {
        this.w = w;
    }

    void write(TemplateStringTerm template, SourceLocation place) {
        if (w.comments.writeSourceText(template, place)) {
            return;
        }
        char quote = template.multiLine() ? '`' : '"';
        w.out.write('$');
        w.out.write(quote);
        List<? extends Node> parts = template.parts();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Expr expr) {
                writeExpr(expr, i + 1 < parts.size() ? parts.get(i + 1) : null);
            } else if (parts.get(i) instanceof StringTerm string) {
                w.out.write(w.spelling().templateText(string.value(), template.multiLine()));
            } else {
                // A constant is as good as its text.
                w.out.write(unquoted(InlinePrinter.of(parts.get(i))));
            }
        }
        w.out.write(quote);
    }

    private void writeExpr(Expr expr, @Nullable Node next) {
        w.out.write('{');
        w.out.up();
        if (w.pending.waiting() != null) {
            w.comments.endLine();
            w.comments.startLine();
        } else {
            List<LocatedComment> before = w.pending.takeBefore(w.places.of(expr).row());
            if (!before.isEmpty()) {
                w.out.write(' ');
                w.out.setInline(true);
                w.comments.write(before);
            }
        }
        w.exprs.write(expr);
        if (next != null) {
            List<LocatedComment> before = w.pending.takeBefore(w.places.of(next).row());
            if (!before.isEmpty()) {
                w.comments.endLine();
                w.comments.write(before);
                w.comments.startLine();
            }
        }
        w.out.write('}');
        w.out.down();
    }

    /** The text that a constant part stands for; null if the part is not constant. */
    public static @Nullable String constantText(Node part) {
        if (part instanceof StringTerm string) {
            return string.value();
        }
        return part instanceof ScalarTerm ? InlinePrinter.of(part) : null;
    }

    /** Text in a template string as Rego reads it. */
    static String escapedAsRego(String value, boolean multiLine) {
        String quoted = multiLine ? value : GoQuote.rego(value).substring(1);
        return (multiLine ? quoted : quoted.substring(0, quoted.length() - 1)).replace("{", "\\{");
    }

    /** Text in a template string as OPA writes it. */
    static String escapedByOpa(String value, boolean multiLine) {
        if (multiLine) {
            return value.isEmpty() ? value : InlinePrinter.escapeBraces(value);
        }
        String quoted = InlinePrinter.escapeBraces(GoQuote.quote(value));
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String unquoted(String text) {
        int start = text.startsWith("\"") ? 1 : 0;
        int end = text.length() > start && text.endsWith("\"") ? text.length() - 1 : text.length();
        return text.substring(start, end);
    }
}
