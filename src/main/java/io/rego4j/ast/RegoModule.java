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
     * The same module with other rules and the same comments; {@link #withRulesAndComments} takes those of the rules along.
     */
    public RegoModule withRules(List<Rule> rules) {
        return new RegoModule(pkg, imports, annotations, rules, comments, origin);
    }

    /**
     * The same module with other rules, each with the {@linkplain CommentOwners comments} and METADATA that belong to it: those of
     * rules that are gone go with them, and those of rules that were read in other modules come along. A rule that was changed keeps
     * its comments as long as it keeps its {@linkplain Rule#origin() place}.
     *
     * @param rules rules of this module, of the others, or built ones, in their order
     * @param origins the modules that the rules of other texts belong to
     */
    public RegoModule withRulesAndComments(List<Rule> rules, RegoModule... origins) {
        return new RuleGraft(List.copyOf(rules)).into(this, List.of(origins));
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
