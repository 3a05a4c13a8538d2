package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import io.rego4j.ast.text.TermText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code package a.b}. Named so because java.lang has a Package.
 *
 * @param path the reference {@code data.a.b}
 */
public record RegoPackage(RefTerm path, Origin origin) implements Node {
    public RegoPackage {
        Objects.requireNonNull(path, "path");
    }

    /** A node without a source location. */
    public RegoPackage(RefTerm path) {
        this(path, Origin.NONE);
    }

    /** The path as the policy writes it, without {@code data}. */
    public String name() {
        return TermText.of(path).replaceFirst("^data\\.", "");
    }

    @Override
    public <R extends @Nullable Object> R accept(NodeVisitor<R> visitor) {
        return visitor.visitPackage(this);
    }

    @Override
    public List<? extends Node> children() {
        return List.of(path);
    }

    /** The same node with another origin. */
    public RegoPackage withOrigin(Origin origin) {
        return new RegoPackage(path, origin);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
