package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.Builtin;
import java.util.List;
import java.util.Map;

/** The functions of this room by name, a family at a time. */
public final class TextFunctions {
    public static final List<Map<String, Builtin>> FAMILIES = List.of(
            Amounts.FUNCTIONS,
            Encodings.FUNCTIONS,
            Json.FUNCTIONS,
            Printing.FUNCTIONS,
            Searches.FUNCTIONS,
            Sprintf.FUNCTIONS,
            Strings.FUNCTIONS,
            Templates.FUNCTIONS,
            Urls.FUNCTIONS,
            Uuids.FUNCTIONS,
            Versions.FUNCTIONS,
            Yaml.FUNCTIONS);

    private TextFunctions() {}
}
