package io.rego4j.json;

import java.util.regex.Pattern;

/** Numbers of Rego as JSON has them. */
final class JsonScalars {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private JsonScalars() {}

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
}
