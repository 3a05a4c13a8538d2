package io.rego4j.check;

import io.rego4j.source.RegoVersion;
import java.util.Objects;

/**
 * How modules are checked.
 *
 * @param version the version of Rego that modules are in, unless they import a later one
 * @param capabilities the capabilities of the OPA that will run them
 * @param strict true for what {@code opa check --strict} adds: unused imports, parameters and assignments, and Rego v1's
 *     rules for modules of v0
 * @param partial true if the OPA will load other modules too: a function below {@code data} that none of the checked
 *     modules can have is then taken to be in one of those
 */
public record CheckOptions(RegoVersion version, Capabilities capabilities, boolean strict, boolean partial) {
    /** Rego v1 on the OPA whose capabilities are built in, not strict: what {@code opa check} does by itself. */
    public static final CheckOptions DEFAULT = of(RegoVersion.V1);

    public CheckOptions {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(capabilities, "capabilities");
    }

    /** A version of Rego on the OPA whose capabilities are built in. */
    public static CheckOptions of(RegoVersion version) {
        return new CheckOptions(version, Capabilities.current(version), false, false);
    }

    /** The same for another OPA. */
    public CheckOptions withCapabilities(Capabilities capabilities) {
        return new CheckOptions(version, capabilities, strict, partial);
    }

    /** The same, strict or not. */
    public CheckOptions withStrict(boolean strict) {
        return new CheckOptions(version, capabilities, strict, partial);
    }

    /** The same for modules that are all that the OPA loads, or only some of them. */
    public CheckOptions withPartial(boolean partial) {
        return new CheckOptions(version, capabilities, strict, partial);
    }
}
