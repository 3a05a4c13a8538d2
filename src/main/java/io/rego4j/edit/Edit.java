package io.rego4j.edit;

import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.edit.tree.TreeEdit;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Writes a changed tree into the text that it was read from. Statements that did not change keep every byte, comments and blank
 * lines included. Of a changed rule only the terms and expressions that differ are written where they can be, and else the whole
 * rule as the formatter lays it out. A new statement stands behind the one that it follows in the tree; one that is gone takes
 * its comments and METADATA with it. Line ends, tabs and a missing last line feed stay as they are.
 *
 * <p>A comment of a new statement lies in its {@linkplain io.rego4j.ast.Origin#comments() origin}.
 */
public final class Edit {
    private Edit() {}

    /** As {@link #of(Source, RegoModule, RegoModule, RegoVersion)}, for Rego v1. */
    public static EditedText of(Source source, RegoModule before, RegoModule after) {
        return of(source, before, after, RegoVersion.V1);
    }

    /**
     * The text of a changed tree.
     *
     * @param source the text that the tree was read from
     * @param before the tree as it was read
     * @param after the tree as it is to be: made of {@code before} by withers, a {@link io.rego4j.ast.Rewriter} or the builder
     * @param version the version of Rego that the text was read in
     * @throws EditException if no text could be proven to say what the changed tree says
     * @throws IllegalArgumentException if {@code before} is not the tree of this text, but that of another, or changed already
     */
    public static EditedText of(Source source, RegoModule before, RegoModule after, RegoVersion version) {
        Source read = before.origin().source();
        if (read == null || read != source && !read.text().equals(source.text())) {
            throw new IllegalArgumentException("the tree was read from "
                    + (read == null ? "no text" : "another text, " + read)
                    + "; read this one, and change what comes of it");
        }
        List<Node> changed = without(after, before);
        changed.addAll(without(before, after));
        return DeepStack.call(NodeWalk.depth(changed), () -> TreeEdit.of(before, after, version));
    }

    /** The statements of a module that are not those of another. */
    private static List<Node> without(RegoModule module, RegoModule other) {
        Set<Node> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(other.children());
        List<Node> rest = new ArrayList<>(module.children());
        rest.removeIf(known::contains);
        return rest;
    }
}
