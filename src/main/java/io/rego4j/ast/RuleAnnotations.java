package io.rego4j.ast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which METADATA blocks apply to each rule of a module, by their rows: OPA's {@code attachRuleAnnotations}. A block with the
 * scope {@code document} applies to every rule of the document, one with the scope {@code rule} to the rule below it.
 */
final class RuleAnnotations {
    /**
     * A block with what it belongs to.
     *
     * @param index its place among the blocks
     * @param path the key of the document that it describes; null if it describes none
     */
    private record Attached(
            int index, Annotations annotations, @Nullable String path) {
        int row() {
            return annotations.origin().row();
        }

        boolean has(String scope) {
            return annotations.scope().equals(scope);
        }
    }

    private static final Comparator<Attached> BY_INDEX = Comparator.comparingInt(Attached::index);

    /** The blocks for the rules of one document, while the rules are walked from the top. */
    private static final class Group {
        private final List<Attached> forDocument = new ArrayList<>();
        private final List<Attached> forRules = new ArrayList<>();
        private int next;
        /** The blocks above the current rule that no rule has taken. */
        private final TreeSet<Attached> waiting = new TreeSet<>(BY_INDEX);
    }

    private final RegoModule module;
    /** The first package, import or rule of each row. */
    private final NavigableMap<Integer, Node> statements = new TreeMap<>();

    private RuleAnnotations(RegoModule module) {
        this.module = module;
        add(module.pkg());
        module.imports().forEach(this::add);
        module.rules().forEach(this::add);
    }

    private void add(Node statement) {
        if (statement.origin().isPresent()) {
            statements.putIfAbsent(statement.origin().row(), statement);
        }
    }

    /** The rules of a module whose nodes have places. */
    static RuleAnnotations of(RegoModule module) {
        return new RuleAnnotations(module);
    }

    /** The module with these blocks, each of which has a place and a scope, and its rules with those that apply to them. */
    RegoModule attach(List<Annotations> blocks) {
        List<Attached> attached = new ArrayList<>();
        for (Annotations block : blocks) {
            attached.add(new Attached(
                    attached.size(), block, path(statementBelow(block.origin().row()))));
        }
        return module.withAnnotations(blocks)
                .withRules(inOrder() ? annotated(attached) : annotatedInAnyOrder(attached));
    }

    /** The first statement below a row; null if there is none. */
    @Nullable
    Node statementBelow(int row) {
        Map.Entry<Integer, Node> below = statements.higherEntry(row);
        return below == null ? null : below.getValue();
    }

    private @Nullable String path(@Nullable Node statement) {
        return statement instanceof Rule rule ? path(rule) : null;
    }

    /** The key of a rule's document: its reference up to the first part that is not ground. */
    private String path(Rule rule) {
        List<Term> own = rule.head().ref().terms();
        if (own.get(0) instanceof VarTerm name
                && (own.size() == 1 || !own.get(1).isGround())) {
            // A name alone has no dot, unlike every longer path.
            return name.name();
        }
        List<Term> terms = new ArrayList<>(module.pkg().path().terms());
        terms.add(own.get(0) instanceof VarTerm name ? new StringTerm(name.name()) : own.get(0));
        terms.addAll(own.subList(1, own.size()));
        int ground = 1;
        while (ground < terms.size() && terms.get(ground).isGround()) {
            ground++;
        }
        return new RefTerm(terms.subList(0, ground)).toString();
    }

    private boolean inOrder() {
        int last = 0;
        for (Rule rule : module.rules()) {
            if (rule.origin().row() < last) {
                return false;
            }
            last = rule.origin().row();
        }
        return true;
    }

    private List<Rule> annotated(List<Attached> attached) {
        Map<String, Group> groups = new HashMap<>();
        for (Attached block : attached) {
            if (block.path() != null && (block.has("document") || block.has("rule"))) {
                Group group = groups.computeIfAbsent(block.path(), path -> new Group());
                (block.has("document") ? group.forDocument : group.forRules).add(block);
            }
        }
        for (Group group : groups.values()) {
            if (group.forRules.size() > 1) {
                group.forRules.sort(Comparator.comparingInt(Attached::row));
            }
        }
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : module.rules()) {
            Group group = groups.isEmpty() ? null : groups.get(path(rule));
            rules.add(group == null ? rule : annotated(rule, group));
        }
        return rules;
    }

    /** The rule with its document's blocks and those above it; the last of the latter applies to no rule below. */
    private static Rule annotated(Rule rule, Group group) {
        while (group.next < group.forRules.size()
                && group.forRules.get(group.next).row() < rule.origin().row()) {
            group.waiting.add(group.forRules.get(group.next++));
        }
        if (group.waiting.isEmpty() && group.forDocument.isEmpty()) {
            return rule;
        }
        List<Attached> all = new ArrayList<>(group.waiting);
        all.addAll(group.forDocument);
        all.sort(BY_INDEX);
        group.waiting.pollLast();
        List<Annotations> own = new ArrayList<>(all.size());
        all.forEach(block -> own.add(block.annotations()));
        return rule.withAnnotations(own);
    }

    /** The same for rules that do not stand in the order of their rows. */
    private List<Rule> annotatedInAnyOrder(List<Attached> attached) {
        List<Attached> left = new ArrayList<>(attached);
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : module.rules()) {
            String path = path(rule);
            List<Annotations> own = new ArrayList<>();
            Attached taken = null;
            for (Attached block : left) {
                if (!path.equals(block.path())) {
                    continue;
                }
                boolean above = block.has("rule") && rule.origin().row() > block.row();
                if (block.has("document") || above) {
                    own.add(block.annotations());
                }
                taken = above ? block : taken;
            }
            left.removeAll(taken == null ? Collections.emptyList() : List.of(taken));
            rules.add(own.isEmpty() ? rule : rule.withAnnotations(own));
        }
        return rules;
    }
}
