package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template string: {@code $"pets: {count(pets)}"}.
 *
 * @param parts strings and other constants as {@link Term}s, everything else as {@link Expr}s
 * @param multiLine true if it is written in backquotes
 */
public record TemplateStringTerm(List<? extends TemplatePart> parts, boolean multiLine, Origin origin) implements Term {
    public TemplateStringTerm {
        parts = List.copyOf(parts);
    }

    /** A node without a source location. */
    public TemplateStringTerm(List<? extends TemplatePart> parts, boolean multiLine) {
        this(parts, multiLine, Origin.NONE);
    }

    @Override
    public List<? extends Node> children() {
        return parts;
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitTemplateString(this);
    }

    @Override
    public TemplateStringTerm withOrigin(Origin origin) {
        return new TemplateStringTerm(parts, multiLine, origin);
    }

    @Override
    public boolean isGround() {
        return false;
    }

    @Override
    public String kind() {
        return "templatestring";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof TemplateStringTerm that
                        && multiLine == that.multiLine
                        && Nodes.equal(parts, that.parts);
    }

    @Override
    public int hashCode() {
        return 31 * Nodes.hash(parts) + Boolean.hashCode(multiLine);
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
