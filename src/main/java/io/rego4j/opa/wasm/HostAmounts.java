package io.rego4j.opa.wasm;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts with a unit, such as {@code 10Ki}. */
final class HostAmounts {
    private static final Pattern AMOUNT =
            Pattern.compile("([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,6})?)([A-Za-z]*)");
    private static final String PREFIXES = "kmgtpe";
    // OPA multiplies by the floating-point number next to a thousandth.
    private static final BigDecimal MILLI = new BigDecimal(0.001);
    private static final int FRACTION = 10;
    // Go's default precision of a large floating-point number that is read from a text.
    private static final int BITS = 64;
    private static final int LONGEST = 30;
    private static final int LARGEST_EXPONENT = 60;

    static final Map<String, HostFunction> FUNCTIONS = Map.of(
            "units.parse", (operands, call) -> units(amount(operands.get(0))),
            "units.parse_bytes", (operands, call) -> bytes(amount(operands.get(0))));

    private HostAmounts() {}

    private static Matcher amount(Object operand) throws HostFunction.BuiltinError {
        String bare = HostCall.string(operand).replace("\"", "");
        Matcher amount = AMOUNT.matcher(bare);
        if (bare.chars().anyMatch(c -> c > '~')) {
            throw new HostFunction.Unsupported("an amount outside of ASCII is not in this engine");
        } else if (!amount.matches()) {
            throw new HostFunction.BuiltinError("not an amount with a unit");
        }
        return amount;
    }

    private static BigDecimal number(Matcher amount) {
        BigDecimal number = new BigDecimal(amount.group(1));
        if (amount.group(1).length() > LONGEST || Math.abs(number.scale()) > LARGEST_EXPONENT) {
            throw new HostFunction.Unsupported("so long an amount is not in this engine");
        }
        return number;
    }

    private static Object units(Matcher amount) throws HostFunction.BuiltinError {
        String unit = amount.group(2);
        // Only here does the case of a letter matter: milli and mega.
        BigDecimal product = number(amount).multiply(unit.equals("m") ? MILLI : factor(unit.toLowerCase(Locale.ROOT)));
        BigDecimal whole = product.setScale(0, RoundingMode.DOWN);
        return whole.compareTo(product) == 0 ? whole : product.setScale(FRACTION, RoundingMode.HALF_UP);
    }

    private static Object bytes(Matcher amount) throws HostFunction.BuiltinError {
        String unit = amount.group(2).toLowerCase(Locale.ROOT);
        String prefix = unit.length() > 1 && unit.endsWith("b") ? unit.substring(0, unit.length() - 1) : unit;
        return rounded(rounded(number(amount)).multiply(factor(prefix))).setScale(0, RoundingMode.DOWN);
    }

    private static BigDecimal factor(String unit) throws HostFunction.BuiltinError {
        if (unit.isEmpty()) {
            return BigDecimal.ONE;
        }
        int power = PREFIXES.indexOf(unit.charAt(0)) + 1;
        boolean binary = unit.length() == 2 && unit.charAt(1) == 'i';
        if (power == 0 || (unit.length() > 1 && !binary)) {
            throw new HostFunction.BuiltinError("unknown unit " + unit);
        }
        return BigDecimal.valueOf(binary ? 1024 : 1000).pow(power);
    }

    /** The nearest number with a mantissa of so many bits: OPA counts bytes with such numbers, and so must we. */
    private static BigDecimal rounded(BigDecimal number) {
        if (number.signum() == 0) {
            return number;
        }
        BigInteger whole = number.abs().toBigInteger();
        // Shifted so far left, the number has at least as many bits before the point as are kept.
        int shift = Math.max(0, BITS - whole.bitLength());
        BigDecimal scaled = shift(number, shift);
        while (scaled.abs().toBigInteger().bitLength() < BITS) {
            int more = BITS - scaled.abs().toBigInteger().bitLength();
            shift += more;
            scaled = shift(scaled, more);
        }
        int excess = scaled.abs().toBigInteger().bitLength() - BITS;
        BigDecimal mantissa = shift(scaled, -excess).setScale(0, RoundingMode.HALF_EVEN);
        return shift(mantissa, excess - shift);
    }

    /** Times a power of two, exactly. */
    private static BigDecimal shift(BigDecimal number, int bits) {
        return bits >= 0
                ? number.multiply(new BigDecimal(BigInteger.TWO.pow(bits)))
                // Halving is multiplying by five and moving the point.
                : number.multiply(new BigDecimal(BigInteger.valueOf(5).pow(-bits)))
                        .movePointLeft(-bits);
    }
}
