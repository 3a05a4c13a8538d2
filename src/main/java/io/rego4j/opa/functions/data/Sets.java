package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.Value;
import java.util.Map;

/** Sets made of sets ({@code v1/topdown/sets.go}, {@code binary.go}). */
final class Sets {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "and", (context, operands) -> Operands.set(operands, 1).intersection(Operands.set(operands, 2)),
            "or", (context, operands) -> Operands.set(operands, 1).union(Operands.set(operands, 2)),
            "set_diff", (context, operands) -> Operands.set(operands, 1).minus(Operands.set(operands, 2)),
            "intersection", (context, operands) -> intersection(Operands.set(operands, 1)),
            "union", (context, operands) -> union(Operands.set(operands, 1)));

    private Sets() {}

    private static Value intersection(SetValue sets) throws BuiltinException {
        SetValue common = null;
        for (Value item : sets) {
            SetValue set = set(item);
            common = common == null ? set : common.intersection(set);
        }
        return common == null ? SetValue.EMPTY : common;
    }

    private static Value union(SetValue sets) throws BuiltinException {
        SetValue.Builder all = new SetValue.Builder();
        for (Value item : sets) {
            set(item).forEach(all::add);
        }
        return all.build();
    }

    private static SetValue set(Value item) throws BuiltinException {
        if (item instanceof SetValue set) {
            return set;
        }
        throw Operands.wrongType(item, 1, "set");
    }
}
