package io.rego4j.check.types;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.RefTerm;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The documents for which METADATA names schemas. Schemas are read by the real OPA only; here such a document may hold
 * anything.
 */
public final class SchemaPaths {
    private final Map<RefTerm, List<RefTerm>> byPackage = new HashMap<>();
    private final List<Scoped> subpackages = new ArrayList<>();
    private final Map<RefTerm, List<RefTerm>> byDocument = new HashMap<>();
    private final boolean any;

    private record Scoped(RefTerm path, List<RefTerm> schemas) {}

    public SchemaPaths(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            for (Annotations annotations : module.source.annotations()) {
                List<RefTerm> paths = paths(annotations);
                if (annotations.scope().equals("package")) {
                    byPackage
                            .computeIfAbsent(module.path, p -> new ArrayList<>())
                            .addAll(paths);
                } else if (annotations.scope().equals("subpackages")) {
                    subpackages.add(new Scoped(module.path, paths));
                }
            }
            for (RuleUnit rule : module.rules) {
                for (Annotations annotations : rule.source.annotations()) {
                    if (annotations.scope().equals("document")) {
                        byDocument
                                .computeIfAbsent(rule.groundPath(), p -> new ArrayList<>())
                                .addAll(paths(annotations));
                    }
                }
            }
        }
        any = modules.stream()
                .flatMap(module -> module.source.annotations().stream())
                .anyMatch(annotations -> !annotations.schemas().isEmpty());
    }

    /** The documents whose schemas hold for a rule. */
    List<RefTerm> forRule(RuleUnit rule) {
        if (!any) {
            return List.of();
        }
        List<RefTerm> paths = new ArrayList<>(byPackage.getOrDefault(rule.module.path, List.of()));
        for (Scoped scoped : subpackages) {
            if (rule.module.path.startsWith(scoped.path)) {
                paths.addAll(scoped.schemas);
            }
        }
        paths.addAll(byDocument.getOrDefault(rule.groundPath(), List.of()));
        rule.source.annotations().forEach(annotations -> paths.addAll(paths(annotations)));
        return paths;
    }

    private static List<RefTerm> paths(Annotations annotations) {
        return annotations.schemas().stream().map(Annotations.Schema::path).toList();
    }
}
