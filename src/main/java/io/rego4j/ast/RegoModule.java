package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A policy module. Named so because java.lang has a Module.
 *
 * @param pkg the package
 * @param imports the imports in order
 * @param annotations all METADATA blocks in order, those of rules included
 * @param rules the rules in order
 * @param comments the comments that were read, in order; those of a built node lie in its origin
 */
public record RegoModule(
        RegoPackage pkg,
        List<Import> imports,
        List<Annotations> annotations,
        List<Rule> rules,
        List<Comment> comments,
        Origin origin)
        implements Node {
    public RegoModule {
        Objects.requireNonNull(pkg, "pkg");
        imports = List.copyOf(imports);
        annotations = List.copyOf(annotations);
        rules = List.copyOf(rules);
        comments = List.copyOf(comments);
    }

    /** A node without a source location. */
    public RegoModule(
            RegoPackage pkg,
            List<Import> imports,
            List<Annotations> annotations,
            List<Rule> rules,
            List<Comment> comments) {
        this(pkg, imports, annotations, rules, comments, Origin.NONE);
    }

    /** The same module with another package. */
    public RegoModule withPackage(RegoPackage pkg) {
        return new RegoModule(pkg, imports, annotations, rules, comments, origin);
    }

    /** The same module with other imports. */
    public RegoModule withImports(List<Import> imports) {
        return new RegoModule(pkg, imports, annotations, rules, comments, origin);
    }

    /** The same module with other METADATA. */
    public RegoModule withAnnotations(List<Annotations> annotations) {
        return new RegoModule(pkg, imports, annotations, rules, comments, origin);
    }

    /**
     * The same module with other rules. Comments between the rules are the module's and stay; a {@link Rewriter} that does not
     * keep a rule takes them out with it.
     */
    public RegoModule withRules(List<Rule> rules) {
        return new RegoModule(pkg, imports, annotations, rules, comments, origin);
    }

    /** The same module with other comments. */
    public RegoModule withComments(List<Comment> comments) {
        return new RegoModule(pkg, imports, annotations, rules, comments, origin);
    }

    @Override
    public <R extends @Nullable Object> R accept(NodeVisitor<R> visitor) {
        return visitor.visitModule(this);
    }

    @Override
    public List<? extends Node> children() {
        return Nodes.listOf(pkg, imports, annotations, rules, comments);
    }

    /** The same node with another origin. */
    public RegoModule withOrigin(Origin origin) {
        return new RegoModule(pkg, imports, annotations, rules, comments, origin);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
