package io.rego4j.opa.functions.data;

import io.rego4j.internal.go.GoSort;
import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BigFloat;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Aggregates: one value from the items of a collection ({@code v1/topdown/aggregates.go}). */
final class Aggregates {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "count", (context, operands) -> NumberValue.of(count(operands)),
            "sum", (context, operands) -> sum(operands),
            "product", (context, operands) -> product(operands),
            "max", (context, operands) -> last(operands, Comparator.naturalOrder()),
            "min", (context, operands) -> last(operands, Comparator.reverseOrder()),
            "sort", (context, operands) -> sort(operands),
            "all",
                    (context, operands) ->
                            BooleanValue.of(booleans(operands).allMatch(item -> item == BooleanValue.TRUE)),
            "any",
                    (context, operands) ->
                            BooleanValue.of(booleans(operands).anyMatch(item -> item == BooleanValue.TRUE)),
            "internal.member_2", (context, operands) -> BooleanValue.of(isMember(operands[0], operands[1])),
            "internal.member_3",
                    (context, operands) -> BooleanValue.of(isMember(operands[0], operands[1], operands[2])));

    private Aggregates() {}

    private static long count(Value[] operands) throws BuiltinException {
        return switch (operands[0].kind()) {
            case ARRAY -> ((ArrayValue) operands[0]).size();
            case OBJECT -> ((ObjectValue) operands[0]).size();
            case SET -> ((SetValue) operands[0]).size();
            case STRING -> {
                String text = ((StringValue) operands[0]).text();
                yield text.codePointCount(0, text.length());
            }
            default -> throw Operands.wrongType(operands, 1, "array", "object", "set", "string");
        };
    }

    private static Value sum(Value[] operands) throws BuiltinException {
        List<Value> items = items(operands);
        BigInteger exact = exactly(items, BigInteger.ZERO, BigInteger::add);
        if (exact != null) {
            return NumberValue.of(exact);
        }
        BigFloat sum = BigFloat.of(BigInteger.ZERO);
        for (Value item : items) {
            sum = sum.add(BigFloat.of(number(operands, item)));
        }
        return Arithmetic.number(sum);
    }

    private static Value product(Value[] operands) throws BuiltinException {
        List<Value> items = items(operands);
        BigInteger exact = exactly(items, BigInteger.ONE, Arithmetic::times);
        if (exact != null) {
            return NumberValue.of(exact);
        }
        // OPA starts from the float64 1, and each product is rounded to the bits of that.
        BigFloat product = BigFloat.of(1.0);
        for (Value item : items) {
            product = product.multiplyKeepingPrecision(BigFloat.of(number(operands, item)));
        }
        return Arithmetic.number(product);
    }

    /** The result of whole numbers, or null if one is none. */
    private static @Nullable BigInteger exactly(List<Value> items, BigInteger first, BinaryOperator<BigInteger> step) {
        BigInteger result = first;
        for (Value item : items) {
            BigInteger whole = item instanceof NumberValue number ? Operands.whole(number) : null;
            if (whole == null) {
                return null;
            }
            result = step.apply(result, whole);
        }
        return result;
    }

    private static NumberValue number(Value[] operands, Value item) throws BuiltinException {
        if (item instanceof NumberValue number) {
            return number;
        }
        throw Operands.wrongItem(1, operands[0], item, "number");
    }

    /** The greatest item; of equal ones, which may be written differently, the last. */
    private static @Nullable Value last(Value[] operands, Comparator<Value> order) throws BuiltinException {
        Value greatest = null;
        for (Value item : items(operands)) {
            if (greatest == null || order.compare(item, greatest) >= 0) {
                greatest = item;
            }
        }
        return greatest;
    }

    private static Value sort(Value[] operands) throws BuiltinException {
        List<Value> items = new ArrayList<>(items(operands));
        GoSort.sort(items, Comparator.naturalOrder());
        return ArrayValue.of(items);
    }

    /** The items of an array or a set, which OPA names in this order. */
    private static List<Value> items(Value[] operands) throws BuiltinException {
        if (operands[0] instanceof ArrayValue array) {
            return array.toList();
        } else if (operands[0] instanceof SetValue set) {
            return set.toArray().toList();
        }
        throw Operands.wrongType(operands, 1, "set", "array");
    }

    private static Stream<Value> booleans(Value[] operands) throws BuiltinException {
        List<Value> items = new ArrayList<>();
        Operands.items(operands, 1).forEach(items::add);
        return items.stream();
    }

    private static boolean isMember(Value item, Value collection) {
        return switch (collection.kind()) {
            case SET -> ((SetValue) collection).contains(item);
            case ARRAY -> ((ArrayValue) collection).contains(item);
            case OBJECT -> {
                ObjectValue object = (ObjectValue) collection;
                boolean found = false;
                for (int i = 0; i < object.size() && !found; i++) {
                    found = object.value(i).equals(item);
                }
                yield found;
            }
            default -> false;
        };
    }

    private static boolean isMember(Value key, Value value, Value collection) {
        return switch (collection.kind()) {
            case SET -> ((SetValue) collection).contains(key) && key.equals(value);
            case ARRAY -> value.equals(((ArrayValue) collection).find(key));
            case OBJECT -> value.equals(((ObjectValue) collection).get(key));
            default -> false;
        };
    }
}
