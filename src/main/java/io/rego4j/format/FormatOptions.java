package io.rego4j.format;

import io.rego4j.source.RegoVersion;
import java.util.Set;

/**
 * How a policy is written. The defaults are those of {@code opa fmt}: Rego v1, laid out by the locations of the source;
 * and each text is checked.
 *
 * @param from the oldest version that must read the text, with the imports that it needs: OPA's {@code
 *     RegoVersionSpan.Min}
 * @param to the latest version whose language the text uses: OPA's {@code RegoVersionSpan.Max}
 * @param dropV0Imports true to drop {@code rego.*} and {@code future.*} imports that {@code from} makes needless
 * @param ignorePlaces true to lay the tree out as if it had been built: OPA's {@code IgnoreLocations}, without comments
 * @param keywordsInRefs false for an OPA that does not read {@code a.not}: the capability {@code keywords_in_refs}
 * @param safe true to read the text again, compare it with the module, and repair what OPA's layout would change
 * @param takenNames names that other modules of the package give to rules: no variable that needs a new name gets one of these
 */
public record FormatOptions(
        RegoVersion from,
        RegoVersion to,
        boolean dropV0Imports,
        boolean ignorePlaces,
        boolean keywordsInRefs,
        boolean safe,
        Set<String> takenNames) {
    /** Rego v1, as {@code opa fmt} writes it. */
    public static final FormatOptions DEFAULT = of(RegoVersion.V1);

    public FormatOptions {
        takenNames = Set.copyOf(takenNames);
        if (!to.isAtLeast(from)) {
            throw new IllegalArgumentException(
                    "nothing is written for " + from + " to " + to + ": name the older version first");
        }
    }

    /** For one version of Rego. */
    public static FormatOptions of(RegoVersion version) {
        return between(version, version);
    }

    /** For all versions from one to another: what {@code opa fmt --v0-v1} does for v0 and v1. */
    public static FormatOptions between(RegoVersion from, RegoVersion to) {
        return new FormatOptions(from, to, false, false, true, true, Set.of());
    }

    /** These options, with needless imports dropped or kept. */
    public FormatOptions withDropV0Imports(boolean drop) {
        return new FormatOptions(from, to, drop, ignorePlaces, keywordsInRefs, safe, takenNames);
    }

    /** These options, with places ignored or followed. */
    public FormatOptions withIgnorePlaces(boolean ignore) {
        return new FormatOptions(from, to, dropV0Imports, ignore, keywordsInRefs, safe, takenNames);
    }

    /** These options, for an OPA that reads keywords in references or not. */
    public FormatOptions withKeywordsInRefs(boolean allowed) {
        return new FormatOptions(from, to, dropV0Imports, ignorePlaces, allowed, safe, takenNames);
    }

    /**
     * These options, with the round-trip check on or off. Without it the text is OPA's even where that is another
     * policy or loses comments.
     */
    public FormatOptions withSafe(boolean proof) {
        return new FormatOptions(from, to, dropV0Imports, ignorePlaces, keywordsInRefs, proof, takenNames);
    }

    /** These options, with names that rules of the package have elsewhere. */
    public FormatOptions withTakenNames(Set<String> names) {
        return new FormatOptions(from, to, dropV0Imports, ignorePlaces, keywordsInRefs, safe, names);
    }
}
