package io.rego4j.check;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.ast.With;
import io.rego4j.check.Problems.Problem;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives the nodes of a built tree places, so that its errors can be told from each other: a text is made up that has one
 * row for each rule and expression, and whatever has no place of its own gets that row. An error there is shown without
 * a place, but with the rule and the expression that stand in the row.
 */
final class BuiltPlaces {
    /** No file has this name, which sorts after all others. */
    private static final String NAME = "\uffff";

    private static final String SEPARATOR = "\t";

    private final Map<Source, List<String>> rows = new IdentityHashMap<>();

    /** The module with places for all that has none; the module itself if nothing lacks one. */
    RegoModule placed(RegoModule module) {
        if (!lacksPlaces(module)) {
            return module;
        }
        List<String> labels = new ArrayList<>();
        new Placer(labels, null).module(module);
        Source source = Source.of(NAME, "\n".repeat(labels.size()));
        rows.put(source, labels);
        return new Placer(new ArrayList<>(), source).module(module);
    }

    /** The error for users: what stands in a made-up row is named instead. */
    Diagnostic shown(Problem problem) {
        String label = label(problem.origin());
        if (label == null) {
            return problem.toDiagnostic();
        }
        String[] parts = label.split(SEPARATOR, 2);
        String where = parts.length == 1 ? parts[0] : parts[0] + ", expression " + parts[1];
        return new Diagnostic(problem.code(), problem.message() + " (" + where + ")", null, problem.hints());
    }

    /** A place as OPA's messages show it; for a built rule, its name. */
    String place(Origin origin) {
        String label = label(origin);
        if (label != null) {
            return label.split(SEPARATOR, 2)[0];
        }
        return origin.span()
                .map(span -> span.source().name().isEmpty()
                        ? span.row() + ":" + span.column()
                        : span.source().name() + ":" + span.row())
                .orElse("an unknown place");
    }

    /** True for the place of a node that was built. */
    static boolean isBuilt(Origin origin) {
        return origin.source() != null && origin.source().name().equals(NAME);
    }

    private @Nullable String label(Origin origin) {
        List<String> labels = origin.source() == null ? null : rows.get(origin.source());
        return labels == null ? null : labels.get(origin.row() - 1);
    }

    private static boolean lacksPlaces(RegoModule module) {
        return Walk.any(
                module,
                node -> (node instanceof Rule || node instanceof Expr)
                        && !node.origin().isPresent());
    }

    /** Counts rows as it goes; without a source it only writes down what stands in them. */
    private static final class Placer extends Rewriter {
        private final List<String> labels;
        private final @Nullable Source source;
        private String rule = "";
        private Origin row = Origin.NONE;

        Placer(List<String> labels, @Nullable Source source) {
            this.labels = labels;
            this.source = source;
        }

        private Origin next(String label) {
            labels.add(label);
            int at = labels.size() - 1;
            return source == null ? Origin.NONE : Origin.of(source, at, at, at);
        }

        private Origin placed(Node node) {
            return node.origin().isPresent() || source == null
                    ? node.origin()
                    : node.origin().at(row);
        }

        @Override
        public RegoModule module(RegoModule module) {
            row = next("package " + module.pkg().name());
            RegoModule placed = super.module(module);
            return placed.withPackage(placed.pkg().withOrigin(placed(placed.pkg())))
                    .withImports(placed.imports().stream()
                            .map(imported -> imported.withOrigin(placed(imported)))
                            .toList());
        }

        @Override
        public Rule rule(Rule rule) {
            this.rule = "rule " + rule.head().ref();
            Origin own = next(this.rule);
            row = own;
            Head head = head(rule.head());
            Body body = body(rule.body());
            Rule elseRule = rule.elseRule() == null ? null : rule(rule.elseRule());
            row = own;
            return new Rule(rule.isDefault(), head, body, elseRule, rule.annotations(), placed(rule));
        }

        @Override
        public Head head(Head head) {
            return super.head(head).withOrigin(placed(head));
        }

        @Override
        protected RefTerm headRef(RefTerm ref) {
            return new RefTerm(terms(ref.terms()), placed(ref));
        }

        @Override
        public Expr expr(Expr expr) {
            Origin outer = row;
            String text = source == null ? expr.toString().replaceAll("\\s+", " ") : "";
            row = next(rule + SEPARATOR + text);
            Expr placed = super.expr(expr);
            placed = placed.withOrigin(placed(placed));
            row = outer;
            return placed;
        }

        @Override
        public With with(With with) {
            With placed = super.with(with);
            return placed.withOrigin(placed(placed));
        }

        @Override
        public Term term(Term term) {
            Term placed = super.term(term);
            return placed.withOrigin(placed(placed));
        }

        @Override
        protected Term operator(Term operator) {
            return term(operator);
        }
    }
}
