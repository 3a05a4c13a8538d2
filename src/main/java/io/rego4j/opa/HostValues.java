package io.rego4j.opa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions, units, ranges, addresses, subsets, and what has no family. */
final class HostValues {
    private static final Pattern SEMVER = Pattern.compile(
            "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(?:-([0-9A-Za-z.-]+))?(?:\\+([0-9A-Za-z.-]+))?");
    private static final Pattern AMOUNT =
            Pattern.compile("([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?)([A-Za-z]*)");
    private static final String PREFIXES = "kmgtpe";

    static final Map<String, HostFunction> FUNCTIONS = Map.ofEntries(
            Map.entry("trace", (operands, call) -> true),
            Map.entry("internal.print", HostValues::print),
            Map.entry(
                    "semver.is_valid",
                    (operands, call) -> operands.get(0) instanceof String text && version(text) != null),
            Map.entry("semver.compare", (operands, call) -> compare(operands)),
            Map.entry("units.parse", (operands, call) -> units(HostCall.string(operands.get(0)))),
            Map.entry("units.parse_bytes", (operands, call) -> bytes(HostCall.string(operands.get(0)))),
            Map.entry("numbers.range_step", (operands, call) -> range(operands)),
            Map.entry("object.subset", (operands, call) -> subset(operands.get(0), operands.get(1))),
            Map.entry("rand.intn", HostValues::random),
            Map.entry(
                    "uuid.rfc4122",
                    (operands, call) -> call.remember(
                            List.of("uuid", HostCall.string(operands.get(0))),
                            () -> UUID.randomUUID().toString())));

    private HostValues() {}

    /** The operand is an array of sets: a set of one for a value, an empty one for what is undefined. */
    private static Object print(List<@Nullable Object> operands, HostCall call) throws HostFunction.BuiltinError {
        StringBuilder line = new StringBuilder();
        for (Object operand : HostCall.array(operands.get(0))) {
            line.append(line.isEmpty() ? "" : " ");
            Collection<?> values = (Collection<?>) operand;
            if (values == null || values.isEmpty()) {
                line.append("<undefined>");
            } else {
                Object value = values.iterator().next();
                line.append(value instanceof String text ? text : RegoValue.write(value));
            }
        }
        call.print(line.toString());
        return true;
    }

    private static @Nullable Matcher version(String text) {
        Matcher matcher = SEMVER.matcher(text);
        return matcher.matches() ? matcher : null;
    }

    private static Object compare(List<?> operands) throws HostFunction.BuiltinError {
        Matcher a = version(HostCall.string(operands.get(0)));
        Matcher b = version(HostCall.string(operands.get(1)));
        if (a == null || b == null) {
            throw new HostFunction.BuiltinError("not a semantic version");
        }
        for (int i = 1; i <= 3; i++) {
            int order = new BigInteger(a.group(i)).compareTo(new BigInteger(b.group(i)));
            if (order != 0) {
                return BigDecimal.valueOf(order);
            }
        }
        return BigDecimal.valueOf(comparePre(a.group(4), b.group(4)));
    }

    private static int comparePre(@Nullable String a, @Nullable String b) {
        if (a == null || b == null) {
            return Boolean.compare(a == null, b == null);
        }
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            boolean leftNumber = left[i].matches("\\d+");
            boolean rightNumber = right[i].matches("\\d+");
            int order = leftNumber && rightNumber
                    ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
                    : leftNumber != rightNumber ? (leftNumber ? -1 : 1) : Integer.signum(left[i].compareTo(right[i]));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static Matcher amount(String text) throws HostFunction.BuiltinError {
        String bare = text.replace("\"", "");
        Matcher amount = AMOUNT.matcher(bare);
        if (bare.contains(" ") || !amount.matches()) {
            throw new HostFunction.BuiltinError("not an amount with a unit");
        }
        return amount;
    }

    private static Object units(String text) throws HostFunction.BuiltinError {
        Matcher amount = amount(text);
        String unit = amount.group(2);
        BigDecimal number = new BigDecimal(amount.group(1));
        // Only here does the case of a letter matter: milli and mega.
        return plain(
                unit.equals("m") ? number.movePointLeft(3) : number.multiply(factor(unit.toLowerCase(Locale.ROOT))));
    }

    private static Object bytes(String text) throws HostFunction.BuiltinError {
        Matcher amount = amount(text);
        String unit = amount.group(2).toLowerCase(Locale.ROOT);
        String prefix = unit.endsWith("b") ? unit.substring(0, unit.length() - 1) : unit;
        return plain(new BigDecimal(amount.group(1)).multiply(factor(prefix)).setScale(0, RoundingMode.DOWN));
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

    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Object range(List<?> operands) throws HostFunction.BuiltinError {
        BigInteger from = HostCall.integer(operands.get(0));
        BigInteger to = HostCall.integer(operands.get(1));
        BigInteger step = HostCall.integer(operands.get(2));
        if (step.signum() <= 0) {
            throw new HostFunction.BuiltinError("step must be a positive integer");
        }
        boolean up = from.compareTo(to) <= 0;
        List<Object> range = new ArrayList<>();
        for (BigInteger i = from;
                up ? i.compareTo(to) <= 0 : i.compareTo(to) >= 0;
                i = up ? i.add(step) : i.subtract(step)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new HostFunction.Unsupported("interrupted in a range");
            }
            range.add(new BigDecimal(i));
        }
        return range;
    }

    private static Object subset(@Nullable Object whole, @Nullable Object part) throws HostFunction.BuiltinError {
        if (whole instanceof Map<?, ?> a && part instanceof Map<?, ?> b) {
            return holdsObject(a, b);
        } else if (whole instanceof Set<?> a && part instanceof Set<?> b) {
            return a.containsAll(b);
        } else if (whole instanceof List<?> a && part instanceof List<?> b) {
            return java.util.Collections.indexOfSubList(a, b) >= 0;
        } else if (whole instanceof List<?> a && part instanceof Set<?> b) {
            return a.containsAll(b);
        }
        throw new HostFunction.BuiltinError("both arguments must be of the same kind");
    }

    private static boolean holdsObject(Map<?, ?> whole, Map<?, ?> part) throws HostFunction.BuiltinError {
        for (Map.Entry<?, ?> entry : part.entrySet()) {
            if (!whole.containsKey(entry.getKey())) {
                return false;
            }
            Object a = whole.get(entry.getKey());
            Object b = entry.getValue();
            boolean same = a instanceof Map<?, ?> inner && b instanceof Map<?, ?> other
                    ? holdsObject(inner, other)
                    : a instanceof Set<?> && b instanceof Set<?> || a instanceof List<?> && b instanceof List<?>
                            ? Boolean.TRUE.equals(subset(a, b))
                            : java.util.Objects.equals(a, b);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private static Object random(List<@Nullable Object> operands, HostCall call) throws HostFunction.BuiltinError {
        String seed = HostCall.string(operands.get(0));
        long limit = Math.abs((long) HostCall.small(operands.get(1)));
        return call.remember(
                List.of("rand.intn", seed, limit),
                () -> BigDecimal.valueOf(
                        limit == 0 ? 0 : ThreadLocalRandom.current().nextLong(limit)));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
