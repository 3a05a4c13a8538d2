package io.rego4j.edit.name;

import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.Rule;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.TextEdit;
import io.rego4j.internal.language.NameRules;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A local variable of a module, a parameter included.
 *
 * @param name as it is written
 * @param places where it is written, its declarations included
 */
public record LocalVariable(String name, List<Span> places) {

    public LocalVariable {
        places = List.copyOf(places);
    }

    /** The changes that give it another name. */
    public List<TextEdit> renamed(String to) {
        return places.stream().map(place -> new TextEdit(place, to)).toList();
    }

    /** True if it is written at an offset, or ends there. */
    public boolean isAt(int offset) {
        return places.stream().anyMatch(place -> place.start() <= offset && offset <= place.end());
    }

    /** All variables of a module that have a name, in the order of their first places. */
    public static List<LocalVariable> of(List<ResolvedRule> rules) {
        // Two bodies of one head, and a rule and its else, share what is written once: variables that share a place are
        // one.
        Map<Integer, Set<Span>> byPlace = new TreeMap<>();
        for (ResolvedRule each : rules) {
            for (Rule rule = each.rule(); rule != null; rule = rule.elseRule()) {
                places(rule, each.declared()).values().forEach(group -> add(group, byPlace));
            }
        }
        Set<Set<Span>> groups = Collections.newSetFromMap(new IdentityHashMap<>());
        List<LocalVariable> variables = new ArrayList<>();
        for (Set<Span> group : byPlace.values()) {
            if (groups.add(group)) {
                variables.add(new LocalVariable(group.iterator().next().text(), List.copyOf(group)));
            }
        }
        return variables;
    }

    private static void add(Set<Span> group, Map<Integer, Set<Span>> byPlace) {
        Set<Span> all = new LinkedHashSet<>(group);
        group.forEach(place -> all.addAll(byPlace.getOrDefault(place.start(), Set.of())));
        all.forEach(place -> byPlace.put(place.start(), all));
    }

    /** The places of each variable of one rule, without those of its {@code else}. */
    private static Map<String, Set<Span>> places(Rule rule, List<VarTerm> declared) {
        Map<String, Set<Span>> places = new HashMap<>();
        List<VarTerm> variables = new ArrayList<>(declared);
        variables.addAll(NodeWalk.all(List.<Node>of(rule.head(), rule.body()), VarTerm.class));
        for (VarTerm variable : variables) {
            Origin origin = variable.origin();
            if (variable.name().startsWith("#") && isName(origin.text())) {
                origin.span()
                        .ifPresent(span -> places.computeIfAbsent(variable.name(), name -> new LinkedHashSet<>())
                                .add(Span.of(span.source(), span.start(), span.end())));
            }
        }
        return places;
    }

    /** False for wildcards, and for variables that the compiler makes at the place of a keyword. */
    private static boolean isName(String text) {
        return NameRules.isName(text) && !text.equals("_") && !text.equals("some");
    }
}
