package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.value.BooleanValue;
import java.util.Map;

/** Order and equality ({@code v1/topdown/comparison.go}): of values of any kinds. */
final class Comparison {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "equal", (context, operands) -> BooleanValue.of(operands[0].equals(operands[1])),
            "neq", (context, operands) -> BooleanValue.of(!operands[0].equals(operands[1])),
            "lt", (context, operands) -> BooleanValue.of(operands[0].compareTo(operands[1]) < 0),
            "lte", (context, operands) -> BooleanValue.of(operands[0].compareTo(operands[1]) <= 0),
            "gt", (context, operands) -> BooleanValue.of(operands[0].compareTo(operands[1]) > 0),
            "gte", (context, operands) -> BooleanValue.of(operands[0].compareTo(operands[1]) >= 0));

    private Comparison() {}
}
