package io.rego4j.opa.inprocess;

import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Policies;
import io.rego4j.opa.engine.ModuleText;
import io.rego4j.opa.engine.RuleNames;
import io.rego4j.source.RegoVersion;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What modules define, as keys below {@code data}.
 *
 * @param version the version of Rego in which they are written
 * @param packages their packages, those without rules too
 * @param rules the documents of their rules, up to the first variable of a reference
 * @param functions their functions
 */
record ModuleDocuments(
        RegoVersion version, Set<DocumentPath> packages, Set<DocumentPath> rules, Set<DocumentPath> functions) {
    /** The package of {@link #askingModule}. */
    static final String ASKING = "rego4j_plan";

    /**
     * Reads the modules.
     *
     * @throws io.rego4j.parse.RegoParseException if one does not parse
     */
    static ModuleDocuments of(Policies policies) {
        ModuleDocuments documents =
                new ModuleDocuments(policies.version(), new HashSet<>(), new LinkedHashSet<>(), new HashSet<>());
        ModuleText.parsed(policies).values().forEach(documents::add);
        return documents;
    }

    private void add(RegoModule module) {
        packages.add(new DocumentPath(module.pkg().path().constantPath()));
        for (Rule rule : module.rules()) {
            Set<DocumentPath> kind = rule.head().args().isEmpty() ? rules : functions;
            kind.add(RuleNames.path(module, rule));
        }
    }

    /** A module with one rule, {@code all}, which names all rules. */
    String askingModule() {
        StringBuilder module = new StringBuilder("package " + ASKING + "\n\n");
        // Before Rego v1, and before OPA 1.0, the words that are used here have to be imported.
        module.append(version == RegoVersion.V2 ? "" : "import rego.v1\n\n");
        int number = 0;
        for (DocumentPath rule : rules) {
            module.append("all contains ").append(number++).append(" if ");
            module.append(rule.toReference()).append('\n');
        }
        return module.toString();
    }

    /** The rules as entry points. One whose key has a slash in it cannot be named: the document above it is. */
    Set<String> entrypoints() {
        Set<String> entrypoints = new LinkedHashSet<>();
        for (DocumentPath path : rules) {
            List<String> rule = path.keys();
            int end = 0;
            while (end < rule.size()
                    && !rule.get(end).isEmpty()
                    && !rule.get(end).contains("/")) {
                end++;
            }
            entrypoints.add(String.join("/", rule.subList(0, end)));
        }
        return entrypoints;
    }
}
