package io.rego4j.dsl;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Origin;
import java.util.List;

/** Comments from text: one a line. */
final class Comments {
    private Comments() {}

    /** The origin with a comment for each line of the text. */
    static Origin add(Origin origin, String text) {
        Origin result = origin;
        for (Comment comment : of(text)) {
            result = result.with(comment);
        }
        return result;
    }

    /** A comment for each line of the text; an empty text is an empty line. */
    static List<Comment> of(String text) {
        return text.isEmpty()
                ? List.of(new Comment(""))
                : text.lines().map(Comments::ofLine).toList();
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
