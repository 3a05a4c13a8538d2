package io.rego4j.edit.name;

import io.rego4j.ast.Import;
import io.rego4j.ast.RegoModule;
import io.rego4j.edit.plan.Plan;
import io.rego4j.edit.tree.Rows;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.format.Formatter;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The text of rules in another file. In Rego v0, the imports of a file say which words are keywords: rules that read otherwise
 * under those of the other file are laid out anew for it.
 */
final class MovedText {
    private MovedText() {}

    /**
     * Rules as they are to stand in another file.
     *
     * @param rules their text in the file that they come from
     * @param plan is refused if they need a keyword that the other file does not import
     */
    static String of(String rules, RegoModule from, RegoModule to, RegoVersion version, Plan plan) {
        if (version.isAtLeast(RegoVersion.V1) || keywords(from).equals(keywords(to))) {
            return rules;
        }
        RegoModule meant = read(rules, from, version).orThrow();
        ParseResult<RegoModule> there = read(rules, to, version);
        if (there.isSuccess() && there.orThrow().rules().equals(meant.rules())) {
            return rules;
        }
        FormatResult result = new Formatter(FormatOptions.of(version))
                .format(
                        meant.withImports(to.imports().stream()
                                .filter(Import::isDirective)
                                .toList()),
                        version);
        // All but "in" can be written without its keyword, or the formatter adds the import.
        Set<String> missing = new TreeSet<>(Set.of("future.keywords.in"));
        if (result.isFormatted()) {
            RegoModule written = RegoParser.parse(Source.of(result.text()), ParseOptions.of(version))
                    .orThrow();
            missing = keywords(written);
            missing.removeAll(keywords(to));
            if (missing.isEmpty()) {
                return laidOut(written);
            }
        }
        plan.refuse(
                "the rule needs import " + String.join(" and import ", missing) + ", which "
                        + to.origin().source() + " does not have",
                from.pkg().origin().span().orElse(null),
                "add it to that file first");
        return rules;
    }

    private static String laidOut(RegoModule written) {
        Source source = Objects.requireNonNull(written.origin().source());
        Rows rows = new Rows(source, written);
        return source.text()
                .substring(rows.withComments(written.rules().get(0)).start())
                .stripTrailing();
    }

    /** The imports of a module that say what is a keyword. */
    private static Set<String> keywords(RegoModule module) {
        return module.imports().stream()
                .filter(Import::isDirective)
                .map(each -> each.path().headName() + "."
                        + String.join(".", each.path().constantPath()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static ParseResult<RegoModule> read(String rules, RegoModule imports, RegoVersion version) {
        String head =
                keywords(imports).stream().map(path -> "import " + path + "\n").collect(Collectors.joining());
        return RegoParser.parse(Source.of("package moved\n\n" + head + "\n" + rules + "\n"), ParseOptions.of(version));
    }
}
