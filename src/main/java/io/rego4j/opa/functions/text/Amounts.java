package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.BigFloat;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers and amounts from texts ({@code parse_units.go}, {@code parse_bytes.go}, {@code casts.go}, {@code strings.go}). */
final class Amounts {
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(?:\\d++\\.?+\\d*+|\\.\\d++)(?:[eE][-+]?\\d++)?");
    private static final Pattern INFINITE = Pattern.compile("[-+]*(inf|infinity|nan)", Pattern.CASE_INSENSITIVE);
    /** What Go reads as a number too: digits with underscores between them, and hexadecimal ones. */
    private static final Pattern SEPARATED =
            Pattern.compile("[-+]?(\\d[\\d.]*_[\\d._]*([eE][-+]?[\\d_]+)?|0[xX][0-9a-fA-F_.]+[pP][-+]?[\\d_]+)");

    private static final int LONGEST_EXPONENT = 6;
    private static final int BITS_OF_A_DIGIT = 4;
    private static final int FRACTION = 10;
    private static final int LARGEST_EXPONENT = 100_000;
    private static final String UNITS = "kmgtpe";
    private static final BigDecimal THOUSANDTH = new BigDecimal(0.001);

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "units.parse",
            (context, operands) -> units(operands),
            "units.parse_bytes",
            (context, operands) -> bytes(operands),
            "to_number",
            (context, operands) -> toNumber(operands),
            "format_int",
            (context, operands) -> formatInt(operands));

    private Amounts() {}

    /** A number and its unit. */
    private record Amount(String number, String unit) {
        /** As OPA tells them apart: exponents belong to the number, and so does every plus and minus. */
        static @Nullable Amount of(String text) {
            int at = 0;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                if ((c == 'e' || c == 'E') && !isExponent(text, at) || !isDigit(text, at) && "+-.eE".indexOf(c) < 0) {
                    break;
                } else if (c == 'e' || c == 'E') {
                    at += text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-' ? 1 : 0;
                    int end = at + 1;
                    while (isDigit(text, end)) {
                        end++;
                    }
                    if (end - at - 1 > LONGEST_EXPONENT) {
                        return null;
                    }
                }
            }
            return new Amount(text.substring(0, at), text.substring(at));
        }

        private static boolean isDigit(String text, int at) {
            return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
        }

        private static boolean isExponent(String text, int at) {
            return isDigit(text, at + 1)
                    || at + 1 < text.length() && (text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-');
        }
    }

    private static Amount amount(String name, String text) throws BuiltinException {
        if (text.contains(" ")) {
            throw BuiltinException.of(name + ": spaces not allowed in resource strings");
        }
        Amount amount = Amount.of(text);
        if (amount == null) {
            throw BuiltinException.of(name + ": exponent too large");
        } else if (amount.number.isEmpty()) {
            throw BuiltinException.of(
                    name + (name.equals("units.parse") ? ": no amount provided" : ": no byte amount provided"));
        }
        return amount;
    }

    private static Value units(Value[] operands) throws BuiltinException {
        Amount amount = amount("units.parse", Operands.string(operands, 1).replace("\"", ""));
        String unit = amount.unit.isEmpty()
                ? ""
                : unit(StringValue.ofParts(amount.unit).bytes());
        BigDecimal factor = factor(unit);
        if (factor == null) {
            throw BuiltinException.of("units.parse: unit " + unit + " not recognized");
        } else if (!DECIMAL.matcher(amount.number).matches()) {
            throw BuiltinException.of("units.parse: could not parse amount to a number");
        }
        BigDecimal number = decimal(amount.number).multiply(factor);
        return number.stripTrailingZeros().scale() <= 0
                ? NumberValue.of(number.toBigIntegerExact())
                : NumberValue.parse(
                        number.setScale(FRACTION, RoundingMode.HALF_UP).toPlainString());
    }

    /** All but the first byte in lower case. */
    private static String unit(byte[] bytes) {
        return Encodings.text(Arrays.copyOf(bytes, 1))
                + Strings.lower(Encodings.text(Arrays.copyOfRange(bytes, 1, bytes.length)));
    }

    private static BigDecimal decimal(String number) {
        BigDecimal decimal = new BigDecimal(number);
        Operands.requireBits(BITS_OF_A_DIGIT * ((long) decimal.precision() + Math.abs((long) decimal.scale())));
        return decimal;
    }

    private static @Nullable BigDecimal factor(String unit) {
        if (unit.isEmpty()) {
            return BigDecimal.ONE;
        } else if (unit.equals("m")) {
            return THOUSANDTH;
        }
        int power = UNITS.indexOf(Character.toLowerCase(unit.charAt(0))) + 1;
        boolean binary = unit.length() == 2 && unit.charAt(1) == 'i';
        if (power == 0 || unit.length() > 1 && !binary) {
            return null;
        }
        return binary ? new BigDecimal(BigInteger.ONE.shiftLeft(10 * power)) : BigDecimal.TEN.pow(3 * power);
    }

    private static Value bytes(Value[] operands) throws BuiltinException {
        Amount amount = amount(
                "units.parse_bytes", Strings.lower(Operands.string(operands, 1)).replace("\"", ""));
        BigInteger factor = byteFactor(amount.unit);
        if (factor == null) {
            throw BuiltinException.of("units.parse_bytes: byte unit " + amount.unit + " not recognized");
        } else if (!DECIMAL.matcher(amount.number).matches()) {
            throw BuiltinException.of("units.parse_bytes: could not parse byte amount to a number");
        }
        decimal(amount.number);
        return NumberValue.of(BigFloat.parse(amount.number, BigFloat.DEFAULT_PRECISION)
                .multiplyKeepingPrecision(BigFloat.of(factor))
                .toBigInteger());
    }

    private static @Nullable BigInteger byteFactor(String unit) {
        if (unit.isEmpty()) {
            return BigInteger.ONE;
        }
        int power = UNITS.indexOf(unit.charAt(0)) + 1;
        String rest = unit.substring(1);
        if (power == 0 || !rest.isEmpty() && !rest.equals("b") && !rest.equals("i") && !rest.equals("ib")) {
            return null;
        }
        return rest.startsWith("i") ? BigInteger.ONE.shiftLeft(10 * power) : BigInteger.TEN.pow(3 * power);
    }

    private static Value toNumber(Value[] operands) throws BuiltinException {
        return switch (operands[0].kind()) {
            case NULL -> NumberValue.ZERO;
            case BOOLEAN -> Operands.bool(operands, 1) ? NumberValue.ONE : NumberValue.ZERO;
            case NUMBER -> operands[0];
            case STRING -> toNumber(operands, (StringValue) operands[0]);
            default -> throw Operands.wrongType(operands, 1, "null", "boolean", "number", "string");
        };
    }

    private static Value toNumber(Value[] operands, StringValue string) throws BuiltinException {
        String text = string.text();
        if (SEPARATED.matcher(text).matches()) {
            throw new EvaluationException(
                    EvaluationException.UNSUPPORTED, "to_number of " + string + ": OPA's result is no JSON number");
        } else if (INFINITE.matcher(text).matches()) {
            throw Operands.wrongType(operands, 1, "valid number string");
        } else if (!DECIMAL.matcher(text).matches()) {
            throw BuiltinException.of("strconv.ParseFloat: parsing " + string + ": invalid syntax");
        } else if (!Double.isFinite(Double.parseDouble(text))) {
            throw BuiltinException.of("strconv.ParseFloat: parsing " + string + ": value out of range");
        }
        Matcher exponent = Pattern.compile("[eE]([-+]?\\d+)").matcher(text);
        if (exponent.find() && new BigInteger(exponent.group(1)).abs().bitLength() > 17
                || exponent.reset().find() && Math.abs(Long.parseLong(exponent.group(1))) > LARGEST_EXPONENT) {
            throw BuiltinException.of("invalid number: number too big");
        }
        return NumberValue.parse(text);
    }

    private static Value formatInt(Value[] operands) throws BuiltinException {
        NumberValue number = Operands.number(operands, 1);
        int base = switch (Operands.number(operands, 2).toString()) {
            case "2" -> 2;
            case "8" -> 8;
            case "10" -> 10;
            case "16" -> 16;
            default -> throw Operands.wrongChoice(2, "2", "8", "10", "16");
        };
        Operands.requireBits(number.mostBits());
        BigInteger whole = number.isLong() || isWhole(number.toString())
                ? number.toBigInteger()
                : BigFloat.of(number).toBigInteger();
        return StringValue.of(whole == null ? "" : whole.toString(base).toLowerCase(Locale.ROOT));
    }

    private static boolean isWhole(String digits) {
        return digits.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
    }
}
