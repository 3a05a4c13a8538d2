package io.rego4j.ast.order;

/** The value of a number's text: OPA's scanner defines the form, its {@code NumberCompare} the order. */
public final class NumberText {
    private NumberText() {}

    /** True for an optional sign, digits with an optional fraction, and an optional exponent. */
    public static boolean isNumber(String text) {
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

    /** The order of two numbers by value. */
    public static int compare(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        if (isShortInteger(a) && isShortInteger(b)) {
            return Long.compare(Long.parseLong(a), Long.parseLong(b));
        }
        return Decimal.of(a).compareTo(Decimal.of(b));
    }

    /**
     * A number as sign, digits and the place of its first digit, which compares without ever writing the number out.
     *
     * @param sign -1, 0 or 1
     * @param place how many digits stand before the point, less the zeros behind it
     * @param exponent the digits of an exponent that no long holds; empty for any other
     * @param digits without zeros at either end
     */
    private record Decimal(int sign, long place, String exponent, String digits) implements Comparable<Decimal> {
        private static final Decimal ZERO = new Decimal(0, 0, "", "");
        /** A smaller number is zero to OPA, whose floats end here. */
        private static final long LEAST_PLACE = -646_456_992;

        static Decimal of(String text) {
            int sign = text.startsWith("-") ? -1 : 1;
            int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
            String mantissa = text.substring(sign < 0 ? 1 : 0, mark < 0 ? text.length() : mark);
            int point = mantissa.indexOf('.');
            String all = point < 0 ? mantissa : mantissa.substring(0, point) + mantissa.substring(point + 1);
            int first = 0;
            while (first < all.length() && all.charAt(first) == '0') {
                first++;
            }
            int last = all.length();
            while (last > first && all.charAt(last - 1) == '0') {
                last--;
            }
            if (first == last) {
                return ZERO;
            }
            long place = (point < 0 ? all.length() : point) - first;
            String digits = all.substring(first, last);
            if (mark < 0) {
                return new Decimal(sign, place, "", digits);
            }
            boolean tiny = text.charAt(mark + 1) == '-';
            String exponent = text.substring(mark + 1).replaceFirst("^[-+]?0*", "");
            if (exponent.length() > 17) {
                return tiny ? ZERO : new Decimal(sign, Long.MAX_VALUE, exponent, digits);
            }
            long by = exponent.isEmpty() ? 0 : Long.parseLong(exponent);
            place += tiny ? -by : by;
            return place < LEAST_PLACE ? ZERO : new Decimal(sign, place, "", digits);
        }

        @Override
        public int compareTo(Decimal other) {
            if (sign != other.sign) {
                return Integer.compare(sign, other.sign);
            }
            int c = Long.compare(place, other.place);
            c = c != 0 ? c : Integer.compare(exponent.length(), other.exponent.length());
            c = c != 0 ? c : exponent.compareTo(other.exponent);
            c = c != 0 ? c : digits.compareTo(other.digits);
            return sign * c;
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
