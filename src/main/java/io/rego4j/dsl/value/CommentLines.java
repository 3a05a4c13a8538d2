package io.rego4j.dsl.value;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Origin;
import io.rego4j.internal.go.GoText;
import java.util.List;
import java.util.Objects;

/** Comments from text: one a line. */
public final class CommentLines {
    private CommentLines() {}

    /** The origin with comments above METADATA blocks: a comment behind a block would be read as part of it. */
    public static Origin above(Origin origin, List<Comment> comments, List<Comment> blocks) {
        Origin result = origin;
        for (List<Comment> lines : List.of(comments, blocks)) {
            for (Comment line : lines) {
                result = result.with(line);
            }
        }
        return result;
    }

    /** The origin with a comment for each line of the text. */
    public static Origin add(Origin origin, String text) {
        Origin result = origin;
        for (Comment comment : of(text)) {
            result = result.with(comment);
        }
        return result;
    }

    /** A comment for each line of the text; an empty text is an empty line. */
    public static List<Comment> of(String text) {
        return Objects.requireNonNull(text, "text").isEmpty()
                ? List.of(new Comment(""))
                : text.lines().map(CommentLines::ofLine).toList();
    }

    private static Comment ofLine(String line) {
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (Character.isISOControl(c) && c != '\t' || c == '\uFEFF') {
                throw new IllegalArgumentException(
                        String.format("a comment cannot hold the character U+%04X", (int) c));
            }
        }
        ValueConverter.requireText(line);
        if (GoText.startsWith(line, "METADATA")) {
            throw new IllegalArgumentException(
                    "a comment cannot start with METADATA, which OPA would read as a block: use metadata(…)");
        }
        return new Comment(line.isEmpty() ? "" : " " + line);
    }
}
