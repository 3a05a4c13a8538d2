package io.rego4j.opa.wasm;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Time. OPA's moments are nanoseconds since 1970, as many as fit into 64 bits. */
final class HostTime {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final Pattern RFC3339 =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)");
    // What Go reads as a time as well, and java.time does not.
    private static final Pattern LENIENT = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\dT(?!\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:0\\d|1[0-7]):\\d\\d)$)"
                    + "\\d{1,2}:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)");
    private static final Pattern DURATION = Pattern.compile("(?=\\.?\\d)(\\d*)(?:\\.(\\d*))?(ns|us|µs|μs|ms|s|m|h)");
    private static final int MOST_DIGITS = 15;
    private static final Map<String, Long> UNITS = Map.of(
            "ns",
            1L,
            "us",
            1_000L,
            "µs",
            1_000L,
            "μs",
            1_000L,
            "ms",
            1_000_000L,
            "s",
            1_000_000_000L,
            "m",
            60_000_000_000L,
            "h",
            3_600_000_000_000L);

    static final Map<String, HostFunction> FUNCTIONS = Map.of(
            "time.now_ns", (operands, call) -> call.nowNanos(),
            "time.parse_rfc3339_ns", (operands, call) -> parse(HostCall.string(operands.get(0))),
            "time.parse_duration_ns", (operands, call) -> duration(HostCall.string(operands.get(0))),
            "time.date", (operands, call) -> numbers(when(operands.get(0)), true),
            "time.clock", (operands, call) -> numbers(when(operands.get(0)), false),
            "time.weekday",
                    (operands, call) ->
                            when(operands.get(0)).getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
            "time.add_date", (operands, call) -> addDate(operands),
            "time.diff", (operands, call) -> difference(operands));

    private HostTime() {}

    private static Object parse(String text) throws HostFunction.BuiltinError {
        if (LENIENT.matcher(text).matches()) {
            throw new HostFunction.Unsupported("a time in this form is not in this engine: " + text);
        } else if (!RFC3339.matcher(text).matches()) {
            throw new HostFunction.BuiltinError("not a time as in RFC 3339");
        }
        try {
            return nanos(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw new HostFunction.BuiltinError("not a time as in RFC 3339");
        }
    }

    private static BigDecimal nanos(Instant moment) throws HostFunction.BuiltinError {
        BigInteger nanos =
                BigInteger.valueOf(moment.getEpochSecond()).multiply(BILLION).add(BigInteger.valueOf(moment.getNano()));
        if (nanos.bitLength() > 63) {
            throw new HostFunction.BuiltinError("time outside of valid range");
        }
        return new BigDecimal(nanos);
    }

    private static Object duration(String text) throws HostFunction.BuiltinError {
        boolean negative = text.startsWith("-");
        String rest = negative || text.startsWith("+") ? text.substring(1) : text;
        if (rest.equals("0")) {
            return BigDecimal.ZERO;
        }
        if (rest.chars().anyMatch(c -> "dwy".indexOf(c) >= 0)) {
            throw new HostFunction.Unsupported("a duration in days, weeks or years is not in this engine");
        }
        BigInteger sum = BigInteger.ZERO;
        Matcher part = DURATION.matcher(rest);
        int at = 0;
        while (part.find() && part.start() == at) {
            at = part.end();
            long unit = Objects.requireNonNull(UNITS.get(part.group(3)), "a unit of the pattern");
            sum = sum.add(new BigInteger("0" + part.group(1)).multiply(BigInteger.valueOf(unit)))
                    .add(BigInteger.valueOf(fraction(part.group(2), unit)));
        }
        BigInteger signed = negative ? sum.negate() : sum;
        if (at == 0 || at != rest.length() || signed.bitLength() > 63) {
            throw new HostFunction.BuiltinError("invalid duration");
        }
        return new BigDecimal(signed);
    }

    /** What stands after the point, in nanoseconds: with Go's own rounding errors, part by part. */
    private static long fraction(@Nullable String digits, long unit) {
        if (digits == null || digits.isEmpty()) {
            return 0;
        } else if (digits.length() > MOST_DIGITS) {
            throw new HostFunction.Unsupported("a duration with so many digits is not in this engine");
        }
        return (long) (Long.parseLong(digits) * (unit / Math.pow(10, digits.length())));
    }

    /** A moment: nanoseconds, or a pair of nanoseconds and the name of a time zone. */
    private static ZonedDateTime when(@Nullable Object operand) throws HostFunction.BuiltinError {
        Object number = operand;
        ZoneId zone = ZoneOffset.UTC;
        if (operand instanceof List<?> pair) {
            if (pair.size() != 2) {
                throw new HostFunction.Unsupported("a time with a layout is not in this engine");
            }
            number = pair.get(0);
            zone = zone(HostCall.string(pair.get(1)));
        }
        BigInteger nanos = HostCall.integer(number);
        if (nanos.bitLength() > 63) {
            throw new HostFunction.BuiltinError("timestamp too big");
        }
        BigInteger[] parts = nanos.divideAndRemainder(BILLION);
        return in(zone, Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue()));
    }

    /** Java and Go do not tell the same about the time zones of the years before 1970. */
    private static ZonedDateTime in(ZoneId zone, Instant moment) {
        if (moment.isBefore(Instant.EPOCH) && !zone.equals(ZoneOffset.UTC)) {
            throw new HostFunction.Unsupported("a time zone before 1970 is not in this engine");
        }
        return moment.atZone(zone);
    }

    private static ZoneId zone(String name) {
        if (name.isEmpty() || name.equals("UTC")) {
            return ZoneOffset.UTC;
        } else if (name.equals("Local")) {
            return ZoneId.systemDefault();
        } else if (!ZoneId.getAvailableZoneIds().contains(name) || name.startsWith("SystemV/")) {
            // OPA may know it: the two have lists of their own.
            throw new HostFunction.Unsupported("the time zone " + name + " is not in this engine");
        }
        return ZoneId.of(name);
    }

    private static Object numbers(ZonedDateTime time, boolean date) {
        return date
                ? integers(time.getYear(), time.getMonthValue(), time.getDayOfMonth())
                : integers(time.getHour(), time.getMinute(), time.getSecond());
    }

    private static List<Object> integers(long... values) {
        List<Object> list = new ArrayList<>();
        for (long value : values) {
            list.add(BigDecimal.valueOf(value));
        }
        return list;
    }

    /** Months and days may overflow into the next larger unit, as in Go. */
    private static Object addDate(List<?> operands) throws HostFunction.BuiltinError {
        ZonedDateTime time = when(operands.get(0));
        try {
            long months = time.getMonthValue() - 1L + HostCall.small(operands.get(2));
            LocalDate date = LocalDate.of(Math.addExact(time.getYear(), HostCall.small(operands.get(1))), 1, 1)
                    .plusMonths(months)
                    .plusDays(time.getDayOfMonth() - 1L + HostCall.small(operands.get(3)));
            return nanos(time.toLocalTime().atDate(date).atZone(time.getZone()).toInstant());
        } catch (DateTimeException | ArithmeticException e) {
            throw new HostFunction.BuiltinError("time outside of valid range");
        }
    }

    private static Object difference(List<?> operands) throws HostFunction.BuiltinError {
        ZonedDateTime first = when(operands.get(0));
        ZonedDateTime second = in(first.getZone(), when(operands.get(1)).toInstant());
        if (first.isAfter(second)) {
            ZonedDateTime swap = first;
            first = second;
            second = swap;
        }
        int[] units = {
            second.getYear() - first.getYear(),
            second.getMonthValue() - first.getMonthValue(),
            second.getDayOfMonth() - first.getDayOfMonth(),
            second.getHour() - first.getHour(),
            second.getMinute() - first.getMinute(),
            second.getSecond() - first.getSecond()
        };
        int[] sizes = {0, 12, first.toLocalDate().lengthOfMonth(), 24, 60, 60};
        for (int i = units.length - 1; i > 0; i--) {
            if (units[i] < 0) {
                units[i] += sizes[i];
                units[i - 1]--;
            }
        }
        return integers(units[0], units[1], units[2], units[3], units[4], units[5]);
    }
}
