package io.rego4j.opa.functions.time;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.value.BigFloat;
import io.rego4j.opa.value.StringValue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as Go's {@code time.ParseDuration} reads them, and with OPA's days, weeks and years. Texts are bytes. */
public final class Durations {
    private static final String MICRO = "\u00c2\u00b5s";
    private static final String GREEK_MICRO = "\u00ce\u00bcs";
    private static final Map<String, Long> UNITS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            MICRO,
            1_000L,
            GREEK_MICRO,
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);
    private static final Map<String, Integer> HOURS = Map.of("d", 24, "w", 7 * 24, "y", 365 * 24);
    private static final Pattern EXTENDED = Pattern.compile("([-+]?)((?:[0-9.]++(?:ms|us|" + MICRO + "|ns|[a-z]))++)");
    private static final Pattern SEGMENT = Pattern.compile("([0-9.]+)(ms|us|" + MICRO + "|ns|[a-z])");
    private static final Pattern NUMBER = Pattern.compile("\\d++\\.?+\\d*+|\\.\\d++");
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(63);

    private Durations() {}

    /** What is wrong, without the text that it is about. */
    private static final class Invalid extends Exception {
        private static final long serialVersionUID = 1L;

        Invalid(String message) {
            super(message, null, false, false);
        }
    }

    /** Nanoseconds. The text is bytes, one to a char. */
    public static long parse(String text) throws BuiltinException {
        boolean extended = text.matches("(?s).*[dwy].*");
        try {
            return nanoseconds(extended ? withoutLongUnits(text) : text);
        } catch (Invalid e) {
            String quoted = extended
                    ? StringValue.ofBytes(text.getBytes(StandardCharsets.ISO_8859_1))
                            .toString()
                    : Layouts.quote(text);
            throw BuiltinException.of("time: " + e.getMessage() + " " + quoted);
        }
    }

    private static String withoutLongUnits(String text) throws Invalid {
        Matcher whole = EXTENDED.matcher(text);
        if (!whole.matches()) {
            throw new Invalid("invalid duration");
        }
        StringBuilder rewritten = new StringBuilder(whole.group(1));
        Matcher segment = SEGMENT.matcher(whole.group(2));
        while (segment.find()) {
            Integer hours = HOURS.get(segment.group(2));
            if (hours == null) {
                rewritten.append(segment.group());
            } else if (!NUMBER.matcher(segment.group(1)).matches()) {
                throw new Invalid("invalid duration");
            } else {
                double total = Double.parseDouble(segment.group(1)) * hours;
                rewritten
                        .append(total == 0 ? "0" : BigFloat.of(total).shortest().plain())
                        .append('h');
            }
        }
        return rewritten.toString();
    }

    private static long nanoseconds(String text) throws Invalid {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return 0;
        } else if (rest.isEmpty()) {
            throw new Invalid("invalid duration");
        }
        BigInteger sum = BigInteger.ZERO;
        int at = 0;
        while (at < rest.length()) {
            int digits = end(rest, at, true);
            int point = digits < rest.length() && rest.charAt(digits) == '.' ? digits + 1 : digits;
            int fraction = point > digits ? end(rest, point, true) : digits;
            if (digits == at && fraction == point) {
                throw new Invalid("invalid duration");
            }
            BigInteger whole = new BigInteger("0" + rest.substring(at, digits));
            requireInLimit(whole);
            int unitEnd = end(rest, fraction, false);
            String name = rest.substring(fraction, unitEnd);
            if (name.isEmpty()) {
                throw new Invalid("missing unit in duration");
            }
            Long unit = UNITS.get(name);
            if (unit == null) {
                throw new Invalid("unknown unit " + Layouts.quote(name) + " in duration");
            }
            whole = whole.multiply(BigInteger.valueOf(unit));
            requireInLimit(whole);
            sum = sum.add(whole).add(BigInteger.valueOf(fraction(rest.substring(point, fraction), unit)));
            requireInLimit(sum);
            at = unitEnd;
        }
        if (!negative && sum.equals(LIMIT)) {
            throw new Invalid("invalid duration");
        }
        return negative ? sum.negate().longValue() : sum.longValue();
    }

    private static void requireInLimit(BigInteger value) throws Invalid {
        if (value.compareTo(LIMIT) > 0) {
            throw new Invalid("invalid duration");
        }
    }

    /** Where digits, or else what is neither digit nor point, end. */
    private static int end(String text, int start, boolean digits) {
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean digit = c >= '0' && c <= '9';
            if (digits ? !digit : digit || c == '.') {
                break;
            }
            at++;
        }
        return at;
    }

    /** What stands after the point, in nanoseconds: with Go's own rounding errors. */
    private static long fraction(String digits, long unit) {
        long value = 0;
        double scale = 1;
        for (char c : digits.toCharArray()) {
            if (value > Long.MAX_VALUE / 10) {
                break;
            }
            long next = value * 10 + (c - '0');
            if (next < 0) {
                break;
            }
            value = next;
            scale *= 10;
        }
        return (long) (value * (unit / scale));
    }
}
