package io.rego4j.json;

import java.util.regex.Pattern;

/** Strings and numbers that can be written. */
final class JsonScalars {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private JsonScalars() {}

    /** The text with U+FFFD for each surrogate that stands alone, as Go writes what is not UTF-8. */
    static String wellFormed(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    /**
     * A number of Rego as JSON may have it: {@code .5} and {@code 1.} are numbers in Rego, and in JSON {@code 0.5} and
     * {@code 1.0}. OPA fails on those.
     */
    static String number(String text) {
        if (NUMBER.matcher(text).matches()) {
            return text;
        }
        String sign = text.startsWith("-") ? "-" : "";
        String number = text.substring(sign.length()).replaceFirst("^0+(?=[0-9])", "");
        number = number.startsWith(".") ? "0" + number : number;
        return sign + number.replaceFirst("\\.(?![0-9])", ".0");
    }

    private static String replaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c ->
                        out.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c));
        return out.toString();
    }
}
