package io.rego4j.check;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.RefTerm;
import io.rego4j.source.Diagnostic;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** METADATA of one scope for one package or document, given twice: OPA's stage {@code SetAnnotationSet}. */
final class AnnotationScopes {
    private final Problems problems;
    private final BuiltPlaces places;
    private final Map<RefTerm, Annotations> packages = new HashMap<>();
    private final Map<RefTerm, Annotations> documents = new HashMap<>();

    AnnotationScopes(Problems problems, BuiltPlaces places) {
        this.problems = problems;
        this.places = places;
    }

    void run(Collection<ModuleUnit> modules) {
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

    private void once(Map<RefTerm, Annotations> seen, RefTerm path, Annotations annotations) {
        Annotations first = seen.putIfAbsent(path, annotations);
        // A block for a document belongs to each rule of that document.
        boolean same = first != null
                && first.equals(annotations)
                && Problems.PLACES.compare(first.origin(), annotations.origin()) == 0;
        if (first != null && !same) {
            problems.fatal(
                    Diagnostic.TYPE_ERROR,
                    annotations.origin(),
                    annotations.scope() + " annotation redeclared: " + places.place(first.origin()));
        }
    }
}
