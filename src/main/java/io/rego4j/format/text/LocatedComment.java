package io.rego4j.format.text;

import io.rego4j.ast.Comment;
import io.rego4j.internal.go.GoText;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comment with its place.
 *
 * @param comment the comment
 * @param text the comment with its number sign, without white space at its end
 * @param row its row
 * @param atMargin true if it stands in the first column, or nowhere
 * @param inMetadata true if it is a line of a METADATA block
 */
public record LocatedComment(Comment comment, String text, int row, boolean atMargin, boolean inMetadata) {
    /** The row of a comment without a location: after all others. */
    private static final int LAST_ROW = 1 << 30;

    /** The comments in the order of their places. */
    public static List<LocatedComment> of(List<Comment> comments) {
        List<LocatedComment> placed = new ArrayList<>(comments.size());
        LocatedComment last = null;
        for (Comment comment : comments) {
            last = of(comment, last);
            placed.add(last);
        }
        for (int i = 1; i < placed.size(); i++) {
            if (placed.get(i - 1).row > placed.get(i).row) {
                placed.sort(Comparator.comparingInt(LocatedComment::row).thenComparingInt(LocatedComment::column));
                break;
            }
        }
        return placed;
    }

    /** Comments of a node that was built: one after the other, wherever they stood before. */
    public static List<LocatedComment> inRows(List<Comment> comments) {
        List<LocatedComment> placed = new ArrayList<>(comments.size());
        LocatedComment last = null;
        for (Comment comment : comments) {
            last = of(comment, null, last == null ? LAST_ROW : last.row + 1, last);
            placed.add(last);
        }
        return placed;
    }

    public static LocatedComment of(Comment comment, @Nullable LocatedComment last) {
        Source source = comment.origin().source();
        return of(comment, source, source == null ? LAST_ROW : comment.origin().row(), last);
    }

    private static LocatedComment of(Comment comment, @Nullable Source source, int row, @Nullable LocatedComment last) {
        boolean atMargin =
                source == null || source.rowStart(row) == comment.origin().anchor();
        String text = "#" + TextScan.stripEnd(comment.text());
        boolean inMetadata =
                atMargin && (looksLikeMetadata(comment) || last != null && last.inMetadata && row == last.row + 1);
        return new LocatedComment(comment, text, row, atMargin, inMetadata);
    }

    /** The comment as it stood. */
    public String written() {
        return comment.origin().isPresent() ? comment.origin().text() : "#" + comment.text();
    }

    /** The comment with the white space at its end, which is part of the YAML of METADATA. */
    public String withBlanks() {
        return "#" + comment.text();
    }

    private int column() {
        return comment.origin().isPresent() ? comment.origin().column() : 1;
    }

    /** True if it opens a block of METADATA: OPA's {@code IsMetadataComment}. */
    public boolean opensMetadata() {
        return atMargin && looksLikeMetadata();
    }

    /** True if it would open a block of METADATA in the first column. */
    public boolean looksLikeMetadata() {
        return looksLikeMetadata(comment);
    }

    private static boolean looksLikeMetadata(Comment comment) {
        return GoText.startsWith(comment.text(), "METADATA");
    }

    /** True if it belongs to the METADATA block of the comment before it. */
    public boolean continues(LocatedComment last) {
        return inMetadata && last.inMetadata && row == last.row + 1;
    }
}
