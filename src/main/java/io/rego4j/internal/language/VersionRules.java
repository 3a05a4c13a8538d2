package io.rego4j.internal.language;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Rego v1 and later forbid, with OPA's messages: shadowing {@code input} or {@code data}, two imports of one name, and calls
 * of deprecated built-ins. The checker and the formatter share them.
 */
public final class VersionRules {
    /** What to write instead of a deprecated built-in, as a hint. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("all", "use every, or not false in a collection that holds booleans only"),
            Map.entry("any", "write true in the collection, if it is an array or a set"),
            Map.entry("cast_array", "check with is_array, or build the array from the set with a comprehension"),
            Map.entry("cast_boolean", "check with is_boolean and use the value itself"),
            Map.entry("cast_null", "check with is_null and use the value itself"),
            Map.entry("cast_object", "check with is_object and use the value itself"),
            Map.entry("cast_set", "check with is_set, or build the set from the array with a comprehension"),
            Map.entry("cast_string", "check with is_string and use the value itself"),
            Map.entry(
                    "net.cidr_overlap",
                    "use net.cidr_contains with the same arguments; something else has the name net here"),
            Map.entry("re_match", "use regex.match with the same arguments; something else has the name regex here"),
            Map.entry("set_diff", "use the operator -, if both are sets"));

    private static final Map<String, String> RENAMED =
            Map.of("re_match", "regex.match", "net.cidr_overlap", "net.cidr_contains");

    private VersionRules() {}

    /** The built-in that a deprecated one is an alias of; null if it is none. */
    public static @Nullable String renamed(String builtin) {
        return RENAMED.get(builtin);
    }

    /** The hint for a deprecated built-in that cannot be replaced automatically. */
    public static String instead(String builtin) {
        return Objects.requireNonNull(INSTEAD.get(builtin), builtin);
    }

    /** The built-ins that OPA's capabilities mark as deprecated. */
    public static Set<String> deprecatedBuiltins() {
        return INSTEAD.keySet();
    }

    /** True for the name of a deprecated built-in. */
    public static boolean isDeprecated(String name) {
        // A cheap test that spares most names the hash lookup.
        int length = name.length();
        return (length == 3 ? name.charAt(0) == 'a' : length >= 8) && INSTEAD.containsKey(name);
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
