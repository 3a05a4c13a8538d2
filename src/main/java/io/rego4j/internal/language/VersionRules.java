package io.rego4j.internal.language;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Rego v1 and later forbid, with OPA's words for it: what hides {@code input} or {@code data}, two imports of one name,
 * and calls of deprecated built-ins. The checker and the formatter say the same.
 */
public final class VersionRules {
    private static final Set<String> DEPRECATED = Set.of(
            "all",
            "any",
            "cast_array",
            "cast_boolean",
            "cast_null",
            "cast_object",
            "cast_set",
            "cast_string",
            "net.cidr_overlap",
            "re_match",
            "set_diff");

    private static final Map<String, String> RENAMED =
            Map.of("re_match", "regex.match", "net.cidr_overlap", "net.cidr_contains");

    private VersionRules() {}

    /** The built-in that a deprecated one is only another name of; null if it is none. */
    public static @Nullable String renamed(String builtin) {
        return RENAMED.get(builtin);
    }

    /** The deprecated built-ins: those that OPA's own capabilities mark so. */
    public static Set<String> deprecatedBuiltins() {
        return DEPRECATED;
    }

    /** True for the name of a deprecated built-in. */
    public static boolean isDeprecated(String name) {
        // Most names are told apart before they are hashed.
        int length = name.length();
        return (length == 3 ? name.charAt(0) == 'a' : length >= 8) && DEPRECATED.contains(name);
    }

    /** True if there is a deprecated built-in with a name that starts with these letters and a dot. */
    public static boolean isDeprecatedGroup(String name) {
        return name.equals("net");
    }

    public static String ruleShadows(String document) {
        return "rules must not shadow " + document + " (use a different rule name)";
    }

    public static String parameterShadows(String document) {
        return "args must not shadow " + document + " (use a different variable name)";
    }

    public static String variableShadows(String document) {
        return "variables must not shadow " + document + " (use a different variable name)";
    }

    /** @param first the import that came first, as it is written */
    public static String importShadows(String first) {
        return "import must not shadow " + first;
    }

    public static String deprecatedCall(String builtin) {
        return "deprecated built-in function calls in expression: " + builtin;
    }
}
