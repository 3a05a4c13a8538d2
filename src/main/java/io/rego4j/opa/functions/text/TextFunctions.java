package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.Family;
import java.util.List;

/** The families of this room. */
public final class TextFunctions {
    /** None needs a library. */
    public static final List<Family> FAMILIES = List.of(
            Family.of(Amounts.FUNCTIONS),
            Family.of(Encodings.FUNCTIONS),
            Family.of(Json.FUNCTIONS),
            Family.of(Printing.FUNCTIONS),
            Family.of(Searches.FUNCTIONS),
            Family.of(Sprintf.FUNCTIONS),
            Family.of(Strings.FUNCTIONS),
            Family.of(Templates.FUNCTIONS),
            Family.of(Urls.FUNCTIONS),
            Family.of(Uuids.FUNCTIONS),
            Family.of(Versions.FUNCTIONS),
            Family.of(Yaml.FUNCTIONS));

    private TextFunctions() {}
}
