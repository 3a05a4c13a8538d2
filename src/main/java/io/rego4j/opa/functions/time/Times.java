package io.rego4j.opa.functions.time;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BigFloat;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;

/** Time ({@code time.go}). A moment is a number of nanoseconds since 1970, of 64 bits. */
final class Times {
    private static final BigInteger BILLION = BigInteger.valueOf(1_000_000_000);
    private static final long SECONDS_A_DAY = 86_400;
    /** More than lie between the first moment and the last one. */
    private static final long MOST_DAYS = 1_000_000;

    private static final long MOST_YEARS = 100_000_000_000L;

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "time.now_ns", (context, operands) -> NumberValue.of(nanos(context.now())),
            "time.parse_ns",
                    (context, operands) -> inRange(TimeParser.parse(
                            context,
                            Layouts.named(bytes(Operands.stringValue(operands, 1))),
                            bytes(Operands.stringValue(operands, 2)))),
            "time.parse_rfc3339_ns",
                    (context, operands) -> inRange(
                            TimeParser.parse(context, Layouts.RFC3339, bytes(Operands.stringValue(operands, 1)))),
            "time.parse_duration_ns",
                    (context, operands) -> NumberValue.of(Durations.parse(bytes(Operands.stringValue(operands, 1)))),
            "time.format", Times::format,
            "time.date", (context, operands) -> date(when(operands[0])),
            "time.clock", (context, operands) -> clock(when(operands[0])),
            "time.weekday", (context, operands) -> StringValue.of(TimeFormat.weekday(when(operands[0]))),
            "time.add_date", (context, operands) -> addDate(operands),
            "time.diff", (context, operands) -> difference(when(operands[0]), when(operands[1])));

    private Times() {}

    private static String bytes(StringValue text) {
        return new String(text.bytes(), StandardCharsets.ISO_8859_1);
    }

    private static BigInteger nanos(Instant moment) {
        return BigInteger.valueOf(moment.getEpochSecond()).multiply(BILLION).add(BigInteger.valueOf(moment.getNano()));
    }

    private static Value inRange(BigInteger nanos) throws BuiltinException {
        if (nanos.bitLength() > 63) {
            throw BuiltinException.of("time outside of valid range");
        }
        return NumberValue.of(nanos);
    }

    private static BuiltinException notTime(Value operand) {
        return Operands.wrongType(operand, 1, "either number (ns) or [number (ns), string (tz)]");
    }

    /** A moment: nanoseconds, or an array of them, a time zone and a layout. */
    private static ZonedDateTime when(Value operand) throws BuiltinException {
        Value number = operand;
        ZoneId zone = ZoneOffset.UTC;
        if (operand instanceof ArrayValue array) {
            if (array.size() == 0) {
                throw notTime(operand);
            }
            number = array.get(0);
            if (!(number instanceof NumberValue)) {
                throw Operands.wrongType(number, 1, "number");
            }
            zone = array.size() > 1
                    ? Zones.find(Operands.stringValue(array.get(1), 1).text())
                    : zone;
            if (array.size() > 2) {
                Operands.stringValue(array.get(2), 1);
            }
        } else if (!(operand instanceof NumberValue)) {
            throw notTime(operand);
        }
        BigFloat nanos = BigFloat.of((NumberValue) number);
        if (!nanos.isInteger() || nanos.toBigInteger().bitLength() > 63) {
            throw BuiltinException.of("timestamp too big");
        }
        long value = nanos.toBigInteger().longValue();
        return Zones.at(
                zone,
                Instant.ofEpochSecond(Math.floorDiv(value, 1_000_000_000L), Math.floorMod(value, 1_000_000_000L)));
    }

    private static Value format(BuiltinContext context, Value[] operands) throws BuiltinException {
        ZonedDateTime time = when(operands[0]);
        String layout = operands[0] instanceof ArrayValue array && array.size() > 2
                ? bytes(Operands.stringValue(array.get(2), 1))
                : "";
        String text = TimeFormat.format(context, time, layout.isEmpty() ? Layouts.RFC3339_NANO : Layouts.named(layout));
        return StringValue.ofBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Value numbers(long... numbers) {
        ArrayValue.Builder array = new ArrayValue.Builder(numbers.length);
        for (long number : numbers) {
            array.add(NumberValue.of(number));
        }
        return array.build();
    }

    private static Value date(ZonedDateTime time) {
        return numbers(time.getYear(), time.getMonthValue(), time.getDayOfMonth());
    }

    private static Value clock(ZonedDateTime time) {
        return numbers(time.getHour(), time.getMinute(), time.getSecond());
    }

    private static Value addDate(Value[] operands) throws BuiltinException {
        ZonedDateTime time = when(operands[0]);
        long years = Operands.integer(operands, 2);
        long months = Operands.integer(operands, 3);
        long days = Operands.integer(operands, 4);
        if (Math.max(size(years), size(months)) > MOST_YEARS || size(days) > Long.MAX_VALUE / SECONDS_A_DAY) {
            // Go's numbers overflow, and give some time or other.
            throw new EvaluationException(
                    EvaluationException.UNSUPPORTED, "time.add_date of so many years or days is not in this engine");
        }
        if (Math.max(Math.max(size(years), size(months)), size(days)) > MOST_DAYS) {
            throw BuiltinException.of("time outside of valid range");
        }
        // A day that the month does not have is one of the next month.
        LocalDate date = LocalDate.of(time.getYear(), time.getMonthValue(), 1)
                .plusYears(years)
                .plusMonths(months)
                .plusDays(time.getDayOfMonth() - 1 + days);
        long local = date.toEpochDay() * SECONDS_A_DAY + time.toLocalTime().toSecondOfDay();
        return inRange(BigInteger.valueOf(Zones.toUtc(time.getZone(), local))
                .multiply(BILLION)
                .add(BigInteger.valueOf(time.getNano())));
    }

    private static long size(long number) {
        return number == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(number);
    }

    /** Years, months, days, hours, minutes and seconds between two moments, in the time zone of the first. */
    private static Value difference(ZonedDateTime one, ZonedDateTime other) {
        ZonedDateTime same = Zones.at(one.getZone(), other.toInstant());
        ZonedDateTime from = one.toInstant().isAfter(same.toInstant()) ? same : one;
        ZonedDateTime to = from == one ? same : one;
        long years = to.getYear() - from.getYear();
        long months = to.getMonthValue() - from.getMonthValue();
        long days = to.getDayOfMonth() - from.getDayOfMonth();
        long hours = to.getHour() - from.getHour();
        long minutes = to.getMinute() - from.getMinute();
        long seconds = to.getSecond() - from.getSecond();
        minutes -= seconds < 0 ? 1 : 0;
        seconds += seconds < 0 ? 60 : 0;
        hours -= minutes < 0 ? 1 : 0;
        minutes += minutes < 0 ? 60 : 0;
        days -= hours < 0 ? 1 : 0;
        hours += hours < 0 ? 24 : 0;
        months -= days < 0 ? 1 : 0;
        days += days < 0 ? from.toLocalDate().lengthOfMonth() : 0;
        years -= months < 0 ? 1 : 0;
        months += months < 0 ? 12 : 0;
        return numbers(years, months, days, hours, minutes, seconds);
    }
}
