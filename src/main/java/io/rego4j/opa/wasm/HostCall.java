package io.rego4j.opa.wasm;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One evaluation, as the functions it calls see it: its time is one moment, and it remembers what is random. */
final class HostCall {
    private final Instant now = Instant.now();
    private final Map<List<Object>, Object> remembered = new HashMap<>();
    private final List<String> printed = new ArrayList<>();

    /** The moment at which the evaluation began, in nanoseconds since 1970. */
    BigDecimal nowNanos() {
        return new BigDecimal(BigInteger.valueOf(now.getEpochSecond())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(now.getNano())));
    }

    /** The same value for the same key during the evaluation. */
    Object remember(List<Object> key, Supplier<Object> make) {
        return remembered.computeIfAbsent(key, k -> make.get());
    }

    void print(String line) {
        printed.add(line);
    }

    List<String> printed() {
        return printed;
    }

    /** What a function says that tells whether a text is one of its kind: a text that makes an error is none. */
    static HostFunction isValid(HostFunction reader) {
        return (List<@Nullable Object> operands, HostCall call) -> {
            if (!(operands.get(0) instanceof String)) {
                return false;
            }
            try {
                reader.call(operands, call);
                return true;
            } catch (HostFunction.BuiltinError e) {
                return false;
            }
        };
    }

    static String string(@Nullable Object value) throws HostFunction.BuiltinError {
        if (value instanceof String string) {
            return string;
        }
        throw new HostFunction.BuiltinError("operand must be string");
    }

    /** The string at a key; empty if there is none. */
    static String text(Map<?, ?> object, String key) throws HostFunction.BuiltinError {
        return object.containsKey(key) ? string(object.get(key)) : "";
    }

    static BigDecimal number(@Nullable Object value) throws HostFunction.BuiltinError {
        if (value instanceof BigDecimal number) {
            return number;
        }
        throw new HostFunction.BuiltinError("operand must be number");
    }

    /** An integer; OPA refuses numbers with a fraction. */
    static BigInteger integer(@Nullable Object value) throws HostFunction.BuiltinError {
        try {
            return number(value).toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw new HostFunction.BuiltinError("operand must be an integer");
        }
    }

    static int small(@Nullable Object value) throws HostFunction.BuiltinError {
        try {
            return integer(value).intValueExact();
        } catch (ArithmeticException e) {
            throw new HostFunction.BuiltinError("operand out of range");
        }
    }

    static List<?> array(@Nullable Object value) throws HostFunction.BuiltinError {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new HostFunction.BuiltinError("operand must be array");
    }

    static Map<?, ?> object(@Nullable Object value) throws HostFunction.BuiltinError {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new HostFunction.BuiltinError("operand must be object");
    }
}
