package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comment.
 *
 * @param text what follows the number sign, as it was written; never a line feed
 */
public record Comment(String text, Origin origin) implements Node {
    public Comment {
        if (text.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a comment is one line");
        }
    }

    /** A node without a source location. */
    public Comment(String text) {
        this(text, Origin.NONE);
    }

    @Override
    public <R extends @Nullable Object> R accept(NodeVisitor<R> visitor) {
        return visitor.visitComment(this);
    }

    @Override
    public List<? extends Node> children() {
        return List.of();
    }

    /** The same node with another origin. */
    public Comment withOrigin(Origin origin) {
        return new Comment(text, origin);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
