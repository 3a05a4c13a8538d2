package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set comprehension: {@code {term | body}}.
 *
 * @param term the element that is collected
 * @param body the body; an element is collected for each way in which it holds
 */
public record SetComprehensionTerm(Term term, Body body, Origin origin) implements ComprehensionTerm {
    public SetComprehensionTerm {
        Objects.requireNonNull(term, "term");
        Objects.requireNonNull(body, "body");
    }

    /** A node without a source location. */
    public SetComprehensionTerm(Term term, Body body) {
        this(term, body, Origin.NONE);
    }

    @Override
    public SetComprehensionTerm withParts(List<Term> terms, Body body) {
        return new SetComprehensionTerm(terms.get(0), body, origin);
    }

    @Override
    public List<Term> terms() {
        return List.of(term);
    }

    @Override
    public List<? extends Node> children() {
        return List.of(term, body);
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitSetComprehension(this);
    }

    @Override
    public SetComprehensionTerm withOrigin(Origin origin) {
        return new SetComprehensionTerm(term, body, origin);
    }

    @Override
    public String kind() {
        return "setcomprehension";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof SetComprehensionTerm that && Nodes.equal(term, that.term) && body.equals(that.body);
    }

    @Override
    public int hashCode() {
        return 31 * Nodes.hash(term) + body.hashCode();
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
