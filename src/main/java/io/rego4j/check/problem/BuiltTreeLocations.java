package io.rego4j.check.problem;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.Builtin;
import io.rego4j.check.Capabilities;
import io.rego4j.check.problem.Problems.Problem;
import io.rego4j.check.tree.ModuleScan;
import io.rego4j.check.tree.OperatorRewriter;
import io.rego4j.check.tree.Refs;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives nodes without a source location one in a placeholder text, which has a row for each rule and expression, so that
 * errors can be traced to them. An error there is shown without a location, but names the rule and the expression.
 */
public final class BuiltTreeLocations {
    /** No file has this name, which sorts after all others. */
    private static final String NAME = "\uffff";

    /** A row: a character for its location, and a line feed. */
    private static final String ROW = "-\n";

    /** A longer expression is cut in messages. */
    private static final int LONGEST = 120;

    /** The node that a row of a placeholder text stands for: the package, a rule, or one of its expressions. */
    private record Row(String kind, Object name, @Nullable Expr expr) {
        String owner() {
            return kind + " " + name;
        }

        @Override
        public String toString() {
            if (expr == null) {
                return owner();
            }
            String text = text(expr).replaceAll("\\s+", " ");
            int length = text.codePointCount(0, text.length());
            String shown = length <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
            return owner() + ", expression " + shown;
        }
    }

    /** An expression with infix operators. */
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
    public RegoModule placed(RegoModule module, ModuleScan scan) {
        if (!scan.built) {
            return module;
        }
        // A row for the package, and one for each statement.
        Source source = Source.of(NAME, ROW.repeat(1 + scan.statements));
        Placer placer = new Placer(source);
        RegoModule placed = placer.module(module);
        rows.put(source, placer.labels);
        return placed;
    }

    /** The diagnostic; for a placeholder location, its message names rule and expression instead. */
    public Diagnostic shown(Problem problem) {
        Row row = row(problem.origin());
        return row == null
                ? problem.toDiagnostic()
                : new Diagnostic(problem.code(), problem.message() + " (" + row + ")", null, problem.hints());
    }

    /** A location as OPA's messages show it; for a built rule, its name. */
    public String place(Origin origin) {
        Row row = row(origin);
        if (row != null) {
            return row.owner();
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

    /** Takes a row for each statement, in the order in which it comes to them. */
    private static final class Placer extends OperatorRewriter {
        final List<Row> labels = new ArrayList<>();
        private final Source source;
        private Node rule = new VarTerm("_");
        private Origin row = Origin.NONE;

        Placer(Source source) {
            this.source = source;
        }

        private Origin next(Row label) {
            labels.add(label);
            int at = (labels.size() - 1) * ROW.length();
            return Origin.of(source, at, at, at);
        }

        private Origin placed(Node node) {
            return node.origin().isPresent() ? node.origin() : node.origin().at(row);
        }

        @Override
        public RegoModule module(RegoModule module) {
            row = next(new Row("package", module.pkg().name(), null));
            RegoModule placed = super.module(module);
            return placed.withPackage(placed.pkg().withOrigin(placed(placed.pkg())))
                    .withImports(placed.imports().stream()
                            .map(imported -> imported.withOrigin(placed(imported)))
                            .toList());
        }

        @Override
        public Rule rule(Rule rule) {
            this.rule = rule.head().ref();
            Origin own = next(new Row("rule", this.rule, null));
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
        public RefTerm headRef(RefTerm ref) {
            return new RefTerm(terms(ref.terms()), placed(ref));
        }

        @Override
        public Expr expr(Expr expr) {
            Origin outer = row;
            row = next(new Row("rule", rule, expr));
            Expr placed = super.expr(expr);
            placed = placed.withOrigin(placed(placed));
            if (placed.terms() instanceof CallTerm call) {
                // Stages that take the call out of the expression take its place with it.
                placed = placed.withTerms(call.withOrigin(placed(call)));
            }
            row = outer;
            return placed;
        }

        @Override
        public With with(With with) {
            With placed = super.with(with);
            return placed.withOrigin(placed(placed));
        }

        @Override
        public ExprTerms visitSomeDecl(SomeDecl some) {
            SomeDecl placed = (SomeDecl) super.visitSomeDecl(some);
            return new SomeDecl(placed.symbols(), placed(placed));
        }

        @Override
        public ExprTerms visitEvery(Every every) {
            Every placed = (Every) super.visitEvery(every);
            return new Every(placed.key(), placed.value(), placed.domain(), placed.body(), placed(placed));
        }

        @Override
        public Term term(Term term) {
            Term placed = super.term(term);
            return placed.withOrigin(placed(placed));
        }
    }
}
