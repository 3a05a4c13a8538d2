package io.rego4j.codegen;

/**
 * Text of a policy in a Javadoc comment. Any character that could end the comment or the line, or start a tag or a Unicode escape,
 * is written as a character reference.
 */
final class JavadocText {
    private JavadocText() {}

    /** The text as code. */
    static String code(String text) {
        StringBuilder out = new StringBuilder("<code>");
        text.codePoints().forEach(c -> {
            if (isPlain(c)) {
                out.appendCodePoint(c);
            } else {
                out.append("&#").append(c).append(';');
            }
        });
        return out.append("</code>").toString();
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == ' ';
    }
}
