package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.BinaryOperator;

/** The bits of integers of any size, negative ones in two's complement ({@code v1/topdown/bits.go}). */
final class Bits {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "bits.or",
            binary(BigInteger::or),
            "bits.and",
            binary(BigInteger::and),
            "bits.xor",
            binary(BigInteger::xor),
            "bits.negate",
            (context, operands) ->
                    NumberValue.of(Operands.bigInteger(operands, 1).not()),
            "bits.lsh",
            (context, operands) -> shiftLeft(operands),
            "bits.rsh",
            Bits::shiftRight);

    private Bits() {}

    private static Builtin binary(BinaryOperator<BigInteger> operation) {
        return (context, operands) ->
                NumberValue.of(operation.apply(Operands.bigInteger(operands, 1), Operands.bigInteger(operands, 2)));
    }

    private static Value shiftLeft(Value[] operands) throws BuiltinException {
        BigInteger number = Operands.bigInteger(operands, 1);
        long places = places(operands);
        if (number.signum() == 0) {
            return NumberValue.ZERO;
        }
        // A negative number of places stands for one of 64 bits.
        Operands.requireBits(places < 0 ? Long.MAX_VALUE : number.bitLength() + Math.min(places, Integer.MAX_VALUE));
        return NumberValue.of(number.shiftLeft((int) places));
    }

    private static Value shiftRight(BuiltinContext context, Value[] operands) throws BuiltinException {
        BigInteger number = Operands.bigInteger(operands, 1);
        long places = places(operands);
        return places < 0 || places > number.bitLength()
                ? NumberValue.of(number.signum() < 0 ? -1 : 0)
                : NumberValue.of(number.shiftRight((int) places));
    }

    /** As Go's {@code uint64}: negative here stands for the upper half of these. */
    private static long places(Value[] operands) throws BuiltinException {
        BigInteger places = Operands.bigInteger(operands, 2);
        if (places.signum() < 0) {
            throw Operands.wrong(2, "must be an unsigned integer number but got a negative integer");
        }
        return places.longValue();
    }
}
