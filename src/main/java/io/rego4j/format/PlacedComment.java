package io.rego4j.format;

import io.rego4j.ast.Comment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comment with its place.
 *
 * @param text the comment with its number sign, without white space at its end
 * @param written the comment as it stood
 * @param row its row
 * @param column its column
 * @param inMetadata true if it is a line of a METADATA block
 */
record PlacedComment(String text, String written, int row, int column, boolean inMetadata) {
    /** The row of what has none: after all others. */
    private static final int LAST_ROW = 1 << 30;

    /** The comments in the order of their places. */
    static List<PlacedComment> of(List<Comment> comments) {
        List<PlacedComment> placed = new ArrayList<>(comments.size());
        PlacedComment last = null;
        for (Comment comment : comments) {
            last = of(comment, last);
            placed.add(last);
        }
        for (int i = 1; i < placed.size(); i++) {
            if (placed.get(i - 1).row > placed.get(i).row) {
                placed.sort(Comparator.comparingInt(PlacedComment::row).thenComparingInt(PlacedComment::column));
                break;
            }
        }
        return placed;
    }

    static PlacedComment of(Comment comment, @Nullable PlacedComment last) {
        boolean present = comment.origin().isPresent();
        String written = present ? comment.origin().text() : "#" + comment.text();
        PlacedComment placed = new PlacedComment(
                "#" + Text.stripEnd(comment.text()),
                written,
                present ? comment.origin().row() : LAST_ROW,
                present ? comment.origin().column() : 1,
                false);
        boolean inMetadata = placed.opensMetadata()
                || last != null && last.inMetadata && placed.column == 1 && placed.row == last.row + 1;
        return inMetadata ? new PlacedComment(placed.text, written, placed.row, placed.column, true) : placed;
    }

    /** True if it opens a block of METADATA: OPA's {@code IsMetadataComment}. */
    boolean opensMetadata() {
        return column == 1 && looksLikeMetadata();
    }

    /** True if it would open a block of METADATA in the first column. */
    boolean looksLikeMetadata() {
        return Text.startsWithWord(text, 1, "METADATA");
    }

    /** True if it belongs to the METADATA block of the comment before it. */
    boolean continues(PlacedComment last) {
        return inMetadata && last.inMetadata && row == last.row + 1;
    }
}
