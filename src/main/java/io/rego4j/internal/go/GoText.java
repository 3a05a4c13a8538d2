package io.rego4j.internal.go;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Values as Go writes them: in messages, and as JSON numbers. */
public final class GoText {
    private GoText() {}

    /** Go's {@code strings.TrimSpace}. */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** True if a text starts with a word, after white space if any. */
    public static boolean startsWith(String text, String word) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.startsWith(word, start);
    }

    /** Go's {@code strings.Fields}: the words between white space. */
    public static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = at;
            while (at < text.length() && !isSpace(text.charAt(at))) {
                at++;
            }
            if (at > start) {
                words.add(text.substring(start, at));
            }
            at++;
        }
        return words;
    }

    /** Go's {@code unicode.IsSpace}. */
    public static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r' || c == 0x85 || Character.isSpaceChar(c);
    }

    /** A number as Go's {@code encoding/json} writes a {@code float64}: the shortest digits that give it back. */
    public static String number(double value) {
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = shortest(value);
        double size = Math.abs(value);
        if (size >= 1e-6 && size < 1e21) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return (value < 0 ? "-" : "") + mantissa + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }

    /** The fewest digits that give a {@code float64} back, as {@code strconv.FormatFloat} finds them; not for zero. */
    public static BigDecimal shortest(double value) {
        return shortest(new BigDecimal(value), decimal -> decimal.doubleValue() == value);
    }

    /** The same for a {@code float32}; {@code Float.toString} may give more digits. */
    public static BigDecimal shortest(float value) {
        return shortest(new BigDecimal(value), decimal -> decimal.floatValue() == value);
    }

    /** The exact value, rounded to the fewest digits that still read back as the number; 17 always do. */
    private static BigDecimal shortest(BigDecimal exact, Predicate<BigDecimal> readsBack) {
        int digits = 1;
        BigDecimal rounded;
        do {
            rounded = exact.round(new MathContext(digits++, RoundingMode.HALF_EVEN));
        } while (!readsBack.test(rounded));
        return rounded.stripTrailingZeros();
    }
}
