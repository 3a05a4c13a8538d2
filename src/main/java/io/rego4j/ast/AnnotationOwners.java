package io.rego4j.ast;

import java.util.List;
import java.util.Optional;

/**
 * Which statement each METADATA block of a module was written for, and which rules it applies to. The two differ: a block
 * with the scope {@code document} is written for the rule below it and applies to every rule of the same document.
 */
public final class AnnotationOwners {
    private final RegoModule module;
    private final RuleAnnotations below;

    private AnnotationOwners(RegoModule module) {
        this.module = module;
        below = RuleAnnotations.of(module);
    }

    /** The owners of a module's METADATA. */
    public static AnnotationOwners of(RegoModule module) {
        return new AnnotationOwners(module);
    }

    /**
     * The package or rule that a block was written for: the first statement below it. Without positions it is the first
     * rule that the block applies to, or the package if the block's scope is the package's.
     */
    public Optional<Node> target(Annotations block) {
        if (block.origin().isPresent()) {
            return statementBelow(block.origin().row());
        }
        if (block.scope().equals("package") || block.scope().equals("subpackages")) {
            return Optional.of(module.pkg());
        }
        return rules(block).stream().<Node>map(rule -> rule).findFirst();
    }

    /** The first package, import or rule below a row, counted from 1. */
    public Optional<Node> statementBelow(int row) {
        return Optional.ofNullable(below.statementBelow(row));
    }

    /**
     * The module with these METADATA blocks in place of its own, and its rules with those that apply to them: OPA's
     * {@code attachRuleAnnotations}.
     *
     * @param blocks blocks with a position in the module's text and a scope
     */
    public RegoModule attach(List<Annotations> blocks) {
        return below.attach(blocks);
    }

    /** The rules that a block applies to, in order; none for a block of the package. */
    public List<Rule> rules(Annotations block) {
        return module.rules().stream()
                .filter(rule -> rule.annotations().stream().anyMatch(own -> isSame(own, block)))
                .toList();
    }

    /** A module and its rules may hold one block as two objects, which have the same location and content. */
    private static boolean isSame(Annotations a, Annotations b) {
        return a == b || a.origin().row() == b.origin().row() && a.equals(b);
    }
}
