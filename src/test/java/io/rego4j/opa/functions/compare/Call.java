package io.rego4j.opa.functions.compare;

import io.rego4j.opa.value.Value;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A call of a function.
 *
 * @param name OPA's name of it
 */
record Call(String name, List<Value> operands) {
    @Override
    public String toString() {
        return name + operands.stream().map(Value::toString).collect(Collectors.joining(", ", "(", ")"));
    }
}
