package io.rego4j.edit.name;

import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The documents that the packages and rules of a set define. */
public final class Documents {
    /** Each package and rule, and what lies above them, with the first statement that makes it. */
    private final Map<List<String>, Node> made = new HashMap<>();

    private final Set<List<String>> rules = new HashSet<>();

    /** What the first name of each rule's head means: {@code data.a.p} for {@code p.q.r} of package {@code a}. */
    private final Set<List<String>> names = new HashSet<>();

    public Documents(Collection<RegoModule> modules) {
        for (RegoModule module : modules) {
            DataPath pkg = DataPath.of(module.pkg().path());
            add(pkg, module.pkg());
            for (Rule rule : module.rules()) {
                DataPath path = of(pkg, rule);
                rules.add(path.parts());
                names.add(path.first(pkg.size() + 1).parts());
                add(path, rule);
            }
        }
    }

    /** The document of a rule, up to its first part that is no string. */
    public static DataPath of(DataPath pkg, Rule rule) {
        String name = rule.head().ref().headName();
        return pkg.plus(List.of(name == null ? "" : name))
                .plus(DataPath.of(rule.head().ref()).parts());
    }

    private void add(DataPath path, Node statement) {
        for (int size = path.size(); size > 0; size--) {
            if (made.putIfAbsent(path.parts().subList(0, size), statement) != null) {
                return;
            }
        }
    }

    /** The first statement that makes a document, or one below it; null if none does. */
    public @Nullable Node maker(DataPath path) {
        return made.get(path.parts());
    }

    /** The statement that makes a document, one below it, or as a rule one above it; null if the path is free. */
    public @Nullable Node clash(DataPath path) {
        Node there = maker(path);
        for (int size = path.size(); there == null && size > 0; size--) {
            List<String> above = path.parts().subList(0, size);
            there = rules.contains(above) ? made.get(above) : null;
        }
        return there;
    }

    /** The paths of the set that have the longest start in common with a path, as Rego writes them: three at most. */
    public String nearest(DataPath path) {
        char[] wanted = path.toString().toCharArray();
        return all().stream()
                .collect(Collectors.groupingBy(
                        each -> Arrays.mismatch((each + "\n").toCharArray(), wanted),
                        TreeMap::new,
                        Collectors.toList()))
                .descendingMap()
                .values()
                .stream()
                .limit(1)
                .flatMap(List::stream)
                .limit(3)
                .collect(Collectors.joining(", "));
    }

    /**
     * True if some package or rule makes the document, or one above or below it, or if it lies in what a name of a rule means:
     * what a {@code with} puts beside {@code p.q} moves with {@code p}. If not, it comes from data: of a document below a
     * package nobody knows.
     */
    public boolean isMade(DataPath path) {
        return made.containsKey(path.parts()) || isIn(names, path);
    }

    /** True if a rule makes the document or one below it, and no package does. */
    public boolean isRule(DataPath path) {
        return made.containsKey(path.parts()) && isIn(names, path);
    }

    /** True if a package or rule makes the document, or one above or below it. */
    public boolean isKnown(DataPath path) {
        return made.containsKey(path.parts()) || isInRule(path);
    }

    /** True if a rule makes the document or one above it. */
    public boolean isInRule(DataPath path) {
        return isIn(rules, path);
    }

    private static boolean isIn(Set<List<String>> all, DataPath path) {
        for (int size = path.size(); size > 0; size--) {
            if (all.contains(path.parts().subList(0, size))) {
                return true;
            }
        }
        return false;
    }

    /** The paths of all rules and packages, and of what lies above them, as Rego writes them, sorted. */
    public Set<String> all() {
        Set<String> all = new TreeSet<>();
        made.keySet().forEach(parts -> all.add(new DataPath(parts).toString()));
        return all;
    }
}
