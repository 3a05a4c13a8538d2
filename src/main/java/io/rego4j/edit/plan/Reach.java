package io.rego4j.edit.plan;

import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The modules of a set that a change can make wrong, with all that they refer to. Any other module is the same as before, means the
 * same, and refers to the same: what the compiler says of it does not change. Names are taken as they are written, so a module may
 * be here that has a local variable with the name of an import.
 */
public final class Reach {
    /** The modules of each package, under its path and all paths above it. */
    private final Map<List<String>, List<RegoModule>> below = new HashMap<>();

    private final Map<List<String>, List<RegoModule>> packages = new HashMap<>();
    private final Set<RegoModule> reached = Collections.newSetFromMap(new IdentityHashMap<>());

    private Reach(Collection<RegoModule> modules) {
        for (RegoModule module : modules) {
            List<String> path = strings(module.pkg().path().operands());
            packages.computeIfAbsent(path, ignored -> new ArrayList<>()).add(module);
            for (int size = 0; size <= path.size(); size++) {
                below.computeIfAbsent(path.subList(0, size), ignored -> new ArrayList<>())
                        .add(module);
            }
        }
    }

    /**
     * What the changed modules and those that read around the changed documents need.
     *
     * @param modules all modules, as they are after the change
     * @param changed those of them with another text
     * @param plan what was changed
     */
    public static List<RegoModule> of(List<RegoModule> modules, Collection<RegoModule> changed, Plan plan) {
        Reach reach = new Reach(modules);
        Deque<RegoModule> open = new ArrayDeque<>(changed);
        modules.parallelStream()
                .filter(module ->
                        plan.movesDocuments() && paths(module).stream().anyMatch(plan::concerns))
                .toList()
                .forEach(open::add);
        Set<List<String>> met = new HashSet<>();
        while (!open.isEmpty()) {
            RegoModule module = open.remove();
            if (reach.reached.add(module)) {
                paths(module).stream().filter(met::add).forEach(path -> reach.made(path, open));
            }
        }
        return modules.stream().filter(reach.reached::contains).toList();
    }

    /** The modules that may make a document, or something in it. */
    private void made(List<String> path, Deque<RegoModule> open) {
        open.addAll(below.getOrDefault(path, List.of()));
        for (int size = 0; size < path.size(); size++) {
            open.addAll(packages.getOrDefault(path.subList(0, size), List.of()));
        }
    }

    /** The documents that a module refers to, and its package. */
    private static Set<List<String>> paths(RegoModule module) {
        List<String> pkg = strings(module.pkg().path().operands());
        Map<String, List<String>> roots = new HashMap<>(Map.of("data", List.of()));
        for (Import each : module.imports()) {
            if (each.path().startsWith("data")) {
                roots.put(each.name(), strings(each.path().operands()));
            }
        }
        Set<List<String>> paths = new HashSet<>(Set.of(pkg));
        Set<VarTerm> heads = Collections.newSetFromMap(new IdentityHashMap<>());
        for (RefTerm ref : NodeWalk.all(module.rules(), RefTerm.class)) {
            if (ref.head() instanceof VarTerm name) {
                heads.add(name);
                paths.add(path(name.name(), ref.operands(), roots, pkg));
            }
        }
        for (VarTerm name : NodeWalk.all(module.rules(), VarTerm.class)) {
            if (!heads.contains(name)) {
                paths.add(path(name.name(), List.of(), roots, pkg));
            }
        }
        return paths;
    }

    /** What a name stands for, if it is that of a root document, an import, or a rule of the package. */
    private static List<String> path(
            String name, List<Term> operands, Map<String, List<String>> roots, List<String> pkg) {
        List<String> base = roots.get(name);
        List<String> path = new ArrayList<>(base == null ? pkg : base);
        if (base == null) {
            path.add(name);
        }
        path.addAll(strings(operands));
        return path;
    }

    /** The first operands, up to the first that is no string. */
    private static List<String> strings(List<Term> operands) {
        List<String> strings = new ArrayList<>();
        for (Term term : operands) {
            if (!(term instanceof StringTerm string)) {
                break;
            }
            strings.add(string.value());
        }
        return strings;
    }
}
