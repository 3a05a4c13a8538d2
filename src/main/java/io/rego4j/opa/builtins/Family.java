package io.rego4j.opa.builtins;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Functions of one subject. Where they need an optional library, their class is loaded only if the library is there.
 *
 * @param names of the functions
 * @param library the coordinates of the dependency that is needed, or null
 * @param marker a class of the library by which it is found
 * @param functions the functions by name
 */
public record Family(
        Set<String> names,
        @Nullable String library,
        @Nullable String marker,
        Supplier<Map<String, Builtin>> functions) {
    /** A family that needs nothing but the JDK and what this library always has. */
    public static Family of(Map<String, Builtin> functions) {
        return new Family(functions.keySet(), null, null, () -> functions);
    }

    /**
     * A family that needs a library.
     *
     * @param functions the supplier must be the only place that touches the class, so that it links late
     */
    public static Family needing(
            String library, String marker, Set<String> names, Supplier<Map<String, Builtin>> functions) {
        return new Family(names, library, marker, functions);
    }

    /** True if the library is there, or none is needed. */
    public boolean isPresent() {
        if (marker == null) {
            return true;
        }
        try {
            Class.forName(marker, false, Family.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
