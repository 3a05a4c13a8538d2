package io.rego4j.ast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a policy's tree. Nodes are immutable and may be shared between trees. Two nodes are equal when all their
 * components are, and an {@link Origin} is equal to every other: position is not identity.
 */
public sealed interface Node
        permits RegoModule, RegoPackage, Import, Rule, Head, Body, ExprTerms, TemplatePart, With, Comment, Annotations {
    /** Where the node stood and how it was spelled; {@link Origin#NONE} for a node that was built. */
    Origin origin();

    /** Calls the visitor's method for this kind. */
    <R extends @Nullable Object> R accept(NodeVisitor<R> visitor);

    /** The nodes directly below this one, in the order of OPA's visitor. */
    List<? extends Node> children();
}
