package io.rego4j.migrate;

import io.rego4j.Rego;
import io.rego4j.ast.Import;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One policy on its way to a later Rego: the version that it is written in, its new text, and what a person must still
 * decide.
 *
 * @param source the policy as it was
 * @param version the version that it was read in; null if it is no policy in any
 * @param text its new text; the old one if nothing needs to change, or nothing can
 * @param dropped the imports that the new text does without
 * @param renamed the new names of variables, by their old ones, which are keywords now
 * @param todo what a person must decide, with places in the old text
 * @param errors why it could not be migrated; empty if it could
 */
public record Migration(
        Source source,
        @Nullable RegoVersion version,
        String text,
        List<String> dropped,
        Map<String, String> renamed,
        List<Diagnostic> todo,
        List<Diagnostic> errors) {
    /** The order in which versions are tried: a text that is v1 as well as v0 needs no change. */
    private static final List<RegoVersion> TRIED = List.of(RegoVersion.V1, RegoVersion.V2, RegoVersion.V0);

    /** A file that could not even be read. */
    public static Migration failed(Source source, List<Diagnostic> errors) {
        return new Migration(source, null, source.text(), List.of(), Map.of(), List.of(), errors);
    }

    /** True if a person must still do something. */
    public boolean isUnfinished() {
        return !todo.isEmpty() || !errors.isEmpty();
    }

    public boolean isChanged() {
        return !text.equals(source.text());
    }

    /**
     * Migrates a policy.
     *
     * @param from the version to read; null to find it
     * @param to the version to write
     */
    public static Migration of(Source source, @Nullable RegoVersion from, RegoVersion to) {
        Map<RegoVersion, ParseResult<RegoModule>> readings = new EnumMap<>(RegoVersion.class);
        for (RegoVersion version : from == null ? TRIED : List.of(from)) {
            ParseResult<RegoModule> reading = RegoParser.parse(source, ParseOptions.of(version));
            if (reading.isSuccess()) {
                return write(source, version, reading.orThrow(), to);
            }
            readings.put(version, reading);
        }
        return failed(source, best(readings));
    }

    private static Migration write(Source source, RegoVersion version, RegoModule module, RegoVersion to) {
        List<Diagnostic> todo = new MigrationReview(to).of(module);
        if (version.isAtLeast(to) && versionImports(module).isEmpty()) {
            return new Migration(source, version, source.text(), List.of(), Map.of(), todo, List.of());
        }
        FormatResult result = Rego.format(source, version, FormatOptions.of(to).withDropV0Imports(true));
        if (!result.isFormatted()) {
            // A name that became a keyword says more than the error that it leads to.
            List<Diagnostic> errors = todo.isEmpty() ? result.errors() : List.of();
            return new Migration(source, version, source.text(), List.of(), Map.of(), todo, errors);
        }
        List<String> dropped = new ArrayList<>(versionImports(module));
        RegoParser.parse(Source.of(result.text()), ParseOptions.of(to))
                .tree()
                .ifPresent(written -> dropped.removeAll(versionImports(written)));
        // What could be written has no name that is a keyword any more.
        todo = todo.stream()
                .filter(each -> !each.code().equals(MigrationReview.KEYWORD))
                .toList();
        return new Migration(source, version, result.text(), dropped, result.renamed(), todo, List.of());
    }

    /** The imports that say which Rego this is. */
    private static List<String> versionImports(RegoModule module) {
        List<String> found = new ArrayList<>();
        for (Import each : module.imports()) {
            if (each.path().head() instanceof VarTerm head
                    && (head.name().equals("rego") || head.name().equals("future"))) {
                found.add(dotted(each.path()));
            }
        }
        return found;
    }

    /** A path as people write it: a keyword in it needs no brackets. */
    private static String dotted(RefTerm path) {
        return path.terms().stream()
                .map(term -> term instanceof StringTerm text ? text.value() : term.toString())
                .collect(Collectors.joining("."));
    }

    /** The errors of the version that read furthest: most likely the one that was meant. */
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
