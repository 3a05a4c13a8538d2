package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.BigFloat;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic ({@code v1/topdown/arithmetic.go}): exact on integers of any size, otherwise on binary floating-point numbers
 * of 64 bits. {@code minus} is also the difference of sets.
 */
final class Arithmetic {
    private static final int LARGEST_MAGNITUDE = 1 << 17;
    private static final BigFloat HALF = BigFloat.of(0.5);
    private static final BigFloat ONE = BigFloat.of(1.0);

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "plus", binary(Arithmetic::plus),
            "minus", Arithmetic::minus,
            "mul", binary(Arithmetic::times),
            "div", binary(Arithmetic::dividedBy),
            "rem", binary(Arithmetic::remainder),
            "abs", unary(BigFloat::abs),
            "round", unary(Arithmetic::round),
            "ceil", unary(Arithmetic::ceil),
            "floor", unary(Arithmetic::floor));

    private Arithmetic() {}

    private interface Operation {
        NumberValue apply(NumberValue a, NumberValue b) throws BuiltinException;
    }

    private static Builtin binary(Operation operation) {
        return (context, operands) -> operation.apply(Operands.number(operands, 1), Operands.number(operands, 2));
    }

    private static Builtin unary(UnaryOperator<BigFloat> operation) {
        return (context, operands) -> {
            NumberValue number = Operands.number(operands, 1);
            Operands.requireBits(number.mostBits());
            return isSmall(number) && number.longValue() >= 0
                    ? NumberValue.of(number.longValue())
                    : number(operation.apply(BigFloat.of(number)));
        };
    }

    private static Value minus(BuiltinContext context, Value[] operands) throws BuiltinException {
        if (operands[0] instanceof NumberValue a && operands[1] instanceof NumberValue b) {
            return minus(a, b);
        } else if (operands[0] instanceof SetValue a && operands[1] instanceof SetValue b) {
            return a.minus(b);
        } else if (!(operands[0] instanceof NumberValue) && !(operands[0] instanceof SetValue)) {
            throw Operands.wrongType(operands, 1, "number", "set");
        }
        throw Operands.wrongType(operands, 2, operands[1] instanceof NumberValue ? "set" : "number");
    }

    /**
     * A result as a number.
     *
     * @throws EvaluationException if finding its digits takes too long, as for one as small as {@code 1e-90000}
     */
    static NumberValue number(BigFloat result) {
        if (result.magnitude() > LARGEST_MAGNITUDE) {
            throw new EvaluationException(
                    EvaluationException.MEMORY,
                    "a number of 2^" + LARGEST_MAGNITUDE
                            + " or more, or nearer to zero than its inverse, is not computed");
        }
        return result.toNumber();
    }

    /** An integer of 32 bits, as OPA's fast path takes them; others give the same results by the wider one. */
    private static boolean isSmall(NumberValue number) {
        return number.isLong() && number.longValue() == (int) number.longValue();
    }

    static NumberValue plus(NumberValue a, NumberValue b) {
        if (isSmall(a) && isSmall(b)) {
            return NumberValue.of(a.longValue() + b.longValue());
        }
        BigInteger x = Operands.whole(a);
        BigInteger y = Operands.whole(b);
        return x != null && y != null
                ? NumberValue.of(x.add(y))
                : number(BigFloat.of(a).add(BigFloat.of(b)));
    }

    private static NumberValue minus(NumberValue a, NumberValue b) {
        if (isSmall(a) && isSmall(b)) {
            return NumberValue.of(a.longValue() - b.longValue());
        }
        BigInteger x = Operands.whole(a);
        BigInteger y = Operands.whole(b);
        return x != null && y != null
                ? NumberValue.of(x.subtract(y))
                : number(BigFloat.of(a).subtract(BigFloat.of(b)));
    }

    static NumberValue times(NumberValue a, NumberValue b) {
        if (isSmall(a) && isSmall(b)) {
            return NumberValue.of(a.longValue() * b.longValue());
        }
        BigInteger x = Operands.whole(a);
        BigInteger y = Operands.whole(b);
        if (x == null || y == null) {
            return number(BigFloat.of(a).multiply(BigFloat.of(b)));
        }
        return NumberValue.of(times(x, y));
    }

    static BigInteger times(BigInteger a, BigInteger b) {
        Operands.requireBits((long) a.bitLength() + b.bitLength());
        return a.multiply(b);
    }

    private static NumberValue dividedBy(NumberValue a, NumberValue b) throws BuiltinException {
        if (isSmall(a)
                && isSmall(b)
                && b.longValue() != 0
                && a.longValue() != 0
                && a.longValue() % b.longValue() == 0) {
            return NumberValue.of(a.longValue() / b.longValue());
        }
        BigFloat divisor = BigFloat.of(b);
        if (divisor.isZero()) {
            throw BuiltinException.of("divide by zero");
        }
        return number(BigFloat.of(a).divide(divisor));
    }

    private static NumberValue remainder(NumberValue a, NumberValue b) throws BuiltinException {
        @Nullable BigInteger x = Operands.whole(a);
        @Nullable BigInteger y = Operands.whole(b);
        if (x == null || y == null) {
            throw BuiltinException.of("modulo on floating-point number");
        } else if (y.signum() == 0) {
            throw BuiltinException.of("modulo by zero");
        }
        return NumberValue.of(x.remainder(y));
    }

    private static BigFloat round(BigFloat number) {
        BigFloat away = number.isNegative() ? number.subtract(HALF) : number.add(HALF);
        return BigFloat.of(away.toBigInteger());
    }

    private static BigFloat ceil(BigFloat number) {
        BigFloat whole = BigFloat.of(number.toBigInteger());
        return whole.isNegative() || number.compareTo(whole) == 0 ? whole : whole.add(ONE);
    }

    private static BigFloat floor(BigFloat number) {
        BigFloat whole = BigFloat.of(number.toBigInteger());
        return !whole.isNegative() || number.compareTo(whole) == 0 ? whole : whole.subtract(ONE);
    }
}
