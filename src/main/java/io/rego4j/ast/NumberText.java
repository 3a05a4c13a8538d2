package io.rego4j.ast;

import java.math.BigDecimal;
import java.math.BigInteger;

/** What a number's text says: OPA's scanner gives the form, its {@code NumberCompare} the order. */
final class NumberText {
    private NumberText() {}

    /** True for an optional sign, digits with an optional fraction, and an optional exponent. */
    static boolean isNumber(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int digits = at;
        at = skipDigits(text, at);
        int count = at - digits;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = at + 1;
            at = skipDigits(text, fraction);
            count += at - fraction;
        }
        if (count == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            int exponent = at;
            at = skipDigits(text, at);
            if (at == exponent) {
                return false;
            }
        }
        return at == text.length();
    }

    /** The exact value. */
    static BigDecimal value(String text) {
        return new BigDecimal(text);
    }

    /** The order of two numbers by value. */
    static int compare(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        if (isShortInteger(a) && isShortInteger(b)) {
            return Long.compare(Long.parseLong(a), Long.parseLong(b));
        }
        return comparable(a).compareTo(comparable(b));
    }

    private static BigDecimal comparable(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            // The exponent is beyond what BigDecimal holds: only sign and direction are left to compare.
            boolean negative = text.startsWith("-");
            int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
            boolean tiny = exponent >= 0 && text.charAt(exponent + 1) == '-';
            if (tiny) {
                return BigDecimal.ZERO;
            }
            BigDecimal huge = new BigDecimal(BigInteger.ONE, Integer.MIN_VALUE + 1);
            return negative ? huge.negate() : huge;
        }
    }

    private static boolean isShortInteger(String text) {
        return text.length() <= 18 && skipDigits(text, text.startsWith("-") ? 1 : 0) == text.length();
    }

    private static int skipDigits(String text, int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }
}
