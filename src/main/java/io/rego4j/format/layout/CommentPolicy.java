package io.rego4j.format.layout;

import io.rego4j.ast.Node;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.format.target.PlannedImport;
import io.rego4j.format.text.LineBuffer;
import io.rego4j.format.text.LocatedComment;
import io.rego4j.format.text.SourceLocation;
import java.util.List;

/**
 * Where comments are written, and so how lines start and end: as OPA does ({@link OpaComments}), or so that each keeps its place
 * and none is lost ({@link KeepingComments}).
 */
abstract class CommentPolicy {
    final LineBuffer out;
    final PendingComments pending;

    CommentPolicy(LineBuffer out, PendingComments pending) {
        this.out = out;
        this.pending = pending;
    }

    /** Writes the comments that stood before a location; the one in its row waits for the end of the line. */
    final void insert(SourceLocation place) {
        if (!pending.isEmpty() && pending.nextRow() <= place.row()) {
            insertPending(place);
        }
    }

    /** {@link #insert} where there is a comment to write. */
    abstract void insertPending(SourceLocation place);

    /** Writes the comments that stood before a group of imports. */
    abstract void insertBefore(PlannedImport first);

    /** True if the comment in the row of an import may stand beside it: OPA gives a row to imports that it adds, too. */
    abstract boolean mayStandBeside(PlannedImport imp);

    /** Runs a step; if a comment makes it fail, drops the comments that are left and rethrows the failure. */
    abstract void dropOnFailure(Runnable step);

    /** Runs a step; false if a comment made it fail, after which the source text around the comment was written. */
    abstract boolean attempt(Runnable step);

    /**
     * Runs a step that writes a term; if a comment makes it fail, writes the source text at the location and lets the
     * failure pass.
     */
    abstract void orSourceText(SourceLocation place, Runnable step);

    /** Runs a step, then makes the comments that it has taken pending again. */
    abstract void restoreAfter(Runnable step);

    /** A comment stands between the rows of a collection that would be on one line: true to break its lines. */
    abstract boolean breaksLines();

    /** True if a comma follows the last item of a collection whose lines are broken. */
    abstract boolean endsWithComma(boolean empty);

    /** Writes the source text of a template string, with the comments in it; false if it is to be written part by part. */
    abstract boolean writeSourceText(TemplateStringTerm template, SourceLocation place);

    /** Writes the source text of a head if its operand stands in the row of the next comment; false if it does not. */
    abstract boolean writeSourceText(SourceLocation operand, SourceLocation place);

    /** Sets whether source text is written with the comment of its last row. */
    abstract void setTakesLastRow(boolean takes);

    /** Starts a line with its indentation. */
    abstract void startLine();

    /** Ends the line, with the comment that waits for it. */
    abstract void endLine();

    /** Ends the line and starts a deeper one, for the items of a collection. */
    abstract void startItems();

    /** Writes a comment as a whole line. */
    abstract void writeLine(LocatedComment comment);

    /** Writes the comments that are left after the last statement. */
    abstract void writeRest();

    /** Called when the next statement has another policy. */
    abstract void end();

    /** Starts a line, unless one has been started. */
    final void ensureLine() {
        if (!out.isInline()) {
            startLine();
        }
    }

    /** Writes an empty line; ends the line first if one has been started. */
    final void blankLine() {
        if (out.isInline()) {
            endLine();
        }
        out.write('\n');
    }

    /** Runs a step for which no comment is pending. */
    final void withoutComments(Runnable step) {
        PendingComments.Mark mark = pending.mark();
        pending.drop();
        step.run();
        pending.reset(mark);
    }

    /** Writes the comments that a builder put before a node. */
    final void writeOwn(Node node) {
        write(LocatedComment.inRows(node.origin().comments()));
    }

    /** Writes comments, each on a line, with an empty line where rows are missing between two. */
    final void write(List<LocatedComment> comments) {
        boolean inMetadata = false;
        LocatedComment last = null;
        for (LocatedComment comment : comments) {
            if (last != null) {
                int distance = comment.row() - last.row();
                if (distance > 1) {
                    blankLine();
                    inMetadata = false;
                } else if (distance == 1 && inMetadata && comment.opensMetadata()) {
                    blankLine();
                }
            }
            inMetadata |= comment.opensMetadata();
            writeLine(comment);
            last = comment;
        }
    }

    /** Writes comments as {@link #write}, and an empty line if what follows them stood further below. */
    final void writeAbove(List<LocatedComment> comments, SourceLocation place) {
        write(comments);
        if (!comments.isEmpty()
                && place.row() - comments.get(comments.size() - 1).row() > 1) {
            blankLine();
        }
    }
}
