package io.rego4j.ast;

import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Source location, spelling marks and builder comments of a node: where it stood in a text, how it was {@linkplain
 * Spelling spelled}, and the comments that a builder put before it. Each origin is equal to every other, so the
 * equality of nodes ignores it, as OPA's does.
 */
public sealed class Origin {
    /** The origin of a node that was built: no place, no comments, nothing special in its spelling. */
    public static final Origin NONE = new Origin(null, 0, 0);

    private final @Nullable Source source;
    private final int start;
    private final int end;

    private Origin(@Nullable Source source, int start, int end) {
        this.source = source;
        this.start = start;
        this.end = end;
    }

    /**
     * An origin with an anchor of its own or with spellings: a subclass, since few of the many origins of a tree have
     * these fields.
     */
    private static sealed class Special extends Origin {
        private final int anchor;
        private final int spellings;

        Special(@Nullable Source source, int anchor, int start, int end, int spellings) {
            super(source, start, end);
            this.anchor = anchor;
            this.spellings = spellings;
        }

        @Override
        public final int anchor() {
            return anchor;
        }

        @Override
        int spellings() {
            return spellings;
        }
    }

    /** An origin with comments. */
    private static final class Commented extends Special {
        private final List<Comment> comments;

        Commented(Origin place, int spellings, List<Comment> comments) {
            super(place.source(), place.anchor(), place.start(), place.end(), spellings);
            this.comments = comments;
        }

        @Override
        public List<Comment> comments() {
            return comments;
        }
    }

    /** The origin of a module that was read. */
    private static final class OfModule extends Special {
        private final RegoModule module;

        OfModule(RegoModule module) {
            super(
                    module.origin().source(),
                    module.origin().anchor(),
                    module.origin().start(),
                    module.origin().end(),
                    module.origin().spellings());
            this.module = module;
        }

        @Override
        public RegoModule moduleAsRead() {
            return module;
        }
    }

    /** The origins of built nodes without comments, one for each set of spellings. */
    private static final class Spelled {
        static final Origin[] BUILT = new Origin[Spelling.ALL + 1];

        static {
            for (int spellings = 0; spellings < BUILT.length; spellings++) {
                BUILT[spellings] = spellings == 0 ? NONE : new Special(null, 0, 0, 0, spellings);
            }
        }
    }

    private static Origin of(Origin place, int spellings, List<Comment> comments) {
        if (comments.isEmpty() && place.source == null) {
            return Spelled.BUILT[spellings];
        }
        return comments.isEmpty()
                ? of(place.source, place.anchor(), place.start, place.end, spellings)
                : new Commented(place, spellings, comments);
    }

    private static Origin of(@Nullable Source source, int anchor, int start, int end, int spellings) {
        return anchor == start && spellings == 0
                ? new Origin(source, start, end)
                : new Special(source, anchor, start, end, spellings);
    }

    /** The origin of a node whose text runs from {@code start} to {@code end} and whose row is that of {@code anchor}. */
    public static Origin of(Source source, int anchor, int start, int end) {
        return of(Objects.requireNonNull(source, "source"), anchor, start, end, 0);
    }

    /** The origin of a node that stood at a place. */
    public static Origin of(Span span) {
        return of(span.source(), span.anchor(), span.start(), span.end());
    }

    /** True if the node was read from a text. */
    public boolean isPresent() {
        return source != null;
    }

    /** The place in the text, if the node was read from one. */
    public Optional<Span> span() {
        return source == null ? Optional.empty() : Optional.of(new Span(source, anchor(), start, end));
    }

    /** The text's source; null if the node was built. */
    public @Nullable Source source() {
        return source;
    }

    /** The offset that gives {@link #row()} and {@link #column()}; 0 if the node was built. */
    public int anchor() {
        return start;
    }

    /** The offset of the first character; 0 if the node was built. */
    public int start() {
        return start;
    }

    /** The offset after the last character; 0 if the node was built. */
    public int end() {
        return end;
    }

    /** The row, from 1; 0 if the node was built. It is that of the {@linkplain Span#row() span}. */
    public int row() {
        if (source == null) {
            return 0;
        }
        int anchor = anchor();
        return source.isLineFeed(anchor) ? source.row(anchor) + 1 : source.row(anchor);
    }

    /** The column, from 1 and in code points; 0 if the node was built. It is that of the {@linkplain Span#column() span}. */
    public int column() {
        return source == null || source.isLineFeed(anchor()) ? 0 : source.column(anchor());
    }

    /** The text as it stood in the source; empty if the node was built. */
    public String text() {
        return source == null ? "" : source.text().substring(start, end);
    }

    /** The comments that a builder put before the node. The comments of a parsed module are the module's own. */
    public List<Comment> comments() {
        return List.of();
    }

    /** The origin for a module that was just read, so that {@link #moduleAsRead} gives it when the tree was changed. */
    public static Origin ofRead(RegoModule module) {
        return new OfModule(module);
    }

    /**
     * The module as it was read from its text, whatever became of the tree since: a rule that is none of its rules was changed or
     * comes from elsewhere. Null if the node is no module, or was not read.
     */
    public @Nullable RegoModule moduleAsRead() {
        return null;
    }

    /** The bits of its spellings. */
    int spellings() {
        return 0;
    }

    /** True if the node was spelled so. */
    public boolean has(Spelling spelling) {
        return (spellings() & spelling.bit()) != 0;
    }

    /** This origin with a spelling added. */
    public Origin with(Spelling spelling) {
        return has(spelling) ? this : of(this, spellings() | spelling.bit(), comments());
    }

    /** This origin without a spelling. */
    public Origin without(Spelling spelling) {
        return has(spelling) ? of(this, spellings() & ~spelling.bit(), comments()) : this;
    }

    /** This origin with another place: that of {@code other}. */
    public Origin at(Origin other) {
        return of(other, spellings(), comments());
    }

    /** This origin with a comment after those that it has. */
    public Origin with(Comment comment) {
        List<Comment> all = new ArrayList<>(comments());
        all.add(comment);
        return of(this, spellings(), List.copyOf(all));
    }

    /** This origin without the comments of a builder. */
    public Origin withoutComments() {
        return comments().isEmpty() ? this : of(this, spellings(), List.of());
    }

    /** This origin without its place: as if the node had been built with the same spelling and comments. */
    public Origin withoutPlace() {
        return of(NONE, spellings(), comments());
    }

    /** Always true for another origin: equality of nodes ignores the location. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Origin;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return source == null ? "-" : row() + ":" + column();
    }
}
