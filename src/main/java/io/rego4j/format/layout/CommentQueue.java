package io.rego4j.format.layout;

import io.rego4j.format.text.LocatedComment;
import java.util.ArrayList;
import java.util.List;

/**
 * The comments that are still to be written, in the order of their rows. OPA hands slices of comments up and down, and loses
 * them where a function returns an error without them: {@link #drop()} is that loss.
 */
public final class CommentQueue {
    /** A state to come back to. */
    record Mark(List<LocatedComment> comments, int next) {}

    private List<LocatedComment> comments;
    private int next;

    CommentQueue(List<LocatedComment> comments) {
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

    /** True if a comment waits in a row between two. */
    boolean hasBetween(int after, int before) {
        for (int i = next; i < comments.size() && comments.get(i).row() < before; i++) {
            if (comments.get(i).row() > after) {
                return true;
            }
        }
        return false;
    }

    /** Takes the comments of these rows out of the queue, wherever they stand. */
    List<LocatedComment> takeRows(java.util.function.IntPredicate wanted) {
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

    /** Forgets every comment that is left. */
    void drop() {
        next = comments.size();
    }
}
