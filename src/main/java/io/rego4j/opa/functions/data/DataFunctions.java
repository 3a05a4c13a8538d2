package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import java.util.List;
import java.util.Map;

/** The functions of this room by name, a family at a time. */
public final class DataFunctions {
    public static final List<Map<String, Builtin>> FAMILIES = List.of(
            Aggregates.FUNCTIONS,
            Arithmetic.FUNCTIONS,
            Arrays.FUNCTIONS,
            Bits.FUNCTIONS,
            Comparison.FUNCTIONS,
            Graphs.FUNCTIONS,
            JsonPaths.FUNCTIONS,
            JsonPatch.FUNCTIONS,
            Kinds.FUNCTIONS,
            Numbers.FUNCTIONS,
            Objects.FUNCTIONS,
            Sets.FUNCTIONS,
            Subset.FUNCTIONS,
            Walk.FUNCTIONS);

    private DataFunctions() {}
}
