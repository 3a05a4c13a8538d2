package io.rego4j.dsl.finish;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rules with their METADATA. A block of the scope {@code document} stands above one rule in the text, and in the tree each rule
 * of the document has it.
 *
 * @param rules the rules in their order
 * @param blocks the blocks in the order of the text, each once
 */
public record AnnotatedRules(List<Rule> rules, List<Annotations> blocks) {
    private record Shared(int owner, Annotations block) {}

    /**
     * Gives each rule the METADATA of its document.
     *
     * @param rules with those of their own, or of their documents too if they were read
     * @throws IllegalArgumentException if a document has two different blocks; the message names the rule
     */
    public static AnnotatedRules of(List<Rule> rules) {
        if (rules.stream().allMatch(rule -> rule.annotations().isEmpty())) {
            return new AnnotatedRules(rules, List.of());
        }
        Map<List<Term>, Shared> documents = new HashMap<>();
        List<List<Annotations>> own = new ArrayList<>();
        for (Rule rule : rules) {
            own.add(own(rule, own.size(), documents));
        }
        List<Annotations> blocks = own.stream().flatMap(List::stream).toList();
        List<Rule> annotated = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            List<Annotations> all = own.get(i);
            Shared shared = documents.get(document(rule));
            if (shared != null && shared.owner() != i) {
                all.add(shared.owner() < i ? 0 : all.size(), shared.block());
            }
            annotated.add(rule.withAnnotations(all));
        }
        return new AnnotatedRules(annotated, blocks);
    }

    /** The blocks that stand above a rule; those of a document are put among those of the documents. */
    private static List<Annotations> own(Rule rule, int index, Map<List<Term>, Shared> documents) {
        List<Annotations> own = new ArrayList<>();
        for (Annotations block : rule.annotations()) {
            Shared shared = block.scope().equals("document")
                    ? documents.putIfAbsent(document(rule), new Shared(index, block))
                    : null;
            if (shared == null) {
                own.add(block);
            } else if (!shared.block().equals(block)) {
                throw new IllegalArgumentException("rule " + rule.head().ref()
                        + ": its document has METADATA of the scope document already: put all of it into one block");
            }
        }
        return own;
    }

    /** What tells the document of a rule: its reference up to the first variable. */
    private static List<Term> document(Rule rule) {
        List<Term> terms = rule.head().ref().terms();
        int end = 1;
        while (end < terms.size() && terms.get(end).isGround()) {
            end++;
        }
        return terms.subList(0, end);
    }
}
