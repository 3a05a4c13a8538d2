package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Family;
import java.util.List;

/** The families of this room. */
public final class DataFunctions {
    /** None needs a library. */
    public static final List<Family> FAMILIES = List.of(
            Family.of(Aggregates.FUNCTIONS),
            Family.of(Arithmetic.FUNCTIONS),
            Family.of(Arrays.FUNCTIONS),
            Family.of(Bits.FUNCTIONS),
            Family.of(Comparison.FUNCTIONS),
            Family.of(Graphs.FUNCTIONS),
            Family.of(JsonPaths.FUNCTIONS),
            Family.of(JsonPatch.FUNCTIONS),
            Family.of(Kinds.FUNCTIONS),
            Family.of(Numbers.FUNCTIONS),
            Family.of(Objects.FUNCTIONS),
            Family.of(Sets.FUNCTIONS),
            Family.of(Subset.FUNCTIONS),
            Family.of(Walk.FUNCTIONS));

    private DataFunctions() {}
}
