package io.rego4j.opa.builtins;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Reads operands by kind, with OPA's errors for those of another ({@code v1/topdown/builtins/builtins.go}). Positions count
 * from 1, as in OPA's messages.
 */
public final class Operands {
    private static final int MOST_BITS = 1 << 16;

    private Operands() {}

    /** The text of a string. */
    public static String string(Value[] operands, int position) throws BuiltinException {
        return stringValue(operands, position).text();
    }

    /** A string. */
    public static StringValue stringValue(Value[] operands, int position) throws BuiltinException {
        return stringValue(operands[position - 1], position);
    }

    /** A string, reported at a position which need not be its own: OPA is not exact there. */
    public static StringValue stringValue(Value operand, int position) throws BuiltinException {
        if (operand instanceof StringValue string) {
            return string;
        }
        throw wrongType(operand, position, "string");
    }

    /** A number. */
    public static NumberValue number(Value[] operands, int position) throws BuiltinException {
        if (operands[position - 1] instanceof NumberValue number) {
            return number;
        }
        throw wrongType(operands, position, "number");
    }

    /** OPA's {@code IntOperand}: 64 bits, and no exponent in its text. */
    public static long integer(Value[] operands, int position) throws BuiltinException {
        NumberValue number = number(operands, position);
        if (number.isLong()) {
            return number.longValue();
        }
        throw wrong(position, "must be integer number but got floating-point number");
    }

    /** OPA's {@code BigIntOperand}: any size, any way of writing it. */
    public static BigInteger bigInteger(Value[] operands, int position) throws BuiltinException {
        if (!(operands[position - 1] instanceof NumberValue number)) {
            throw wrongType(operands, position, "integer");
        }
        BigInteger integer = whole(number);
        if (integer == null) {
            throw wrong(position, "must be integer number but got floating-point number");
        }
        return integer;
    }

    /**
     * The exact integer, or null if it has a fraction.
     *
     * @throws EvaluationException if it is too large to be computed with
     */
    public static @Nullable BigInteger whole(NumberValue number) {
        requireBits(number.mostBits());
        return number.toBigInteger();
    }

    /**
     * To be called before an integer is made that may need so many bits: a single operation on a larger one takes longer than
     * a deadline may be late.
     *
     * @throws EvaluationException if these are too many
     */
    public static void requireBits(long bits) {
        if (bits > MOST_BITS) {
            throw new EvaluationException(
                    EvaluationException.MEMORY, "an integer of more than " + MOST_BITS + " bits is too large");
        }
    }

    /** A boolean. */
    public static boolean bool(Value[] operands, int position) throws BuiltinException {
        if (operands[position - 1] instanceof BooleanValue bool) {
            return bool.value();
        }
        throw wrongType(operands, position, "boolean");
    }

    /** An array. */
    public static ArrayValue array(Value[] operands, int position) throws BuiltinException {
        if (operands[position - 1] instanceof ArrayValue array) {
            return array;
        }
        throw wrongType(operands, position, "array");
    }

    /** An object. */
    public static ObjectValue object(Value[] operands, int position) throws BuiltinException {
        if (operands[position - 1] instanceof ObjectValue object) {
            return object;
        }
        throw wrongType(operands, position, "object");
    }

    /** A set. */
    public static SetValue set(Value[] operands, int position) throws BuiltinException {
        if (operands[position - 1] instanceof SetValue set) {
            return set;
        }
        throw wrongType(operands, position, "set");
    }

    /** The items of an array or a set, in order. */
    public static Iterable<Value> items(Value[] operands, int position) throws BuiltinException {
        Value operand = operands[position - 1];
        if (operand instanceof ArrayValue array) {
            return array;
        } else if (operand instanceof SetValue set) {
            return set;
        }
        throw wrongType(operands, position, "array", "set");
    }

    /** OPA's {@code NewOperandErr}. */
    public static BuiltinException wrong(int position, String message) {
        return BuiltinException.operand("operand " + position + " " + message);
    }

    /** OPA's {@code NewOperandTypeErr}. */
    public static BuiltinException wrongType(Value[] operands, int position, String... expected) {
        return wrongType(operands[position - 1], position, expected);
    }

    /** The same for a value that is no operand itself. */
    public static BuiltinException wrongType(Value got, int position, String... expected) {
        return wrong(position, "must be " + oneOf("one of ", expected) + " but got " + got.kind());
    }

    /** OPA's {@code NewOperandElementErr}. */
    public static BuiltinException wrongItem(int position, Value composite, Value item, String... expected) {
        String wanted = expected.length == 1 ? expected[0] + "s" : oneOf("(any of) ", expected);
        return wrong(
                position,
                "must be " + composite.kind() + " of " + wanted + " but got " + composite.kind() + " containing "
                        + item.kind());
    }

    /** OPA's {@code NewOperandEnumErr}. */
    public static BuiltinException wrongChoice(int position, String... expected) {
        return wrong(position, "must be " + oneOf("one of ", expected));
    }

    /** The names of kinds as OPA lists them. */
    private static String oneOf(String introduction, String... expected) {
        return expected.length == 1 ? expected[0] : introduction + "{" + String.join(", ", expected) + "}";
    }
}
