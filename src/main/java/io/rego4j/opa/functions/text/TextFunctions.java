package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.Family;
import java.util.List;
import java.util.Set;

/** The families of this room. */
public final class TextFunctions {
    /** Regular expressions need a library; all else needs none. */
    public static final List<Family> FAMILIES = List.of(
            Family.of(Amounts.FUNCTIONS),
            Family.of(Encodings.FUNCTIONS),
            Family.of(Globs.FUNCTIONS),
            Family.of(GlobIntersection.FUNCTIONS),
            Family.of(Json.FUNCTIONS),
            Family.of(Printing.FUNCTIONS),
            Family.of(Searches.FUNCTIONS),
            Family.of(Sprintf.FUNCTIONS),
            Family.of(Strings.FUNCTIONS),
            Family.of(Templates.FUNCTIONS),
            Family.of(Urls.FUNCTIONS),
            Family.of(Uuids.FUNCTIONS),
            Family.of(Versions.FUNCTIONS),
            Family.of(Yaml.FUNCTIONS),
            Family.needing(
                    "com.google.re2j:re2j:1.8",
                    "com.google.re2j.Pattern",
                    Set.of(
                            "regex.is_valid",
                            "regex.match",
                            "re_match",
                            "regex.split",
                            "regex.replace",
                            "regex.find_n",
                            "regex.find_all_string_submatch_n",
                            "regex.template_match"),
                    () -> RegularExpressions.FUNCTIONS));

    private TextFunctions() {}
}
