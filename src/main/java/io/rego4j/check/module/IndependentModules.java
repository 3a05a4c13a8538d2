package io.rego4j.check.module;

import io.rego4j.ast.RegoModule;
import io.rego4j.check.tree.ModuleScan;
import io.rego4j.internal.deep.DeepStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Divides modules into sets that do not refer to each other. Two modules belong together if the package of one is, or
 * lies above or below, the package of the other or a document that the other names; and so do those that belong to a
 * third.
 */
public final class IndependentModules {
    /** A node of the tree of package paths. */
    private static final class Branch {
        private final Map<String, Branch> below = new HashMap<>();
        /** A module whose package ends here; -1 for none. */
        private int module = -1;
        /** A module of those that end here or below, which all belong together; -1 while they need not. */
        private int all = -1;
    }

    private final Branch root = new Branch();
    private final int[] sameAs;

    private IndependentModules(int modules) {
        sameAs = new int[modules];
        Arrays.setAll(sameAs, i -> i);
    }

    /** The sets, each in the order of the modules, by their first modules. */
    public static Collection<List<ModuleScan>> of(List<ModuleScan> modules) {
        IndependentModules sets = new IndependentModules(modules.size());
        for (int i = 0; i < modules.size(); i++) {
            sets.claim(modules.get(i).module, i);
        }
        for (int i = 0; i < modules.size(); i++) {
            for (List<String> document : modules.get(i).documents) {
                sets.join(document, i);
            }
        }
        Map<Integer, List<ModuleScan>> found = new LinkedHashMap<>();
        for (int i = 0; i < modules.size(); i++) {
            found.computeIfAbsent(sets.find(i), set -> new ArrayList<>()).add(modules.get(i));
        }
        return found.values();
    }

    private void claim(RegoModule module, int index) {
        Branch branch = root;
        for (String step : module.pkg().path().constantPath()) {
            branch = branch.below.computeIfAbsent(step, s -> new Branch());
        }
        if (branch.module < 0) {
            branch.module = index;
        }
        join(branch.module, index);
    }

    /** Joins a module with those whose packages are on the way to a document, are it, or lie below it. */
    private void join(List<String> path, int index) {
        Branch branch = root;
        for (String step : path) {
            if (branch.module >= 0) {
                join(branch.module, index);
            }
            Branch next = branch.below.get(step);
            if (next == null) {
                return;
            }
            branch = next;
        }
        int all = all(branch);
        if (all >= 0) {
            join(all, index);
        }
    }

    /** Joins all modules at and below a step: one of them; -1 if there is none. */
    private int all(Branch branch) {
        if (branch.all < 0) {
            int found = branch.module;
            for (Branch next : branch.below.values()) {
                int below = DeepStack.step(() -> all(next));
                if (found >= 0 && below >= 0) {
                    join(found, below);
                }
                found = Math.max(found, below);
            }
            branch.all = found;
        }
        return branch.all;
    }

    private void join(int one, int other) {
        int a = find(one);
        int b = find(other);
        sameAs[Math.max(a, b)] = Math.min(a, b);
    }

    private int find(int module) {
        int at = module;
        while (sameAs[at] != at) {
            sameAs[at] = sameAs[sameAs[at]];
            at = sameAs[at];
        }
        return at;
    }
}
