package io.rego4j.source;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An error in a policy: OPA's code, the message, the place, and hints how to correct it.
 *
 * @param code OPA's error code, for instance {@code rego_parse_error}
 * @param message what is wrong, without place and hints
 * @param span the place; null if the error concerns the whole text
 * @param hints what to do, most useful first; may be empty
 * @param syntax true for a syntax error; false for what parses and is not allowed. OPA's JSON quotes the line of a syntax error
 *     only
 */
public record Diagnostic(
        String code, String message, @Nullable Span span, List<String> hints, boolean syntax) {
    /** The code of a text that is not Rego. */
    public static final String PARSE_ERROR = "rego_parse_error";
    /** The code of a policy that breaks a rule of the compiler. */
    public static final String COMPILE_ERROR = "rego_compile_error";
    /** The code of a use of a value of the wrong type. */
    public static final String TYPE_ERROR = "rego_type_error";
    /** The code of a variable that nothing binds. */
    public static final String UNSAFE_VAR_ERROR = "rego_unsafe_var_error";
    /** The code of a rule that depends on itself. */
    public static final String RECURSION_ERROR = "rego_recursion_error";
    /** The code of a tree that cannot be written as Rego. */
    public static final String FORMAT_ERROR = "rego_format_error";

    public Diagnostic {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        hints = List.copyOf(hints);
    }

    /** A diagnostic that is not a syntax error. */
    public Diagnostic(String code, String message, @Nullable Span span, List<String> hints) {
        this(code, message, span, hints, false);
    }

    /** A diagnostic without hints. */
    public Diagnostic(String code, String message, @Nullable Span span) {
        this(code, message, span, List.of());
    }

    /** The message with its hints in OPA's form: {@code … (hint: …)}. */
    public String text() {
        return switch (hints.size()) {
            case 0 -> message;
            case 1 -> message + " (hint: " + hints.get(0) + ")";
            default -> message + " (hints: " + String.join(", ", hints) + ")";
        };
    }

    /** One line in OPA's form: {@code file:row: code: message}; without a file {@code row:column: code: message}. */
    public String toLine() {
        if (span == null) {
            return code + ": " + text();
        }
        String file = span.source().printableName();
        String place = file.isEmpty() ? span.row() + ":" + span.column() : file + ":" + span.row();
        return place + ": " + code + ": " + text();
    }

    /**
     * For people: {@code file:row:column: code: message}, then the line, then a caret under the place. Instead of a blank line
     * the last one before it is shown that is not blank.
     */
    public String display() {
        if (span == null) {
            return code + ": " + text();
        }
        int row = span.row();
        String line = span.source().line(row);
        int caret = Math.max(0, span.column() - 1);
        // At an unexpected end of the text, the last line with text is more useful than the blank lines after it.
        while (line.isBlank() && row > 1) {
            line = span.source().line(--row).stripTrailing();
            caret = line.codePointCount(0, line.length());
        }
        // Control characters are escaped, so that a terminal does not interpret them.
        String shown = line.replace('\t', ' ').replaceAll("\\p{Cntrl}", "\uFFFD");
        // Of a very long line only the part around the place is shown.
        int from = caret > 100 ? caret - 60 : 0;
        int first = shown.offsetByCodePoints(0, Math.min(from, shown.codePointCount(0, shown.length())));
        String excerpt = shown.substring(first);
        if (excerpt.length() > 140) {
            excerpt = excerpt.substring(0, Character.isHighSurrogate(excerpt.charAt(139)) ? 139 : 140) + "…";
        }
        return span + ": " + code + ": " + text() + "\n\t" + excerpt + "\n\t" + " ".repeat(caret - from) + "^";
    }

    @Override
    public String toString() {
        return toLine();
    }
}
