package io.rego4j.internal.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of OPA's built-in functions: a rule that is written as a call may not have one of them. */
public final class BuiltinNames {
    private static final Set<String> NAMES = read();
    private static final Set<String> VOID = Set.of("internal.print", "internal.test_case", "print");

    private BuiltinNames() {}

    public static Set<String> all() {
        return NAMES;
    }

    public static boolean isKnown(String name) {
        return NAMES.contains(name);
    }

    /** True for a built-in that is called for its effect: it has no value and always succeeds. */
    public static boolean isVoid(String name) {
        return VOID.contains(name);
    }

    private static Set<String> read() {
        try (InputStream in = Objects.requireNonNull(BuiltinNames.class.getResourceAsStream("builtins.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
