package io.rego4j.edit.tree;

import io.rego4j.ast.Comment;
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
    private final List<Comment> comments;

    public Rows(Source source, RegoModule module) {
        this.source = source;
        this.text = source.text();
        int feed = text.indexOf('\n');
        this.newline = feed > 0 && text.charAt(feed - 1) == '\r' ? "\r\n" : "\n";
        this.comments = module.comments();
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

    boolean isBlank(int from, int to) {
        return text.substring(from, to).isBlank();
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
                ? comment.origin().end()
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
                    Span last = removals.isEmpty() ? null : removals.get(removals.size() - 1);
                    if (!edit.text().isEmpty()) {
                        merged.add(edit);
                    } else if (last != null
                            && (span.start() < last.end()
                                    || span.start() == last.end() && !insertions.contains(last.end()))) {
                        removals.set(
                                removals.size() - 1, Span.of(source, last.start(), Math.max(last.end(), span.end())));
                    } else {
                        removals.add(span);
                    }
                });
        for (Span span : removals) {
            boolean isRows = span.start() == start(span.start()) && span.end() == text.length();
            merged.add(isRows ? removal(span.start(), span.end()) : edit(span.start(), span.end(), ""));
        }
        return merged;
    }
}
