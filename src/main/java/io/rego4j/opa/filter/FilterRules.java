package io.rego4j.opa.filter;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Policies;
import io.rego4j.opa.engine.ModuleText;
import io.rego4j.opa.engine.RuleNames;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The rules that are asked for filters, and what their METADATA says is unknown.
 *
 * @param modules the modules by id
 */
record FilterRules(Map<String, RegoModule> modules) {
    /** The rules of policies. */
    static FilterRules of(Policies policies) {
        return new FilterRules(ModuleText.parsed(policies));
    }

    /** The names of all rules. */
    RuleNames names() {
        return RuleNames.of(modules.values());
    }

    /** The documents of rules whose METADATA names unknowns, with these. */
    Map<DocumentPath, Set<String>> withUnknowns() {
        Map<DocumentPath, Set<String>> found = new LinkedHashMap<>();
        for (RegoModule module : modules.values()) {
            for (Rule rule : module.rules()) {
                // METADATA of a package holds for all its rules, helpers too: only what is named by itself is a filter.
                if (rule.annotations().stream().anyMatch(block -> block.compile() != null)) {
                    DocumentPath path = RuleNames.path(module, rule);
                    found.put(path, unknowns(path));
                }
            }
        }
        found.values().removeIf(Set::isEmpty);
        return found;
    }

    /** What METADATA says is unknown to a rule: its own, and that of its package and of those above it. */
    Set<String> unknowns(DocumentPath path) {
        Set<String> unknowns = new LinkedHashSet<>();
        Set<String> packages = new HashSet<>();
        for (RegoModule module : modules.values()) {
            for (Rule rule : module.rules()) {
                if (RuleNames.path(module, rule).equals(path)) {
                    packages.add(module.pkg().path().toString());
                    rule.annotations().forEach(block -> add(block, unknowns));
                }
            }
        }
        for (RegoModule module : modules.values()) {
            String pkg = module.pkg().path().toString();
            boolean own = packages.contains(pkg);
            boolean above = packages.stream().anyMatch(below -> (below + ".").startsWith(pkg + "."));
            for (Annotations block : module.annotations()) {
                if (block.scope().equals("subpackages") && above
                        || block.scope().equals("package") && own) {
                    add(block, unknowns);
                }
            }
        }
        return unknowns;
    }

    private static void add(Annotations block, Set<String> unknowns) {
        Annotations.Compile compile = block.compile();
        if (compile == null) {
            return;
        }
        for (RefTerm unknown : compile.unknowns()) {
            if (unknown != null) {
                unknowns.add(unknown.toString());
            }
        }
    }
}
