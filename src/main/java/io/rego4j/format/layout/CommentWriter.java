package io.rego4j.format.layout;

import io.rego4j.ast.Node;
import io.rego4j.format.text.LocatedComment;
import io.rego4j.format.text.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the comments that stand before a place, and lets the one beside it wait for the end of the line. */
final class CommentWriter {
    private final WriterContext w;

    CommentWriter(WriterContext w) {
        this.w = w;
    }

    /** OPA's {@code insertComments}. */
    void insert(SourceLocation place) throws UnexpectedComment {
        if (w.queue.isEmpty() || w.queue.nextRow() > place.row()) {
            return;
        }
        if (w.careful) {
            insertCarefully(place);
            return;
        }
        List<LocatedComment> before = w.queue.takeBefore(place.row());
        LocatedComment at = null;
        while (!w.queue.isEmpty() && w.queue.nextRow() == place.row()) {
            at = w.queue.take();
        }
        write(before);
        if (!before.isEmpty() && place.row() - before.get(before.size() - 1).row() > 1) {
            w.out.blankLine();
        }
        await(at);
    }

    /** Comments get lines of their own only where a line starts; others wait for its end, and none is lost. */
    private void insertCarefully(SourceLocation place) {
        List<LocatedComment> before = w.queue.takeBefore(place.row());
        if (!before.isEmpty()) {
            if (w.out.isAtLineStart()) {
                write(before);
                if (place.row() - before.get(before.size() - 1).row() > 1) {
                    w.out.blankLine();
                }
                w.out.startLine();
            } else {
                before.forEach(w.out::await);
            }
        }
        while (!w.queue.isEmpty() && w.queue.nextRow() == place.row()) {
            w.out.await(w.queue.take());
        }
    }

    /** Writes the comments that a builder put before a node. */
    void writeOwn(Node node) {
        write(LocatedComment.inRows(node.origin().comments()));
    }

    /** Writes comments, each on a line, with an empty line where rows are missing between two. */
    void write(List<LocatedComment> comments) {
        boolean inMetadata = false;
        LocatedComment last = null;
        for (LocatedComment comment : comments) {
            if (last != null) {
                int distance = comment.row() - last.row();
                if (distance > 1) {
                    w.out.blankLine();
                    inMetadata = false;
                } else if (distance == 1 && inMetadata && comment.opensMetadata()) {
                    w.out.blankLine();
                }
            }
            inMetadata |= comment.opensMetadata();
            w.out.writeComment(comment);
            last = comment;
        }
    }

    /** OPA's {@code beforeLineEnd}. */
    private void await(@Nullable LocatedComment comment) throws UnexpectedComment {
        if (comment == null) {
            return;
        }
        if (w.out.waiting() != null) {
            w.out.forgetWaiting();
            throw UnexpectedComment.SIGNAL;
        }
        w.out.await(comment);
    }
}
