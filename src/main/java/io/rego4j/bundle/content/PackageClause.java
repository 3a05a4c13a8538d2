package io.rego4j.bundle.content;

import io.rego4j.bundle.json.JsonDocuments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the package of a policy's text, to compare it with the roots of the bundle, without parsing the policy. */
final class PackageClause {
    private final String text;
    private int at;

    private PackageClause(String text) {
        this.text = text;
    }

    /** The parts of the package's path without {@code data}; null if the text does not start with a package clause. */
    static @Nullable List<String> of(String text) {
        return new PackageClause(text).read();
    }

    private @Nullable List<String> read() {
        skipBlankAndComments();
        if (!text.startsWith("package", at)) {
            return null;
        }
        at += "package".length();
        int before = at;
        skipBlankAndComments();
        if (at == before) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        String first = name();
        if (first == null) {
            return null;
        }
        parts.add(first);
        while (at < text.length()) {
            String part;
            if (text.charAt(at) == '.') {
                at++;
                part = name();
            } else if (text.charAt(at) == '[') {
                part = quoted();
            } else {
                break;
            }
            if (part == null) {
                return null;
            }
            parts.add(part);
        }
        return parts;
    }

    private void skipBlankAndComments() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (c == '\uFEFF' || Character.isWhitespace(c)) {
                at++;
            } else {
                return;
            }
        }
    }

    private @Nullable String name() {
        int start = at;
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        return at == start ? null : text.substring(start, at);
    }

    /** A part in brackets: a JSON string, or a raw one. */
    private @Nullable String quoted() {
        int start = at + 1;
        char quote = start < text.length() ? text.charAt(start) : 0;
        if (quote != '"' && quote != '`') {
            return null;
        }
        int end = start + 1;
        while (end < text.length() && text.charAt(end) != quote) {
            end += quote == '"' && text.charAt(end) == '\\' ? 2 : 1;
        }
        if (end + 1 >= text.length() || text.charAt(end + 1) != ']') {
            return null;
        }
        at = end + 2;
        if (quote == '`') {
            return text.substring(start + 1, end);
        }
        Object value =
                JsonDocuments.parse("package", text.substring(start, end + 1).getBytes(StandardCharsets.UTF_8));
        return value instanceof String part ? part : null;
    }
}
