package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import io.rego4j.ast.text.TermText;
import io.rego4j.internal.language.NameRules;
import io.rego4j.source.RegoVersion;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code import path as alias}.
 *
 * @param path a reference that starts with {@code input}, {@code data}, {@code rego} or {@code future}
 * @param alias the name given to it; null if none was written
 */
public record Import(RefTerm path, @Nullable VarTerm alias, Origin origin) implements Node {
    public Import {
        Objects.requireNonNull(path, "path");
    }

    /** A node without a source location. */
    public Import(RefTerm path, @Nullable VarTerm alias) {
        this(path, alias, Origin.NONE);
    }

    /** The name by which the policy uses the import: the alias, else the last part of the path. */
    public String name() {
        if (alias != null) {
            return alias.name();
        }
        Term last = path.terms().get(path.terms().size() - 1);
        return last instanceof StringTerm string ? string.value() : TermText.of(last);
    }

    /** True for an import of a version of Rego or of its keywords: it names no document. */
    public boolean isDirective() {
        return path.head() instanceof VarTerm root && NameRules.isDirective(root.name());
    }

    /** The version of Rego whose keywords {@code import rego.v1} or {@code import rego.v2} brings; empty for any other import. */
    public Optional<RegoVersion> regoVersion() {
        boolean isRego = path.startsWith("rego") && path.terms().size() == 2;
        return Stream.of(RegoVersion.V1, RegoVersion.V2)
                .filter(version -> isRego && path.constantPath().equals(List.of(version.label())))
                .findFirst();
    }

    /** The same import under another name; null for its own. */
    public Import withAlias(@Nullable VarTerm alias) {
        return new Import(path, alias, origin);
    }

    @Override
    public <R extends @Nullable Object> R accept(NodeVisitor<R> visitor) {
        return visitor.visitImport(this);
    }

    @Override
    public List<? extends Node> children() {
        return alias == null ? List.of(path) : List.of(path, alias);
    }

    /** The same node with another origin. */
    public Import withOrigin(Origin origin) {
        return new Import(path, alias, origin);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
