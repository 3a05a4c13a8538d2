package io.rego4j.migrate;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.format.Fragment;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParseException;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses and formats a policy: what {@code fmt} and {@code migrate} do to each file.
 *
 * @param parse how it is read
 * @param format how it is written
 * @param fragment the kind of fragment that the text is; null for a whole policy
 */
public record PolicyFormat(
        ParseOptions parse, FormatOptions format, @Nullable Fragment fragment) {
    /** For whole policies. */
    public PolicyFormat(ParseOptions parse, FormatOptions format) {
        this(parse, format, null);
    }

    /** The same for a policy of a known version. */
    public PolicyFormat in(RegoVersion version) {
        FormatOptions own = new FormatOptions(
                version,
                version,
                format.dropV0Imports(),
                format.ignorePlaces(),
                format.keywordsInRefs(),
                format.safe(),
                format.takenNames());
        return new PolicyFormat(parse.withVersion(version), own, fragment);
    }

    /** True if the new text must parse in several versions. */
    public boolean isSpan() {
        return format.from() != format.to();
    }

    /**
     * Formats one policy.
     *
     * @param names the names in its package, which no variable may get
     */
    public Outcome of(Source source, PackageNames names) {
        Outcome outcome = of(source);
        return outcome.renamed().isEmpty()
                ? outcome
                : new PolicyFormat(parse, format.withTakenNames(names.of(source)), fragment).of(source);
    }

    /** Formats one policy that is alone in its package. */
    public Outcome of(Source source) {
        try {
            FormatResult result = result(source);
            return new Outcome(source, result, result.errors());
        } catch (RegoParseException e) {
            return new Outcome(source, null, e.diagnostics());
        }
    }

    private FormatResult result(Source source) {
        if (fragment != null) {
            return Rego.format(fragment, source.text(), parse.version(), format);
        }
        return format.ignorePlaces()
                ? Rego.format(bare(Rego.parse(source, parse).orThrow()), format)
                : Rego.format(source, parse, format);
    }

    /** A module without comments and METADATA, which have no place in a layout that ignores locations. */
    private static RegoModule bare(RegoModule module) {
        List<Rule> rules = module.rules().stream()
                .map(rule -> rule.withAnnotations(List.of()))
                .toList();
        return module.withRules(rules).withAnnotations(List.of()).withComments(List.of());
    }

    /**
     * The result for one policy.
     *
     * @param result what was written; null if the policy could not be read
     * @param errors why it could not be parsed or formatted; empty if it was
     */
    public record Outcome(Source source, @Nullable FormatResult result, List<Diagnostic> errors) {
        public boolean isFormatted() {
            return errors.isEmpty() && result != null;
        }

        /** The new names of variables, by their old ones. */
        public Map<String, String> renamed() {
            return result == null ? Map.of() : result.renamed();
        }

        /** The new text; the old one if there is none. */
        public String text() {
            return result == null ? source.text() : result.text();
        }
    }
}
