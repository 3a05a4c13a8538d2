package io.rego4j.opa.functions.schema;

import io.rego4j.opa.builtins.Family;
import java.util.List;

/** The families of this room. */
public final class SchemaFunctions {
    /** None needs a library. */
    public static final List<Family> FAMILIES = List.of(Family.of(Modules.FUNCTIONS));

    private SchemaFunctions() {}
}
