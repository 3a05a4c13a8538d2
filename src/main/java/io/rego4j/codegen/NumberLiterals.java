package io.rego4j.codegen;

import java.util.regex.Pattern;

/** The numbers of Rego that can be Java literals without a change of their text. */
final class NumberLiterals {
    private static final Pattern WHOLE = Pattern.compile("-?[1-9][0-9]{0,17}|0");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,7}\\.[0-9]{1,9}");

    private NumberLiterals() {}

    static boolean isLiteral(String text) {
        return WHOLE.matcher(text).matches()
                || DECIMAL.matcher(text).matches()
                        && Double.toString(Double.parseDouble(text)).equals(text);
    }

    static String literal(String text) {
        if (text.indexOf('.') >= 0) {
            return text;
        }
        long value = Long.parseLong(text);
        return value == (int) value ? text : text + "L";
    }
}
