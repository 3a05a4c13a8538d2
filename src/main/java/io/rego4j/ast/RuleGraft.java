package io.rego4j.ast;

import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives a module rules of its own and of other modules, each with the comments and the METADATA that belong to it. */
final class RuleGraft {
    /** Where a rule was read: one that was changed since still has it. A source is equal to itself only. */
    private record Place(@Nullable Source source, int start, int end) {
        static Place of(Rule rule) {
            return new Place(
                    rule.origin().source(), rule.origin().start(), rule.origin().end());
        }
    }

    private final List<Rule> rules;
    private final Set<Place> places = new HashSet<>();

    RuleGraft(List<Rule> rules) {
        this.rules = rules;
        rules.forEach(rule -> places.add(Place.of(rule)));
    }

    RegoModule into(RegoModule module, List<RegoModule> origins) {
        Set<Node> gone = identities(module.rules());
        gone.removeAll(taken(module));
        RegoModule kept = new StatementRemoval(module).omit(gone::contains);
        List<Comment> comments = new ArrayList<>(kept.comments());
        List<Annotations> blocks = new ArrayList<>(kept.annotations());
        for (RegoModule origin : origins) {
            Set<Node> taken = taken(origin);
            CommentOwners owners = CommentOwners.of(origin);
            AnnotationOwners metadata = AnnotationOwners.of(origin);
            for (Rule rule : origin.rules()) {
                if (taken.contains(rule)) {
                    owners.of(rule).forEach(one -> comments.add(one.comment()));
                }
            }
            origin.annotations().stream()
                    .filter(block ->
                            metadata.target(block).filter(taken::contains).isPresent())
                    .forEach(blocks::add);
        }
        return new RegoModule(module.pkg(), module.imports(), blocks, rules, comments, module.origin());
    }

    /** The rules of a module that are to be in the other one. */
    private Set<Node> taken(RegoModule module) {
        Set<Node> given = identities(rules);
        Set<Node> taken = identities(module.rules());
        taken.removeIf(node -> {
            Rule rule = (Rule) node;
            boolean placed = rule.origin().isPresent() && places.contains(Place.of(rule));
            return !placed && !given.contains(rule);
        });
        return taken;
    }

    private static Set<Node> identities(List<Rule> rules) {
        Set<Node> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(rules);
        return set;
    }
}
