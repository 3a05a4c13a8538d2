package io.rego4j.format.text;

import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.source.Source;
import org.jspecify.annotations.Nullable;

/** Gives each node its {@link SourceLocation}. */
public final class SourceLocations {
    private final @Nullable Source source;
    private final boolean ignored;
    private final boolean someAssigned;
    private final AnyBelow unknown = new AnyBelow(this::isUnknown);
    private int inHeadRef;

    /**
     * Places of a tree.
     *
     * @param source the text in which the nodes stood: those from any other are laid out as if they had been built
     * @param ignored true to ignore all but those of the references in heads, as OPA does
     * @param someAssigned true if some term has no place, or is a variable that OPA's compiler made
     */
    public SourceLocations(@Nullable Source source, boolean ignored, boolean someAssigned) {
        this.source = source;
        this.ignored = ignored;
        this.someAssigned = someAssigned;
    }

    public SourceLocation of(Node node) {
        Origin origin = node.origin();
        return source == null || origin.source() != source || ignored && inHeadRef == 0
                ? SourceLocation.assignedTo(node)
                : SourceLocation.of(origin, source);
    }

    /** True if the rows of these nodes are unknown, so that they stay together on one line. */
    public boolean areUnknown(Iterable<? extends Node> nodes) {
        if (ignored && inHeadRef == 0) {
            return nodes.iterator().hasNext();
        }
        return someAssigned && unknown.any(nodes);
    }

    /** From here on the reference of a head is written: OPA follows its places even where it ignores all others. */
    public void enterHeadRef() {
        inHeadRef++;
    }

    public void leaveHeadRef() {
        inHeadRef--;
    }

    /** True while the reference of a head is written. */
    public boolean inHeadRef() {
        return inHeadRef > 0;
    }

    private boolean isUnknown(Node node) {
        return node instanceof Term term && term.origin().source() != source
                || node instanceof VarTerm variable && variable.isGenerated();
    }
}
