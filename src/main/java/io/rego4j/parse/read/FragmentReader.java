package io.rego4j.parse.read;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.build.RuleFromExpression;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads pieces of policies: OPA's {@code ParseBody}, {@code ParseExpr}, {@code ParseTerm}, {@code ParseRef}, {@code ParseRule}. */
public final class FragmentReader {
    private FragmentReader() {}

    public static Parsed<Body> body(Source source, ParseOptions options) {
        StatementReader statements = StatementReader.readQuery(source, options);
        List<Expr> exprs = new ArrayList<>();
        List<Diagnostic> problems = new ArrayList<>(statements.problems());
        for (Node node : statements.nodes()) {
            if (node instanceof Expr expr) {
                exprs.add(expr);
            } else if (problems.isEmpty()) {
                problems.add(error("expected body but got " + name(node), node));
            }
        }
        if (exprs.isEmpty() && problems.isEmpty()) {
            problems.add(new Diagnostic(Diagnostic.PARSE_ERROR, "empty body", null));
        }
        return new Parsed<>(exprs.isEmpty() ? null : new Body(exprs), problems);
    }

    public static Parsed<Expr> expr(Source source, ParseOptions options) {
        Parsed<Body> parsed = body(source, options);
        Body body = parsed.tree();
        List<Diagnostic> problems = new ArrayList<>(parsed.diagnostics());
        if (problems.isEmpty() && body != null && body.size() != 1) {
            problems.add(error("expected exactly one expression but got " + body.size(), body.get(1)));
        }
        return new Parsed<>(body == null ? null : body.get(0), problems);
    }

    public static Parsed<Term> term(Source source, ParseOptions options) {
        Parsed<Expr> parsed = expr(source, options);
        Expr expr = parsed.tree();
        List<Diagnostic> problems = new ArrayList<>(parsed.diagnostics());
        // A call by itself is an expression in OPA; here it is a term too.
        Term term = expr != null && expr.terms() instanceof Term t ? t : null;
        boolean assigns = term instanceof CallTerm call && isEquation(call);
        if (problems.isEmpty()
                && expr != null
                && (term == null || assigns || expr.negated() || !expr.with().isEmpty())) {
            problems.add(error("expected term but got an expression", expr));
        }
        return new Parsed<>(problems.isEmpty() ? term : null, problems);
    }

    private static boolean isEquation(CallTerm call) {
        String operator = call.operator().origin().text();
        return operator.equals("=") || operator.equals(":=");
    }

    public static Parsed<RefTerm> ref(Source source, ParseOptions options) {
        Parsed<Term> parsed = term(source, options);
        Term term = parsed.tree();
        List<Diagnostic> problems = new ArrayList<>(parsed.diagnostics());
        RefTerm ref = term instanceof RefTerm r ? r : null;
        if (problems.isEmpty() && term != null && ref == null) {
            problems.add(error("expected ref but got " + term.kind(), term));
        }
        return new Parsed<>(ref, problems);
    }

    public static Parsed<Rule> rule(Source source, ParseOptions options) {
        StatementReader statements = StatementReader.read(source, options);
        List<Diagnostic> problems = new ArrayList<>(statements.problems());
        List<Node> nodes = statements.nodes();
        Rule rule = null;
        if (problems.isEmpty() && nodes.size() != 1) {
            problems.add(new Diagnostic(
                    Diagnostic.PARSE_ERROR,
                    "expected exactly one rule but got " + nodes.size() + " statements",
                    nodes.isEmpty() ? null : nodes.get(1).origin().span().orElse(null)));
        } else if (problems.isEmpty()) {
            rule = rule(nodes.get(0), problems);
        }
        return new Parsed<>(rule, problems);
    }

    private static @Nullable Rule rule(Node node, List<Diagnostic> problems) {
        if (node instanceof Rule rule) {
            return rule;
        }
        if (node instanceof Expr expr) {
            try {
                return RuleFromExpression.rule(expr);
            } catch (RuleFromExpression.NoRule e) {
                problems.add(error(String.valueOf(e.getMessage()), expr));
                return null;
            }
        }
        problems.add(error("expected rule but got " + name(node), node));
        return null;
    }

    private static Diagnostic error(String message, Node node) {
        return new Diagnostic(
                Diagnostic.PARSE_ERROR, message, node.origin().span().orElse(null));
    }

    private static String name(Node node) {
        return node.getClass().getSimpleName();
    }
}
