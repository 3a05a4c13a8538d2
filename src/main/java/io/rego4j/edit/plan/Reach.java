package io.rego4j.edit.plan;

import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.Checker;
import io.rego4j.edit.PolicySet;
import io.rego4j.source.Diagnostic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the compiler can find wrong with a set of which it is proven that its rules mean what they meant. Where only names are others,
 * the stages of the compiler that come after the names see the same rules as before, and say the same of them. What remains is
 * the names, and modules that read around a document with another path, of which the types and cycles may be others: these are
 * checked with all that they refer to.
 */
public final class Reach {
    /** Lists in hash maps are slow where their texts were chosen to have one hash code. */
    private static final Comparator<List<String>> STEPS =
            Comparator.comparing(steps -> steps.toArray(String[]::new), Arrays::compare);

    /** The modules of each package, under its path and all paths above it. */
    private final Map<List<String>, List<RegoModule>> below = new TreeMap<>(STEPS);

    private final Map<List<String>, List<RegoModule>> packages = new TreeMap<>(STEPS);
    private final Set<RegoModule> reached = Collections.newSetFromMap(new IdentityHashMap<>());

    private Reach(Collection<RegoModule> modules) {
        for (RegoModule module : modules) {
            List<String> path = module.pkg().path().constantPath();
            packages.computeIfAbsent(path, ignored -> new ArrayList<>()).add(module);
            for (int size = 0; size <= path.size(); size++) {
                below.computeIfAbsent(path.subList(0, size), ignored -> new ArrayList<>())
                        .add(module);
            }
        }
    }

    /**
     * The errors that a change can have made.
     *
     * @param before the set before the change
     * @param after the set after it; modules that did not change are the same objects
     * @param plan what was changed
     */
    public static List<Diagnostic> check(PolicySet before, PolicySet after, Plan plan) {
        List<RegoModule> changed = new ArrayList<>();
        for (int i = 0; i < after.modules().size(); i++) {
            if (before.modules().get(i) != after.modules().get(i)) {
                changed.add(after.modules().get(i));
            }
        }
        // These stages of the compiler look at one module at a time.
        List<Diagnostic> errors = changed.parallelStream()
                .flatMap(module -> after.names().check(List.of(module)).stream())
                .toList();
        if (!errors.isEmpty()) {
            return errors;
        }
        Reach reach = new Reach(after.modules());
        // A variable that has the name of a built-in may be taken for it where its type is asked for.
        boolean namesBuiltin = plan.edits.stream()
                .anyMatch(edit ->
                        after.options().capabilities().builtin(edit.text()).isPresent());
        Deque<RegoModule> open = new ArrayDeque<>(plan.changesRules() || namesBuiltin ? changed : List.of());
        if (plan.movesDocuments()) {
            after.modules().parallelStream()
                    .filter(module -> paths(module).stream().anyMatch(plan::concerns))
                    .toList()
                    .forEach(open::add);
        }
        reach.follow(open);
        return Checker.check(
                after.modules().stream().filter(reach.reached::contains).toList(), after.options());
    }

    private void follow(Deque<RegoModule> open) {
        Set<List<String>> met = new TreeSet<>(STEPS);
        while (!open.isEmpty()) {
            RegoModule module = open.remove();
            if (reached.add(module)) {
                Set<List<String>> paths = paths(module);
                paths.add(module.pkg().path().constantPath());
                paths.stream().filter(met::add).forEach(path -> made(path, open));
            }
        }
    }

    /** The modules that may make a document, or something in it. */
    private void made(List<String> path, Deque<RegoModule> open) {
        open.addAll(below.getOrDefault(path, List.of()));
        for (int size = 0; size < path.size(); size++) {
            open.addAll(packages.getOrDefault(path.subList(0, size), List.of()));
        }
    }

    /** The documents that a module refers to. */
    private static Set<List<String>> paths(RegoModule module) {
        List<String> pkg = module.pkg().path().constantPath();
        Map<String, List<String>> roots = new HashMap<>(Map.of("data", List.of()));
        for (Import each : module.imports()) {
            if (each.path().startsWith("data")) {
                roots.put(each.name(), each.path().constantPath());
            }
        }
        Set<List<String>> paths = new TreeSet<>(STEPS);
        addPaths(module.rules(), roots, pkg, paths);
        return paths;
    }

    private static void addPaths(
            List<? extends Node> nodes, Map<String, List<String>> roots, List<String> pkg, Set<List<String>> paths) {
        NodeWalk.walk(nodes, node -> {
            if (node instanceof RefTerm ref && ref.headName() != null) {
                paths.add(path(ref.headName(), ref.constantPath(), roots, pkg));
                addPaths(ref.operands(), roots, pkg, paths);
                return false;
            } else if (node instanceof VarTerm name) {
                paths.add(path(name.name(), List.of(), roots, pkg));
            }
            return true;
        });
    }

    /** What a name stands for, if it is that of a root document, an import, or a rule of the package. */
    private static List<String> path(
            String name, List<String> below, Map<String, List<String>> roots, List<String> pkg) {
        List<String> base = roots.get(name);
        List<String> path = new ArrayList<>(pkg.size() + 1 + below.size());
        path.addAll(base == null ? pkg : base);
        if (base == null) {
            path.add(name);
        }
        path.addAll(below);
        return path;
    }
}
