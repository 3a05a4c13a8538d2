package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rule.
 *
 * @param isDefault true for {@code default p := 1}
 * @param head the head
 * @param body the condition
 * @param elseRule the rule of the {@code else}; null if there is none
 * @param annotations the METADATA that belong to it
 */
public record Rule(
        boolean isDefault, Head head, Body body, @Nullable Rule elseRule, List<Annotations> annotations, Origin origin)
        implements Node {
    public Rule {
        Objects.requireNonNull(head, "head");
        Objects.requireNonNull(body, "body");
        annotations = List.copyOf(annotations);
    }

    /** A node without a source location. */
    public Rule(boolean isDefault, Head head, Body body, @Nullable Rule elseRule, List<Annotations> annotations) {
        this(isDefault, head, body, elseRule, annotations, Origin.NONE);
    }

    /** The same rule with another head. */
    public Rule withHead(Head head) {
        return new Rule(isDefault, head, body, elseRule, annotations, origin);
    }

    /** The same rule with another body. */
    public Rule withBody(Body body) {
        return new Rule(isDefault, head, body, elseRule, annotations, origin);
    }

    /** The same rule with another {@code else}; null for none. */
    public Rule withElse(@Nullable Rule elseRule) {
        return new Rule(isDefault, head, body, elseRule, annotations, origin);
    }

    /** The same rule with other METADATA. */
    public Rule withAnnotations(List<Annotations> annotations) {
        return new Rule(isDefault, head, body, elseRule, annotations, origin);
    }

    @Override
    public <R extends @Nullable Object> R accept(NodeVisitor<R> visitor) {
        return visitor.visitRule(this);
    }

    @Override
    public List<? extends Node> children() {
        return elseRule == null && annotations.isEmpty()
                ? List.of(head, body)
                : Nodes.listOf(head, body, elseRule, annotations);
    }

    /** The same node with another origin. */
    public Rule withOrigin(Origin origin) {
        return new Rule(isDefault, head, body, elseRule, annotations, origin);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Rule that
                        && isDefault == that.isDefault
                        && head.equals(that.head)
                        && body.equals(that.body)
                        && Nodes.equal(elseRule, that.elseRule)
                        && annotations.equals(that.annotations);
    }

    @Override
    public int hashCode() {
        return Objects.hash(isDefault, head, body, Nodes.hash(elseRule), annotations);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
