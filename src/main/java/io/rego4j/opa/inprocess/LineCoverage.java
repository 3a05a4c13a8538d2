package io.rego4j.opa.inprocess;

import io.rego4j.ast.Expr;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.opa.Coverage;
import io.rego4j.opa.Coverage.FileCoverage;
import io.rego4j.opa.evaluate.Place;
import io.rego4j.opa.evaluate.Visits;
import io.rego4j.source.Source;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The lines of policies that were evaluated, by OPA's rules ({@code v1/cover/cover.go}): a rule's head is covered when the rule
 * is true, an expression when its evaluation has begun.
 */
final class LineCoverage {
    private final Visits visits;
    private final String file;
    private final TreeSet<Integer> covered = new TreeSet<>();
    private final TreeSet<Integer> notCovered = new TreeSet<>();

    private LineCoverage(Visits visits, String file) {
        this.visits = visits;
        this.file = file;
    }

    /**
     * The coverage of modules.
     *
     * @param modules the modules by their ids
     * @param files the plan's names for them
     */
    static Coverage of(Visits visits, Map<String, RegoModule> modules, Map<String, String> files) {
        Map<String, FileCoverage> coverages = new TreeMap<>();
        int covered = 0;
        int notCovered = 0;
        for (Map.Entry<String, RegoModule> module : modules.entrySet()) {
            LineCoverage lines = new LineCoverage(visits, files.getOrDefault(module.getKey(), module.getKey()));
            NodeWalk.all(module.getValue(), Rule.class).forEach(lines::add);
            covered += lines.covered.size();
            notCovered += lines.notCovered.size();
            coverages.put(
                    module.getKey(),
                    new FileCoverage(
                            percent(lines.covered.size(), lines.notCovered.size()),
                            List.copyOf(lines.covered),
                            List.copyOf(lines.notCovered)));
        }
        return new Coverage(percent(covered, notCovered), coverages, "");
    }

    private static double percent(int covered, int notCovered) {
        return covered + notCovered == 0 ? 0 : 100.0 * covered / (covered + notCovered);
    }

    private void add(Rule rule) {
        Origin head = rule.head().origin();
        boolean holds = visits.hasResult(start(head), end(head));
        // OPA plans no function that nothing calls.
        boolean isPlanned = visits.isPlanned(start(head), end(head));
        add(head, holds);
        NodeWalk.walk(List.of(rule.head(), rule.body()), node -> {
            if (node instanceof Expr expr && !expr.generated()) {
                boolean isVisited = isVisited(expr);
                boolean isCounted = !isPlanned || isPlanned(expr) && !(expr.terms() instanceof SomeDecl);
                if (isVisited || isCounted) {
                    add(expr.origin(), isVisited);
                }
            }
            return true;
        });
        addConstants(rule.body().exprs(), holds);
    }

    /** A constant expression such as {@code true} has no statement: it is covered if the next one is, or if the rule is true. */
    private void addConstants(List<Expr> body, boolean holds) {
        boolean isNextVisited = holds;
        for (int i = body.size() - 1; i >= 0; i--) {
            Expr expr = body.get(i);
            if (isPlanned(expr)) {
                isNextVisited = isVisited(expr);
            } else if (isNextVisited && !expr.generated() && !(expr.terms() instanceof SomeDecl)) {
                add(expr.origin(), true);
            }
        }
    }

    private boolean isPlanned(Expr expr) {
        return visits.isPlanned(start(expr.origin()), end(expr.origin()));
    }

    private boolean isVisited(Expr expr) {
        return visits.isVisited(start(expr.origin()), end(expr.origin()));
    }

    private Place start(Origin origin) {
        return new Place(file, origin.row(), origin.column());
    }

    private Place end(Origin origin) {
        Source source = origin.source();
        return source == null
                ? new Place(file, 0, 0)
                : new Place(file, source.row(origin.end()), source.column(origin.end()));
    }

    private void add(Origin origin, boolean isCovered) {
        for (int row = origin.row(); row <= end(origin).row(); row++) {
            (isCovered ? covered : notCovered).add(row);
        }
    }
}
