package io.rego4j.ast;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Leaves imports and rules out of a module, with the comments and the METADATA that belong to them. */
final class StatementRemoval {
    private final RegoModule module;

    StatementRemoval(RegoModule module) {
        this.module = module;
    }

    /** The module without the imports and rules for which the predicate holds; the same module if it holds for none. */
    RegoModule omit(Predicate<Node> isRemoved) {
        List<Import> imports =
                module.imports().stream().filter(isRemoved.negate()).toList();
        List<Rule> rules = module.rules().stream().filter(isRemoved.negate()).toList();
        if (imports.size() == module.imports().size()
                && rules.size() == module.rules().size()) {
            return module;
        }
        Set<Node> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(module.imports());
        gone.addAll(module.rules());
        imports.forEach(gone::remove);
        rules.forEach(gone::remove);

        CommentOwners owners = CommentOwners.of(module);
        Set<Comment> comments = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.forEach(node -> owners.of(node).forEach(one -> comments.add(one.comment())));
        AnnotationOwners blocks = AnnotationOwners.of(module);
        return new RegoModule(
                module.pkg(),
                imports,
                module.annotations().stream()
                        .filter(block ->
                                blocks.target(block).filter(gone::contains).isEmpty())
                        .toList(),
                rules,
                module.comments().stream()
                        .filter(comment -> !comments.contains(comment))
                        .toList(),
                module.origin());
    }
}
