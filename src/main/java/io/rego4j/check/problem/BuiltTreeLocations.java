package io.rego4j.check.problem;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
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
import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.problem.Problems.Problem;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
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
public final class BuiltTreeLocations {
    /** No file has this name, which sorts after all others. */
    private static final String NAME = "\uffff";

    /** A place that is no line feed, and a line feed. */
    private static final String ROW = "-\n";

    /** A longer expression is cut in messages. */
    private static final int LONGEST = 120;

    /** What stands in a row: a rule by its name, or one of its expressions. */
    private record Row(String rule, @Nullable Expr expr) {
        @Override
        public String toString() {
            if (expr == null) {
                return rule;
            }
            String text = text(expr).replaceAll("\\s+", " ");
            int length = text.codePointCount(0, text.length());
            String shown = length <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
            return rule + ", expression " + shown;
        }
    }

    /** An expression as its author thinks of it: operators between their operands. */
    private static String text(Expr expr) {
        CallTerm call = Refs.call(expr);
        Builtin builtin = call == null || call.args().size() != 2
                ? null
                : Capabilities.current().builtin(Refs.operatorName(call)).orElse(null);
        if (call == null || builtin == null || builtin.infix().isEmpty()) {
            return expr.toString();
        }
        String not = expr.negated() ? "not " : "";
        return not + call.args().get(0) + " " + builtin.infix() + " "
                + call.args().get(1);
    }

    private final Map<Source, List<Row>> rows = new IdentityHashMap<>();

    /** The module with places for all that has none; the module itself if nothing lacks one. */
    public RegoModule placed(RegoModule module) {
        if (!lacksPlaces(module)) {
            return module;
        }
        List<Row> labels = new ArrayList<>();
        new Placer(labels, null).module(module);
        Source source = Source.of(NAME, ROW.repeat(labels.size()));
        rows.put(source, labels);
        return new Placer(new ArrayList<>(), source).module(module);
    }

    /** The error for users: what stands in a made-up row is named instead. */
    public Diagnostic shown(Problem problem) {
        Row row = row(problem.origin());
        return row == null
                ? problem.toDiagnostic()
                : new Diagnostic(problem.code(), problem.message() + " (" + row + ")", null, problem.hints());
    }

    /** A place as OPA's messages show it; for a built rule, its name. */
    public String place(Origin origin) {
        Row row = row(origin);
        if (row != null) {
            return row.rule;
        }
        return origin.span()
                .map(span -> span.source().name().isEmpty()
                        ? span.row() + ":" + span.column()
                        : span.source().name() + ":" + span.row())
                .orElse("an unknown place");
    }

    /** True for the place of a node that was built. */
    public static boolean isBuilt(Origin origin) {
        return origin.source() != null && origin.source().name().equals(NAME);
    }

    private @Nullable Row row(Origin origin) {
        List<Row> labels = origin.source() == null ? null : rows.get(origin.source());
        return labels == null ? null : labels.get(origin.row() - 1);
    }

    private static boolean lacksPlaces(RegoModule module) {
        return NodeQueries.any(
                module,
                node -> (node instanceof Rule || node instanceof Expr)
                        && !node.origin().isPresent());
    }

    /** Counts rows as it goes; without a source it only writes down what stands in them. */
    private static final class Placer extends Rewriter {
        private final List<Row> labels;
        private final @Nullable Source source;
        private String rule = "";
        private Origin row = Origin.NONE;

        Placer(List<Row> labels, @Nullable Source source) {
            this.labels = labels;
            this.source = source;
        }

        private Origin next(Row label) {
            labels.add(label);
            int at = (labels.size() - 1) * ROW.length();
            return source == null ? Origin.NONE : Origin.of(source, at, at, at);
        }

        private Origin placed(Node node) {
            return node.origin().isPresent() || source == null
                    ? node.origin()
                    : node.origin().at(row);
        }

        @Override
        public RegoModule module(RegoModule module) {
            row = next(new Row("package " + module.pkg().name(), null));
            RegoModule placed = super.module(module);
            return placed.withPackage(placed.pkg().withOrigin(placed(placed.pkg())))
                    .withImports(placed.imports().stream()
                            .map(imported -> imported.withOrigin(placed(imported)))
                            .toList());
        }

        @Override
        public Rule rule(Rule rule) {
            this.rule = "rule " + rule.head().ref();
            Origin own = next(new Row(this.rule, null));
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
            row = next(new Row(rule, expr));
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
