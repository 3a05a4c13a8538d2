package io.rego4j.format.layout;

import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.format.target.PlannedImport;
import io.rego4j.format.text.LayoutFailure;
import io.rego4j.format.text.LineBuffer;
import io.rego4j.format.text.LocatedComment;
import io.rego4j.format.text.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comments as OPA's formatter writes them, and loses some: one comment can wait for the end of a line. A second one, or
 * a comment where the layout has no line for it, makes the term around it fail, and the text that stood there is written
 * instead.
 */
final class OpaComments extends CommentPolicy {
    /** OPA's {@code unexpectedCommentError}. */
    private static final class UnexpectedComment extends LayoutFailure {
        private static final long serialVersionUID = 1L;
        private static final UnexpectedComment SIGNAL = new UnexpectedComment();

        private UnexpectedComment() {
            super("unexpected comment");
        }
    }

    private boolean takesLastRow;

    OpaComments(LineBuffer out, PendingComments pending) {
        super(out, pending);
    }

    /** OPA's {@code insertComments}. */
    @Override
    void insertPending(SourceLocation place) {
        List<LocatedComment> before = pending.takeBefore(place.row());
        LocatedComment at = null;
        while (!pending.isEmpty() && pending.nextRow() == place.row()) {
            at = pending.take();
        }
        writeAbove(before, place);
        await(at);
    }

    /** OPA's {@code beforeLineEnd}. */
    private void await(@Nullable LocatedComment comment) {
        if (comment == null) {
            return;
        }
        if (!pending.takeWaiting().isEmpty()) {
            throw UnexpectedComment.SIGNAL;
        }
        pending.await(comment);
    }

    @Override
    void insertBefore(PlannedImport first) {
        insert(first.place());
    }

    @Override
    boolean mayStandBeside(PlannedImport imp) {
        return true;
    }

    @Override
    void dropOnFailure(Runnable step) {
        try {
            step.run();
        } catch (UnexpectedComment e) {
            pending.drop();
            throw e;
        }
    }

    @Override
    boolean attempt(Runnable step) {
        try {
            step.run();
            return true;
        } catch (UnexpectedComment e) {
            return false;
        }
    }

    @Override
    void orSourceText(SourceLocation place, Runnable step) {
        int length = out.length();
        int level = out.level();
        PendingComments.Mark mark = pending.mark();
        try {
            step.run();
        } catch (UnexpectedComment e) {
            out.rewind(length, level);
            if (!place.isEmpty()) {
                // The source text that is about to be written has it.
                pending.forgetWaiting(place.row(), place.endRow());
            }
            pending.reset(mark);
            writeSourceText(place);
            throw e;
        }
    }

    /** OPA goes on with the comments that it had before. */
    @Override
    void restoreAfter(Runnable step) {
        PendingComments.Mark mark = pending.mark();
        step.run();
        pending.reset(mark);
    }

    @Override
    boolean breaksLines() {
        throw UnexpectedComment.SIGNAL;
    }

    @Override
    boolean endsWithComma(boolean empty) {
        return true;
    }

    @Override
    boolean writeSourceText(TemplateStringTerm template, SourceLocation place) {
        return false;
    }

    @Override
    boolean writeSourceText(SourceLocation operand, SourceLocation place) {
        if (pending.isEmpty() || operand.row() != pending.nextRow()) {
            return false;
        }
        writeSourceText(place);
        return true;
    }

    /** Writes a text with the comments in it. */
    private void writeSourceText(SourceLocation place) {
        if (place.isEmpty()) {
            throw new LayoutFailure("original unformatted text is empty");
        }
        place.writeTo(out);
        int endRow = place.endRow();
        pending.takeBefore(endRow);
        while (takesLastRow && !pending.isEmpty() && pending.nextRow() == endRow) {
            out.write(' ');
            out.write(pending.take().written());
        }
    }

    @Override
    void setTakesLastRow(boolean takes) {
        takesLastRow = takes;
    }

    @Override
    void startLine() {
        out.startLine();
    }

    @Override
    void endLine() {
        List<LocatedComment> waiting = pending.takeWaiting();
        if (!waiting.isEmpty()) {
            out.write(' ');
            out.write(waiting.get(0).text());
        }
        out.setInline(false);
        out.write('\n');
    }

    /** The comment that waits is written at the end of the line after this one. */
    @Override
    void startItems() {
        out.write('\n');
        out.up();
        startLine();
    }

    @Override
    void writeLine(LocatedComment comment) {
        ensureLine();
        out.write(comment.text());
        endLine();
    }

    @Override
    void writeRest() {
        while (!pending.isEmpty()) {
            writeLine(pending.take());
        }
    }

    @Override
    void end() {
        // A comment that waits is taken over by the next policy.
    }
}
