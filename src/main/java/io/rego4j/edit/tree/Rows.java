package io.rego4j.edit.tree;

import io.rego4j.ast.Comment;
import io.rego4j.ast.CommentOwners;
import io.rego4j.ast.CommentOwners.Role;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.edit.TextEdit;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a text and the comments on them. */
public final class Rows {
    public final Source source;
    private final String text;
    private final String newline;
    private final RegoModule module;
    private final List<Comment> comments;
    private @Nullable CommentOwners owners;

    public Rows(Source source, RegoModule module) {
        this.source = source;
        this.module = module;
        this.text = source.text();
        int feed = text.indexOf('\n');
        this.newline = feed > 0 && text.charAt(feed - 1) == '\r' ? "\r\n" : "\n";
        this.comments = module.comments();
    }

    /** Which comment belongs to which statement. */
    CommentOwners owners() {
        CommentOwners known = owners;
        if (known == null) {
            known = CommentOwners.of(module);
            owners = known;
        }
        return known;
    }

    /** A statement with the comments that lead and trail it. */
    public Span withComments(Node statement) {
        List<Comment> above = owners().of(statement, Role.LEADING);
        Span extent = CommentOwners.extent(statement);
        int start = above.isEmpty()
                ? extent.start()
                : Math.min(extent.start(), above.get(0).origin().start());
        return Span.of(source, start, withComment(extent.end()));
    }

    /** Takes out a statement with its comments, and the rows if nothing else stands on them. */
    public TextEdit removal(Node statement) {
        Span all = withComments(statement);
        boolean isLast = isLast(all.end());
        if (isFirst(all.start()) && isLast) {
            return removal(all.start(), all.end());
        }
        return isLast ? edit(endBefore(all.start()), all.end(), "") : edit(all.start(), behindSpace(all.end()), "");
    }

    /** The offset behind the last character before an offset that is no space. */
    int endBefore(int offset) {
        int end = offset;
        while (end > 0 && " \t".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private int behindSpace(int end) {
        int at = end;
        while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        // A further body of the rule takes the space away itself.
        return text.startsWith("{", at) ? end : at;
    }

    /** The offset at which the row of an offset starts. */
    int start(int offset) {
        return text.lastIndexOf('\n', offset - 1) + 1;
    }

    /** The offset behind the last character of the row, its line feed aside. */
    int end(int offset) {
        int feed = text.indexOf('\n', offset);
        int end = feed < 0 ? text.length() : feed;
        return feed > 0 && text.charAt(feed - 1) == '\r' ? end - 1 : end;
    }

    /** The offset at which the next row starts; the end of the text for the last row. */
    int next(int offset) {
        int feed = text.indexOf('\n', offset);
        return feed < 0 ? text.length() : feed + 1;
    }

    /** True if the rows of two offsets follow each other. */
    public boolean isNextRow(int above, int below) {
        return next(above) == start(below);
    }

    boolean isBlank(int from, int to) {
        return text.substring(from, to).isBlank();
    }

    /** Where a comment stands, without the carriage return before the line feed, which OPA takes for a part of it. */
    Span span(Comment comment) {
        int start = comment.origin().start();
        return Span.of(source, start, Math.min(comment.origin().end(), end(start)));
    }

    /** True if nothing but white space stands before an offset in its row. */
    boolean isFirst(int offset) {
        return isBlank(start(offset), offset);
    }

    /** The end of what stands at an offset, with the comment behind it on the same row. */
    public int withComment(int end) {
        Comment comment = commentFrom(end);
        return comment != null
                        && comment.origin().start() < next(end)
                        && isBlank(end, comment.origin().start())
                ? span(comment).end()
                : end;
    }

    /** True if nothing but white space and a comment stands behind an offset in its row. */
    boolean isLast(int end) {
        return isBlank(withComment(end), end(end));
    }

    /** The first comment that starts at an offset or behind it. */
    @Nullable
    Comment commentFrom(int offset) {
        int low = 0;
        int high = comments.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (comments.get(middle).origin().start() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == comments.size() ? null : comments.get(low);
    }

    /** True if a comment starts in a part of the text. */
    boolean hasComment(int from, int to) {
        Comment next = commentFrom(from);
        return next != null && next.origin().start() < to;
    }

    /** The white space at the start of the row. */
    String indentation(int offset) {
        int start = start(offset);
        int end = start;
        while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return text.substring(start, end);
    }

    /** Lines as this text ends them. */
    String ended(String lines) {
        return newline.equals("\n") ? lines : lines.replace("\r\n", "\n").replace("\n", newline);
    }

    public TextEdit edit(int from, int to, String lines) {
        return verbatim(from, to, ended(lines));
    }

    /** As {@link #edit}, for a text whose lines end as they should. */
    TextEdit verbatim(int from, int to, String text) {
        return new TextEdit(Span.of(source, from, to), text);
    }

    /**
     * Takes out what stands on rows of its own, and the blank rows behind it if one stands before it; at the end of the text those
     * before it. A text without a line feed at its end stays one.
     */
    public TextEdit removal(int from, int to) {
        int start = start(from);
        int end = next(to);
        int behind = end;
        while (behind < text.length() && isBlank(behind, next(behind))) {
            behind = next(behind);
        }
        boolean isApart = start == 0 || isBlank(start(start - 1), start);
        end = isApart || behind == text.length() ? behind : end;
        if (end == text.length()) {
            while (start > 0 && isBlank(start(start - 1), start)) {
                start = start(start - 1);
            }
            if (!text.endsWith("\n") && start > 0) {
                start = end(start - 1);
            }
        }
        return edit(start, end, "");
    }

    /**
     * Changes in which removals that overlap or touch are one: two statements may both take the blank rows between them, and the
     * last ones of a text leave none behind.
     */
    public List<TextEdit> merged(List<TextEdit> edits) {
        List<TextEdit> merged = new ArrayList<>();
        List<Span> removals = new ArrayList<>();
        Set<Integer> insertions = new HashSet<>();
        edits.stream()
                .filter(edit -> !edit.text().isEmpty())
                .forEach(edit -> insertions.add(edit.span().start()));
        edits.stream()
                .sorted(Comparator.comparingInt(edit -> edit.span().start()))
                .forEach(edit -> {
                    Span span = edit.span();
                    int last = removals.size() - 1;
                    int end = last < 0 ? -1 : removals.get(last).end();
                    boolean isNext = span.start() < end || span.start() == end && !insertions.contains(end);
                    if (!edit.text().isEmpty()) {
                        merged.add(edit);
                    } else if (isNext) {
                        removals.set(last, united(removals.get(last).start(), Math.max(end, span.end())));
                    } else {
                        removals.add(span);
                    }
                });
        removals.forEach(span -> merged.add(edit(span.start(), span.end(), "")));
        return merged;
    }

    /** What several removals take out; where these are whole rows, with the blank rows that a single one would take. */
    private Span united(int start, int end) {
        boolean isRows = start == start(start) && (end == text.length() || end == start(end));
        return isRows ? removal(start, end - 1).span() : Span.of(source, start, end);
    }
}
