package io.rego4j.format.layout;

import io.rego4j.format.text.LocatedComment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The comments that are still to be written: those that no writer has taken, in the order of their rows, and those that
 * wait for the end of the line. OPA passes slices of comments to functions and back, and loses them where a function
 * returns an error without them, as {@link #drop()} does.
 */
final class PendingComments {
    /** A state that can be restored. */
    record Mark(List<LocatedComment> comments, int next) {}

    private List<LocatedComment> comments;
    private int next;
    private final List<LocatedComment> waiting = new ArrayList<>(2);

    PendingComments(List<LocatedComment> comments) {
        this.comments = comments;
    }

    boolean isEmpty() {
        return next >= comments.size();
    }

    /** The row of the next comment. */
    int nextRow() {
        return comments.get(next).row();
    }

    LocatedComment next() {
        return comments.get(next);
    }

    LocatedComment take() {
        return comments.get(next++);
    }

    /** Takes the comments of all rows before one. */
    List<LocatedComment> takeBefore(int row) {
        int from = next;
        while (!isEmpty() && nextRow() < row) {
            next++;
        }
        return comments.subList(from, next);
    }

    /** True if a comment is left in a row between two. */
    boolean hasBetween(int after, int before) {
        for (int i = next; i < comments.size() && comments.get(i).row() < before; i++) {
            if (comments.get(i).row() > after) {
                return true;
            }
        }
        return false;
    }

    /** Takes the comments of these rows, wherever they stand. */
    List<LocatedComment> takeRows(IntPredicate wanted) {
        List<LocatedComment> taken = new ArrayList<>();
        List<LocatedComment> left = new ArrayList<>();
        for (int i = next; i < comments.size(); i++) {
            (wanted.test(comments.get(i).row()) ? taken : left).add(comments.get(i));
        }
        comments = left;
        next = 0;
        return taken;
    }

    Mark mark() {
        return new Mark(comments, next);
    }

    void reset(Mark mark) {
        comments = mark.comments;
        next = mark.next;
    }

    /** Drops every comment that no writer has taken. */
    void drop() {
        next = comments.size();
    }

    /** The first comment that waits for the end of the line. */
    @Nullable
    LocatedComment waiting() {
        return waiting.isEmpty() ? null : waiting.get(0);
    }

    /** Adds a comment to those that wait for the end of the line. */
    void await(LocatedComment comment) {
        waiting.add(comment);
    }

    /** Takes the comments that wait. */
    List<LocatedComment> takeWaiting() {
        if (waiting.isEmpty()) {
            return List.of();
        }
        List<LocatedComment> taken = List.copyOf(waiting);
        waiting.clear();
        return taken;
    }

    /** Removes the comments of these rows, which have been written, from those that wait. */
    void forgetWaiting(int firstRow, int lastRow) {
        for (Iterator<LocatedComment> i = waiting.iterator(); i.hasNext(); ) {
            int row = i.next().row();
            if (row >= firstRow && row <= lastRow) {
                i.remove();
            }
        }
    }
}
