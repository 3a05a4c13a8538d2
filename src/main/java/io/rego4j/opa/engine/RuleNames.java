package io.rego4j.opa.engine;

import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Policies;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The documents that rules define.
 *
 * @param paths each up to the first variable of the rule's reference; functions are no documents
 */
public record RuleNames(List<DocumentPath> paths) {
    private static final int FURTHEST = 3;

    public RuleNames {
        paths = List.copyOf(paths);
    }

    /** Those of the rules of policies. */
    public static RuleNames of(Policies policies) {
        Set<DocumentPath> paths = new LinkedHashSet<>();
        ParseOptions options = ParseOptions.of(policies.version());
        for (Source source : policies.modules().values()) {
            RegoModule module = RegoParser.parse(source, options).orThrow();
            for (Rule rule : module.rules()) {
                if (rule.head().args().isEmpty()) {
                    paths.add(path(module, rule));
                }
            }
        }
        return new RuleNames(List.copyOf(paths));
    }

    /** The document of a rule, up to the first variable of its reference. */
    public static DocumentPath path(RegoModule module, Rule rule) {
        List<String> keys = new ArrayList<>();
        keys.addAll(module.pkg().path().constantPath());
        RefTerm ref = rule.head().ref();
        keys.add(ref.head().toString());
        keys.addAll(ref.constantPath());
        return new DocumentPath(keys);
    }

    /** True if a rule defines the document, something in it, or something that it is a part of. */
    public boolean mayDefine(DocumentPath document) {
        return paths.stream().anyMatch(path -> {
            int shared = Math.min(path.keys().size(), document.keys().size());
            return path.keys().subList(0, shared).equals(document.keys().subList(0, shared));
        });
    }

    /** That no rule and no data defines a document, with a name that may have been meant; empty if a rule may define it. */
    public String whyUnknown(DocumentPath document) {
        if (mayDefine(document)) {
            return "";
        }
        String wanted = document.toReference();
        String closest = paths.stream()
                .map(DocumentPath::toReference)
                .filter(name -> distance(name, wanted) <= FURTHEST)
                .min(Comparator.comparingInt(name -> distance(name, wanted)))
                .map(name -> ": did you mean " + name + "?")
                .orElse("");
        return "no rule and no data defines " + wanted + closest;
    }

    /** How many characters must be changed, added or left out to make one text of another: Levenshtein's distance. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(diagonal, row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
