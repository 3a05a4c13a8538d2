package io.rego4j.edit.name;

import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.VarTerm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The documents that the packages and rules of a set define. */
public final class Documents {
    /** A document that a package or rule makes, or that holds one. */
    private static final class Branch {
        private final Map<String, Branch> below = new HashMap<>();
        /** The first statement that makes the document or one below it. */
        private final Node maker;

        private boolean isRule;

        /** True for what the first name of a rule's head means: {@code data.a.p} for {@code p.q.r} of package {@code a}. */
        private boolean isName;

        private Branch(Node maker) {
            this.maker = maker;
        }

        private Branch below(String step, Node statement) {
            return below.computeIfAbsent(step, ignored -> new Branch(statement));
        }
    }

    private final Branch data = new Branch(new VarTerm("data"));

    public Documents(Collection<RegoModule> modules) {
        for (RegoModule module : modules) {
            Branch pkg = data;
            for (String step : module.pkg().path().constantPath()) {
                pkg = pkg.below(step, module.pkg());
            }
            for (Rule rule : module.rules()) {
                Branch document = pkg.below(name(rule), rule);
                document.isName = true;
                if (!rule.head().ref().operands().isEmpty()) {
                    for (String step : rule.head().ref().constantPath()) {
                        document = document.below(step, rule);
                    }
                }
                document.isRule = true;
            }
        }
    }

    /** The document of a rule, up to its first part that is no string. */
    public static DataPath of(DataPath pkg, Rule rule) {
        List<String> parts = new ArrayList<>(pkg.parts());
        parts.add(name(rule));
        parts.addAll(rule.head().ref().constantPath());
        return new DataPath(parts);
    }

    private static String name(Rule rule) {
        String name = rule.head().ref().headName();
        return name == null ? "" : name;
    }

    /** What lies on the way to a document, as far as packages and rules make it, and the document last. */
    private List<Branch> way(DataPath path) {
        List<Branch> way = new ArrayList<>();
        Branch next = data;
        for (int i = 0; next != null && i < path.size(); i++) {
            next = next.below.get(path.parts().get(i));
            if (next != null) {
                way.add(next);
            }
        }
        return way;
    }

    /** True if a package or rule makes the document, or one below it. */
    public boolean isThere(DataPath path) {
        return path.size() > 0 && way(path).size() == path.size();
    }

    /** The statement that makes a document, one below it, or as a rule one above it; null if the path is free. */
    public @Nullable Node clash(DataPath path) {
        List<Branch> way = way(path);
        return way.stream()
                .filter(each -> each.isRule)
                .findFirst()
                .or(() -> way.stream().skip(path.size() - 1L).findFirst())
                .map(each -> each.maker)
                .orElse(null);
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

    /** True if a rule makes the document or one below it, and no package does. */
    public boolean isRule(DataPath path) {
        List<Branch> way = way(path);
        return way.size() == path.size() && way.stream().anyMatch(each -> each.isName);
    }

    /**
     * True if some package or rule makes the document, or one above or below it, or if it lies in what a name of a rule means:
     * what a {@code with} puts beside {@code p.q} moves with {@code p}. If not, it comes from data: of a document below a
     * package nobody knows.
     */
    public boolean isMade(DataPath path) {
        return isThere(path) || way(path).stream().anyMatch(each -> each.isName);
    }

    /** True if a package or rule makes the document, or one above or below it. */
    public boolean isKnown(DataPath path) {
        return isThere(path) || isInRule(path);
    }

    /** True if a rule makes the document or one above it. */
    public boolean isInRule(DataPath path) {
        return way(path).stream().anyMatch(each -> each.isRule);
    }

    /** The paths of all rules and packages, and of what lies above them, as Rego writes them, sorted. */
    private Set<String> all() {
        Set<String> all = new TreeSet<>();
        add(data, new DataPath(List.of()), all);
        return all;
    }

    private static void add(Branch above, DataPath path, Set<String> all) {
        above.below.forEach((step, branch) -> {
            DataPath below = path.plus(List.of(step));
            all.add(below.toString());
            add(branch, below, all);
        });
    }
}
