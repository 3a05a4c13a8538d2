package io.rego4j.edit.tree;

import io.rego4j.ast.CommentOwners;
import io.rego4j.ast.Node;
import io.rego4j.edit.TextEdit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements of one kind that are put in behind others. */
final class Insertions {
    private final Rows rows;
    private final Node pkg;
    private final int usualGap;
    private final List<TextEdit> edits = new ArrayList<>();
    private final StringBuilder lines = new StringBuilder();
    private @Nullable Node open;

    /**
     * @param pkg the package: what comes behind it stands apart from what follows
     * @param usualGap the line feeds between two statements of the kind
     */
    Insertions(Rows rows, Node pkg, int usualGap) {
        this.rows = rows;
        this.pkg = pkg;
        this.usualGap = usualGap;
    }

    /** True if nothing was put in behind the statement yet. */
    boolean isFirst(Node behind) {
        return open != behind;
    }

    /**
     * Puts lines in behind a statement, and behind what was put in there before.
     *
     * @param text lines that end as those of the text do
     * @param gap how many line feeds stand before the lines
     */
    void add(Node behind, String text, int gap) {
        if (isFirst(behind)) {
            close();
        }
        open = behind;
        lines.append(rows.ended("\n".repeat(gap))).append(text);
    }

    /** All insertions. */
    List<TextEdit> edits() {
        close();
        return edits;
    }

    private void close() {
        Node behind = open;
        if (behind == null) {
            return;
        }
        int end = rows.withComment(CommentOwners.extent(behind).end());
        int next = rows.next(end);
        boolean isLast = rows.isLast(end);
        boolean isFollowed = next < rows.source.text().length() && !rows.isBlank(next, rows.end(next));
        boolean isApart = usualGap > 1 || behind == pkg;
        String rest = !isLast ? "\n".repeat(usualGap) : isFollowed && isApart ? "\n" : "";
        edits.add(rows.verbatim(end, end, lines + rows.ended(rest)));
        lines.setLength(0);
        open = null;
    }
}
