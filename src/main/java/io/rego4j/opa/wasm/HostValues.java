package io.rego4j.opa.wasm;

import io.rego4j.opa.engine.OpaJson;
import io.rego4j.opa.engine.RegoValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Ranges, subsets, and what has no family. */
final class HostValues {
    static final Map<String, HostFunction> FUNCTIONS = Map.ofEntries(
            Map.entry(WasmModules.PREFIX + "json.unmarshal", HostValues::unmarshal),
            Map.entry(WasmModules.PREFIX + "json.is_valid", HostCall.isValid(HostValues::unmarshal)),
            Map.entry("trace", (operands, call) -> true),
            Map.entry("internal.print", HostValues::print),
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

    static @Nullable Object unmarshal(String text) throws HostFunction.BuiltinError {
        if (WasmModules.mayHoldHugeNumber(text.getBytes(StandardCharsets.UTF_8))) {
            throw new HostFunction.Unsupported("json.unmarshal of so large numbers is not in this engine");
        }
        try {
            OpaJson.parse(text.getBytes(StandardCharsets.UTF_8), "the text");
            return RegoValue.parse(text);
        } catch (IOException e) {
            throw new HostFunction.BuiltinError("not JSON");
        }
    }

    private static @Nullable Object unmarshal(List<@Nullable Object> operands, HostCall call)
            throws HostFunction.BuiltinError {
        return unmarshal(HostCall.string(operands.get(0)));
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
            return holdsAll(a, b);
        } else if (whole instanceof List<?> a && part instanceof List<?> b) {
            return holdsRun(a, b);
        } else if (whole instanceof List<?> a && part instanceof Set<?> b) {
            // To OPA an empty array holds nothing, not even the empty set.
            return !a.isEmpty() && holdsAll(a, b);
        }
        throw new HostFunction.BuiltinError("both arguments must be of the same kind");
    }

    /** Two numbers that are written in two ways may be the same: Java's own equality would tell them apart. */
    private static boolean same(@Nullable Object a, @Nullable Object b) {
        return RegoValue.compare(a, b) == 0;
    }

    private static boolean holdsAll(Collection<?> whole, Collection<?> part) {
        return part.stream().allMatch(item -> whole.stream().anyMatch(other -> same(item, other)));
    }

    private static boolean holdsRun(List<?> whole, List<?> part) {
        for (int start = 0; start + part.size() <= whole.size(); start++) {
            int at = 0;
            while (at < part.size() && same(whole.get(start + at), part.get(at))) {
                at++;
            }
            if (at == part.size()) {
                return true;
            }
        }
        return false;
    }

    private static boolean holdsObject(Map<?, ?> whole, Map<?, ?> part) throws HostFunction.BuiltinError {
        for (Map.Entry<?, ?> entry : part.entrySet()) {
            Map.Entry<?, ?> found = whole.entrySet().stream()
                    .filter(other -> same(other.getKey(), entry.getKey()))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                return false;
            }
            Object a = found.getValue();
            Object b = entry.getValue();
            boolean nested = a instanceof Map<?, ?> && b instanceof Map<?, ?>
                    || a instanceof Set<?> && b instanceof Set<?>
                    || a instanceof List<?> && b instanceof List<?>;
            if (!(nested ? Boolean.TRUE.equals(subset(a, b)) : same(a, b))) {
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
