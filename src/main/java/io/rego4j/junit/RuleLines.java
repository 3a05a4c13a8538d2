package io.rego4j.junit;

import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Policies;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of the rules that define a document. */
final class RuleLines {
    private static final int SHOWN = 8;

    private RuleLines() {}

    /** {@code file:row: first line of the rule} for each rule at, above or below a document. */
    static List<String> of(Policies policies, DocumentPath document) {
        List<String> lines = new ArrayList<>();
        for (Source source : policies.modules().values()) {
            Optional<RegoModule> module = RegoParser.parse(source, ParseOptions.of(policies.version()))
                    .tree();
            List<Rule> rules = module.map(RegoModule::rules).orElse(List.of());
            for (Rule rule : rules) {
                List<String> path =
                        new ArrayList<>(keys(module.orElseThrow().pkg().path(), false));
                path.addAll(keys(rule.head().ref(), true));
                int common = Math.min(path.size(), document.keys().size());
                if (path.subList(0, common).equals(document.keys().subList(0, common))) {
                    int row = rule.origin().row();
                    lines.add(
                            source.name() + ":" + row + ": " + source.line(row).strip());
                }
            }
        }
        if (lines.size() > SHOWN) {
            String more = "and " + (lines.size() - SHOWN) + " more";
            lines.subList(SHOWN, lines.size()).clear();
            lines.add(more);
        }
        return lines;
    }

    /** The constant prefix of a reference, with its head for a rule, without it for {@code data}. */
    private static List<String> keys(RefTerm ref, boolean withHead) {
        List<String> keys = new ArrayList<>();
        if (withHead) {
            keys.add(String.valueOf(ref.headName()));
        }
        keys.addAll(ref.constantPath());
        return keys;
    }
}
