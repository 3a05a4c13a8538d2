package io.rego4j.opa.engine;

import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.internal.language.EditDistance;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Policies;
import java.util.ArrayList;
import java.util.Collection;
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
        return of(ModuleText.parsed(policies).values());
    }

    /** Those of the rules of modules. */
    public static RuleNames of(Collection<RegoModule> modules) {
        Set<DocumentPath> paths = new LinkedHashSet<>();
        for (RegoModule module : modules) {
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

    /** The error that no rule and no data defines a document, with the nearest name; empty if a rule may define it. */
    public String whyUnknown(DocumentPath document) {
        if (mayDefine(document)) {
            return "";
        }
        String wanted = document.toReference();
        String closest = paths.stream()
                .map(DocumentPath::toReference)
                .filter(name -> EditDistance.between(name, wanted) <= FURTHEST)
                .min(Comparator.comparingInt(name -> EditDistance.between(name, wanted)))
                .map(name -> ": did you mean " + name + "?")
                .orElse("");
        return "no rule and no data defines " + wanted + closest;
    }
}
