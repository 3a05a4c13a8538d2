package io.rego4j.dsl.value;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Origin;
import io.rego4j.dsl.Values;
import java.util.List;

/** Comments from text: one a line. */
public final class CommentLines {
    private CommentLines() {}

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
        return text.isEmpty()
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
        Values.requireText(line);
        return new Comment(line.isEmpty() ? "" : " " + line);
    }
}
