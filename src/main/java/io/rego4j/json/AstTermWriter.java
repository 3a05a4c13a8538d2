package io.rego4j.json;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Terms as JSON, field by field in the order of OPA's {@code term_json.go}. */
final class AstTermWriter implements TermVisitor<@Nullable Void> {
    private final JsonOutput out;
    private final AstWriter nodes;

    AstTermWriter(JsonOutput out, AstWriter nodes) {
        this.out = out;
        this.nodes = nodes;
    }

    void write(Term term) {
        out.startObject();
        out.location(term.origin());
        out.field("type", term.kind());
        out.field("value");
        writeValue(term);
        out.endObject();
    }

    void writeAll(List<? extends Term> terms) {
        out.array(terms, this::write);
    }

    /** A term without its location. */
    void writeWithoutLocation(Term term) {
        out.startObject();
        out.field("type", term.kind());
        out.field("value");
        writeValue(term);
        out.endObject();
    }

    private void writeValue(Term term) {
        term.accept(this);
    }

    @Override
    public @Nullable Void visitNull(NullTerm term) {
        // OPA's null is an empty struct, and so it is written.
        out.startObject();
        out.endObject();
        return null;
    }

    @Override
    public @Nullable Void visitBoolean(BooleanTerm term) {
        out.bool(term.value());
        return null;
    }

    @Override
    public @Nullable Void visitNumber(NumberTerm term) {
        out.number(term.text());
        return null;
    }

    @Override
    public @Nullable Void visitString(StringTerm term) {
        out.text(term.value());
        return null;
    }

    @Override
    public @Nullable Void visitVar(VarTerm term) {
        out.text(term.name());
        return null;
    }

    @Override
    public @Nullable Void visitRef(RefTerm term) {
        writeAll(term.terms());
        return null;
    }

    /** The operator, then the arguments: the same inside a term and as an expression. */
    @Override
    public @Nullable Void visitCall(CallTerm term) {
        out.startArray();
        write(term.operator());
        for (Term arg : term.args()) {
            write(arg);
        }
        out.endArray();
        return null;
    }

    @Override
    public @Nullable Void visitArray(ArrayTerm term) {
        writeAll(term.items());
        return null;
    }

    @Override
    public @Nullable Void visitSet(SetTerm term) {
        writeAll(term.items());
        return null;
    }

    @Override
    public @Nullable Void visitObject(ObjectTerm term) {
        out.array(term.entries(), entry -> {
            out.startArray();
            write(entry.key());
            write(entry.value());
            out.endArray();
        });
        return null;
    }

    @Override
    public @Nullable Void visitArrayComprehension(ArrayComprehensionTerm term) {
        return writeComprehension(term.term(), term.body());
    }

    @Override
    public @Nullable Void visitSetComprehension(SetComprehensionTerm term) {
        return writeComprehension(term.term(), term.body());
    }

    private @Nullable Void writeComprehension(Term term, Body body) {
        out.startObject();
        out.field("term");
        write(term);
        out.field("body");
        nodes.visitBody(body);
        out.endObject();
        return null;
    }

    @Override
    public @Nullable Void visitObjectComprehension(ObjectComprehensionTerm term) {
        out.startObject();
        out.field("key");
        write(term.key());
        out.field("value");
        write(term.value());
        out.field("body");
        nodes.visitBody(term.body());
        out.endObject();
        return null;
    }

    @Override
    public @Nullable Void visitTemplateString(TemplateStringTerm term) {
        out.startObject();
        out.field("parts");
        if (term.parts().isEmpty()) {
            out.nullValue();
        } else {
            out.array(term.parts(), part -> part.<@Nullable Void>map(nodes::visitTerm, nodes::visitExpr));
        }
        out.field("multi_line", term.multiLine());
        out.endObject();
        return null;
    }
}
