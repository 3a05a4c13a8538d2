package io.rego4j.migrate;

import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * New names for the rules and functions of a set whose names are keywords now, and the references to them from other
 * packages: {@code data.k.in}, {@code import data.k.in}, and {@code k.in} after {@code import data.k}.
 */
final class RuleRenames {
    /** Nothing is renamed. */
    static final RuleRenames NONE = new RuleRenames();

    private final Map<RefTerm, Map<String, String>> byPackage = new HashMap<>();

    private RuleRenames() {}

    /** The names for all rules of these modules that have one of the keywords. */
    static RuleRenames of(List<RegoModule> modules, Set<String> keywords, PackageNames known) {
        RuleRenames renames = new RuleRenames();
        for (RegoModule module : modules) {
            for (String name : PackageNames.of(module)) {
                if (keywords.contains(name)) {
                    RefTerm pkg = module.pkg().path();
                    renames.byPackage
                            .computeIfAbsent(pkg, ignored -> new TreeMap<>())
                            .computeIfAbsent(name, old -> fresh(old, pkg, modules, known));
                }
            }
        }
        return renames;
    }

    private static String fresh(String old, RefTerm pkg, List<RegoModule> modules, PackageNames known) {
        Set<String> taken = new HashSet<>();
        for (RegoModule module : modules) {
            if (module.pkg().path().equals(pkg)) {
                taken.addAll(known.of(module.pkg()));
                taken.addAll(names(module));
            }
        }
        return fresh(old, taken);
    }

    /** A name like the old one that is not taken. */
    static String fresh(String old, Set<String> taken) {
        String fresh = old + "_";
        while (taken.contains(fresh)) {
            fresh += "_";
        }
        return fresh;
    }

    /** The names that a module uses, in its rules and for its imports. */
    static Set<String> names(RegoModule module) {
        Set<String> names = new HashSet<>();
        NodeWalk.all(module.rules(), VarTerm.class).forEach(each -> names.add(each.name()));
        module.imports().forEach(each -> names.add(each.name()));
        return names;
    }

    /** The new names in a package, by the old ones. */
    Map<String, String> in(RefTerm pkg) {
        return byPackage.getOrDefault(pkg, Map.of());
    }

    /**
     * Renames what a module refers to in packages.
     *
     * @return new names of the module's own imports, by their old ones
     */
    Map<String, String> apply(RegoModule module, TextChanges changes) {
        Map<String, String> imports = new HashMap<>();
        Map<String, RefTerm> imported = new HashMap<>();
        for (Import each : module.imports()) {
            imported.put(each.name(), each.path());
            Found rule = find(each.path().terms());
            if (rule != null) {
                changes.replace(rule.name.origin(), rule.name.value(), rule.fresh);
                if (each.alias() == null && rule.isLast) {
                    imports.put(rule.name.value(), rule.fresh);
                }
            }
        }
        for (RefTerm ref : NodeWalk.all(module.rules(), RefTerm.class)) {
            RefTerm path = ref.headName() == null ? null : imported.get(ref.headName());
            List<Term> full = new ArrayList<>(path == null ? List.of(ref.head()) : path.terms());
            int own = full.size();
            full.addAll(ref.operands());
            Found rule = find(full);
            if (rule != null && rule.index >= own) {
                changes.replace(rule.name.origin(), rule.name.value(), rule.fresh);
            }
        }
        return imports;
    }

    /** A renamed rule in a path: the term that names it. */
    private record Found(int index, StringTerm name, String fresh, boolean isLast) {}

    private @Nullable Found find(List<Term> path) {
        for (var pkg : byPackage.entrySet()) {
            List<Term> prefix = pkg.getKey().terms();
            int index = prefix.size();
            if (path.size() > index
                    && path.subList(0, index).equals(prefix)
                    && path.get(index) instanceof StringTerm name
                    && pkg.getValue().containsKey(name.value())) {
                return new Found(index, name, pkg.getValue().get(name.value()), index + 1 == path.size());
            }
        }
        return null;
    }

    /** True if there is nothing to rename. */
    boolean isEmpty() {
        return byPackage.isEmpty();
    }

    /** The rules, as {@code data.k.in is data.k.in_}, for the user. */
    List<String> sentences() {
        List<String> all = new ArrayList<>();
        byPackage.forEach((pkg, names) ->
                names.forEach((old, fresh) -> all.add(pkg + "." + old + " is " + pkg + "." + fresh + " now")));
        return all.stream().sorted().toList();
    }
}
