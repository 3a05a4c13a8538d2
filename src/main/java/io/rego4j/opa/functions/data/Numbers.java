package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.Map;

/** Ranges and random numbers ({@code v1/topdown/numbers.go}). */
final class Numbers {
    private static final int BYTES_OF_A_NUMBER = 40;

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "numbers.range", (context, operands) -> range(context, operands, BigInteger.ONE),
            "numbers.range_step", Numbers::rangeByStep,
            "rand.intn", Numbers::random);

    private Numbers() {}

    private static Value rangeByStep(BuiltinContext context, Value[] operands) throws BuiltinException {
        Operands.bigInteger(operands, 1);
        Operands.bigInteger(operands, 2);
        BigInteger step = Operands.bigInteger(operands, 3);
        if (step.signum() <= 0) {
            throw BuiltinException.of("numbers.range_step: step must be a positive integer");
        }
        return range(context, operands, step);
    }

    private static Value range(BuiltinContext context, Value[] operands, BigInteger step) throws BuiltinException {
        BigInteger from = Operands.bigInteger(operands, 1);
        BigInteger to = Operands.bigInteger(operands, 2);
        boolean up = from.compareTo(to) <= 0;
        BigInteger count = to.subtract(from).abs().divide(step).add(BigInteger.ONE);
        context.allocate(count.min(BigInteger.valueOf(Long.MAX_VALUE / BYTES_OF_A_NUMBER))
                        .longValue()
                * BYTES_OF_A_NUMBER);
        BigInteger signed = up ? step : step.negate();
        ArrayValue.Builder range = new ArrayValue.Builder();
        for (BigInteger at = from; up ? at.compareTo(to) <= 0 : at.compareTo(to) >= 0; at = at.add(signed)) {
            context.checkDeadline();
            range.add(NumberValue.of(at));
        }
        return range.build();
    }

    /** Calls with the same operands have the same result within one evaluation. */
    private record Drawn(String name, long limit) {}

    private static Value random(BuiltinContext context, Value[] operands) throws BuiltinException {
        String name = Operands.string(operands, 1);
        long limit = Math.abs(Operands.integer(operands, 2));
        return limit == 0
                ? NumberValue.ZERO
                : context.once(
                        new Drawn(name, limit),
                        () -> NumberValue.of(context.random().nextLong(Math.max(1, limit))));
    }
}
