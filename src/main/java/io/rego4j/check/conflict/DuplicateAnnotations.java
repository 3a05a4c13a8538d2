package io.rego4j.check.conflict;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.RefTerm;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.BuiltTreeLocations;
import io.rego4j.check.problem.Problems;
import io.rego4j.source.Diagnostic;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** METADATA of one scope for one package or document, given twice: OPA's stage {@code SetAnnotationSet}. */
public final class DuplicateAnnotations {
    private final Problems problems;
    private final BuiltTreeLocations places;
    private final Map<RefTerm, List<Annotations>> packages = new HashMap<>();
    private final Map<RefTerm, List<Annotations>> documents = new HashMap<>();

    public DuplicateAnnotations(Problems problems, BuiltTreeLocations places) {
        this.problems = problems;
        this.places = places;
    }

    public void run(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            for (Annotations annotations : module.source.annotations()) {
                if (annotations.scope().equals("package")) {
                    once(packages, module.path, annotations);
                } else if (annotations.scope().equals("subpackages")) {
                    once(documents, module.path, annotations);
                }
            }
            for (RuleUnit rule : module.rules) {
                for (Annotations annotations : rule.source.annotations()) {
                    if (annotations.scope().equals("document")) {
                        once(documents, rule.groundPath(), annotations);
                    }
                }
            }
        }
    }

    private void once(Map<RefTerm, List<Annotations>> seen, RefTerm path, Annotations annotations) {
        List<Annotations> blocks = seen.computeIfAbsent(path, p -> new ArrayList<>());
        // The block of a document belongs to each rule of that document, and comes once for each.
        if (blocks.stream().anyMatch(block -> isSame(block, annotations))) {
            return;
        }
        blocks.add(annotations);
        if (blocks.size() > 1) {
            problems.fatal(
                    Diagnostic.TYPE_ERROR,
                    annotations.origin(),
                    annotations.scope() + " annotation redeclared: "
                            + places.place(blocks.get(0).origin()));
        }
    }

    private static boolean isSame(Annotations a, Annotations b) {
        return a.equals(b) && Problems.PLACES.compare(a.origin(), b.origin()) == 0;
    }
}
