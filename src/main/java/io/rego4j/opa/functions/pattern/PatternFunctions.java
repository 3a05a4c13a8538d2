package io.rego4j.opa.functions.pattern;

import io.rego4j.opa.builtins.Family;
import java.util.List;
import java.util.Set;

/** The families of this room. */
public final class PatternFunctions {
    /** Regular expressions need a library. */
    public static final List<Family> FAMILIES = List.of(
            Family.of(Globs.FUNCTIONS),
            Family.of(GlobIntersection.FUNCTIONS),
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

    private PatternFunctions() {}
}
