package io.rego4j.check.conflict;

import io.rego4j.check.module.DependencyGraph;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.problem.Problems;
import io.rego4j.source.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Rules that depend on themselves: OPA's stage {@code CheckRecursion}. */
public final class RecursionCheck {
    /**
     * The most errors: a cycle of thousands of rules is not reported for each of them; OPA stops after ten errors of
     * any kind.
     */
    private static final int MOST = 10;

    private final Problems problems;
    private final GeneratedVars names;
    private final DependencyGraph graph;

    public RecursionCheck(Problems problems, GeneratedVars names, DependencyGraph graph) {
        this.problems = problems;
        this.names = names;
        this.graph = graph;
    }

    public void run() {
        int reported = 0;
        for (Set<RuleUnit> cycle : cycles()) {
            for (RuleUnit rule : cycle) {
                if (reported++ < MOST) {
                    report(rule, cycle);
                }
            }
        }
    }

    private void report(RuleUnit rule, Set<RuleUnit> cycle) {
        List<RuleUnit> path = path(rule, r -> within(graph.dependencies(r), cycle));
        String verb = " is recursive: ";
        String cause = "";
        if (!isStatic(path)) {
            List<RuleUnit> fixed = path(rule, r -> within(graph.staticDependencies(r), cycle));
            if (fixed.isEmpty()) {
                verb = " may be recursive: ";
                cause = new RecursionCause(names, graph).of(path);
            } else {
                path = fixed;
            }
        }
        String shown = path.stream().map(this::written).collect(Collectors.joining(" -> "));
        problems.fatal(Diagnostic.RECURSION_ERROR, rule.origin(), "rule " + written(rule) + verb + shown + cause);
    }

    private boolean isStatic(List<RuleUnit> path) {
        for (int i = 1; i < path.size(); i++) {
            if (graph.cause(path.get(i - 1), path.get(i)) != null) {
                return false;
            }
        }
        return true;
    }

    private String written(RuleUnit rule) {
        return names.written(rule.path()).toString();
    }

    private static List<RuleUnit> within(Iterable<RuleUnit> rules, Set<RuleUnit> cycle) {
        List<RuleUnit> kept = new ArrayList<>();
        rules.forEach(rule -> {
            if (cycle.contains(rule)) {
                kept.add(rule);
            }
        });
        return kept;
    }

    /** A path from a rule back to itself, found depth first; empty if there is none. */
    private static List<RuleUnit> path(RuleUnit start, Function<RuleUnit, List<RuleUnit>> next) {
        record Visit(RuleUnit rule, Deque<RuleUnit> open) {}
        Set<RuleUnit> seen = new HashSet<>(Set.of(start));
        Deque<Visit> path = new ArrayDeque<>();
        path.push(new Visit(start, new ArrayDeque<>(next.apply(start))));
        while (!path.isEmpty()) {
            RuleUnit rule = path.peek().open.poll();
            if (rule == null) {
                path.pop();
            } else if (rule == start) {
                List<RuleUnit> found = new ArrayList<>();
                found.add(start);
                path.forEach(visit -> found.add(visit.rule));
                Collections.reverse(found);
                return found;
            } else if (seen.add(rule)) {
                path.push(new Visit(rule, new ArrayDeque<>(next.apply(rule))));
            }
        }
        return List.of();
    }

    /** The sets of rules that all depend on each other, by Tarjan's algorithm, without its recursion. */
    private List<Set<RuleUnit>> cycles() {
        return new Components().find();
    }

    private final class Components {
        private record Visit(RuleUnit rule, Deque<RuleUnit> open, Numbers numbers) {}

        /** When a rule was first met, and the earliest rule that it leads back to. */
        private static final class Numbers {
            final int index;
            int low;

            Numbers(int index) {
                this.index = index;
                this.low = index;
            }
        }

        private final Map<RuleUnit, Numbers> numbers = new HashMap<>();
        private final Deque<RuleUnit> stack = new ArrayDeque<>();
        private final Set<RuleUnit> onStack = new HashSet<>();
        private final Deque<Visit> path = new ArrayDeque<>();
        private final List<Set<RuleUnit>> found = new ArrayList<>();

        List<Set<RuleUnit>> find() {
            for (RuleUnit root : graph.rules()) {
                if (!numbers.containsKey(root)) {
                    enter(root);
                    while (!path.isEmpty()) {
                        step(path.peek());
                    }
                }
            }
            return found;
        }

        private void enter(RuleUnit rule) {
            Numbers entered = new Numbers(numbers.size());
            numbers.put(rule, entered);
            stack.push(rule);
            onStack.add(rule);
            path.push(new Visit(rule, new ArrayDeque<>(graph.dependencies(rule)), entered));
        }

        private void step(Visit visit) {
            RuleUnit next = visit.open.poll();
            if (next == null) {
                path.pop();
                leave(visit);
                return;
            }
            Numbers known = numbers.get(next);
            if (known == null) {
                enter(next);
            } else if (onStack.contains(next)) {
                visit.numbers.low = Math.min(visit.numbers.low, known.index);
            }
        }

        private void leave(Visit visit) {
            Visit from = path.peek();
            if (from != null) {
                from.numbers.low = Math.min(from.numbers.low, visit.numbers.low);
            }
            if (visit.numbers.low == visit.numbers.index) {
                Set<RuleUnit> component = new LinkedHashSet<>();
                RuleUnit member;
                do {
                    member = stack.pop();
                    onStack.remove(member);
                    component.add(member);
                } while (member != visit.rule);
                if (component.size() > 1 || graph.dependencies(visit.rule).contains(visit.rule)) {
                    found.add(component);
                }
            }
        }
    }
}
