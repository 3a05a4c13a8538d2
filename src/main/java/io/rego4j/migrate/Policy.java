package io.rego4j.migrate;

import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One policy as it was read.
 *
 * @param source its text
 * @param version the version that parses it; null if none does
 * @param module its tree in that version; null if none parses it
 * @param isV0 true if Rego v0 reads it, too
 * @param errors why no version reads it
 */
public record Policy(
        Source source,
        @Nullable RegoVersion version,
        @Nullable RegoModule module,
        boolean isV0,
        List<Diagnostic> errors) {
    /** The order in which versions are tried: a text that is v1 as well as v0 needs no change. */
    private static final List<RegoVersion> TRIED = List.of(RegoVersion.V1, RegoVersion.V2, RegoVersion.V0);

    /** A policy that cannot be read. */
    public static Policy failed(Source source, List<Diagnostic> errors) {
        return new Policy(source, null, null, false, errors);
    }

    /**
     * Reads a policy.
     *
     * @param from the version to parse it as; null to detect it
     */
    public static Policy of(Source source, @Nullable RegoVersion from) {
        Map<RegoVersion, ParseResult<RegoModule>> readings = new EnumMap<>(RegoVersion.class);
        for (RegoVersion version : from == null ? TRIED : List.of(from)) {
            ParseResult<RegoModule> reading = RegoParser.parse(source, ParseOptions.of(version));
            if (reading.isSuccess()) {
                boolean isV0 = version == RegoVersion.V0
                        || RegoParser.parse(source, ParseOptions.of(RegoVersion.V0))
                                .isSuccess();
                return new Policy(source, version, reading.orThrow(), isV0, List.of());
            }
            readings.put(version, reading);
        }
        return failed(source, best(readings));
    }

    /** The same policy with another text, in the same version. */
    public Policy with(Source text) {
        return version == null ? this : of(text, version);
    }

    /** The errors of the version whose first error is furthest in the text: most likely the intended one. */
    private static List<Diagnostic> best(Map<RegoVersion, ParseResult<RegoModule>> readings) {
        List<Diagnostic> best = List.of();
        int furthest = -1;
        for (ParseResult<RegoModule> reading : readings.values()) {
            Diagnostic first = reading.diagnostics().get(0);
            int reached = first.span() == null ? 0 : first.span().start();
            if (reached > furthest) {
                furthest = reached;
                best = reading.diagnostics();
            }
        }
        return best;
    }
}
