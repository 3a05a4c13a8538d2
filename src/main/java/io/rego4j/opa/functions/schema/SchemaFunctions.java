package io.rego4j.opa.functions.schema;

import io.rego4j.opa.builtins.Family;
import java.util.List;
import java.util.Set;

/** The families of this room. */
public final class SchemaFunctions {
    /** Schemas have patterns, which need the library of regular expressions. */
    public static final List<Family> FAMILIES = List.of(
            Family.of(Modules.FUNCTIONS),
            Family.needing(
                    "com.google.re2j:re2j:1.8",
                    "com.google.re2j.Pattern",
                    Set.of("json.match_schema", "json.verify_schema"),
                    () -> Schemas.FUNCTIONS));

    private SchemaFunctions() {}
}
