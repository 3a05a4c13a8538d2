package io.rego4j.format.target;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gives local variables another name where theirs is a keyword of the Rego that the policy is written for. Rules,
 * functions and imports keep their names, which other policies may use.
 */
public final class FreshNames extends Rewriter {
    private final Map<String, String> names;

    private FreshNames(Map<String, String> names) {
        this.names = names;
    }

    /**
     * The new names of variables; empty if none needs one.
     *
     * @param taken names of rules that other modules of the package have
     */
    public static Map<String, String> needed(RegoModule module, RegoVersion target, Set<String> taken) {
        Set<String> keywords = target == RegoVersion.V0 ? Set.of() : target.keywords();
        Set<String> used = new HashSet<>();
        module.rules().forEach(rule -> collect(rule, used));
        Set<String> global = new HashSet<>(taken);
        for (Rule rule : module.rules()) {
            if (rule.head().ref().head() instanceof VarTerm name) {
                global.add(name.name());
            }
        }
        for (Import imp : module.imports()) {
            global.add(imp.name());
        }
        Map<String, String> names = new TreeMap<>();
        for (String name : used) {
            if (keywords.contains(name) && !global.contains(name)) {
                String fresh = name + "_";
                while (used.contains(fresh) || global.contains(fresh)) {
                    fresh += "_";
                }
                names.put(name, fresh);
            }
        }
        return names;
    }

    public static RegoModule rename(RegoModule module, Map<String, String> names) {
        return new FreshNames(names).module(module);
    }

    /** The variables of a node, without the names of what it calls. */
    private static void collect(Node node, Set<String> names) {
        if (node instanceof VarTerm variable) {
            names.add(variable.name());
        }
        List<Node> children = new ArrayList<>(node.children());
        if (node instanceof CallTerm call) {
            children.remove(call.operator());
        }
        children.forEach(child -> collect(child, names));
    }

    @Override
    public Term visitVar(VarTerm variable) {
        String name = names.get(variable.name());
        return name == null ? variable : new VarTerm(name, variable.origin());
    }
}
