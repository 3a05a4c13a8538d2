package io.rego4j.opa.functions.pattern;

import io.rego4j.opa.builtins.Builtin;
import java.util.List;
import java.util.Map;

/** The functions of this room by name, a family at a time. */
public final class PatternFunctions {
    public static final List<Map<String, Builtin>> FAMILIES =
            List.of(Globs.FUNCTIONS, GlobIntersection.FUNCTIONS, RegularExpressions.FUNCTIONS);

    private PatternFunctions() {}
}
