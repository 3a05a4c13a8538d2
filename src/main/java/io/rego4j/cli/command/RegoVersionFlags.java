package io.rego4j.cli.command;

import io.rego4j.source.RegoVersion;

/** The flags for the version of Rego that is read: OPA's, and one that names the version. */
public final class RegoVersionFlags {
    private RegoVersionFlags() {}

    /** Adds the flags. */
    public static FlagTable declare(FlagTable flags) {
        return flags.value("v0|v1|v2", "the version of Rego to read (default v1)", "--rego-version")
                .flag("read Rego as it was before OPA 1.0: --rego-version v0", "--v0-compatible")
                .hidden("read Rego as OPA 1.x does: the default", "--v1-compatible");
    }

    /**
     * The version to read.
     *
     * @throws UserError with code 1 if there is no such version
     */
    public static RegoVersion of(FlagTable.Given given) {
        String name = given.value("--rego-version");
        if (name != null) {
            return named(name);
        }
        return given.has("--v0-compatible") ? RegoVersion.V0 : RegoVersion.V1;
    }

    /** The version of this name; a command-line error if there is none. */
    public static RegoVersion named(String name) {
        try {
            return RegoVersion.of(name);
        } catch (IllegalArgumentException e) {
            throw new UserError(1, e.getMessage());
        }
    }
}
