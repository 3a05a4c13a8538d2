package io.rego4j.format.verify;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeVisitor;
import io.rego4j.ast.Not;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.With;
import io.rego4j.format.layout.ModuleFacts;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the text of a single node inside a module that is made for it, and compares it with the node. */
public final class FragmentReadBack implements NodeVisitor<@Nullable String> {
    private static final String OTHER = "what is read is another one";

    private final String text;
    private final RegoVersion version;
    private final String header;

    private FragmentReadBack(Node node, String text, RegoVersion version) {
        this.text = text;
        this.version = version;
        this.header = "package fragment\n\n" + (version == RegoVersion.V1 ? imports(node) : "");
    }

    /** The reason why a text is not read as a node; null if it is. */
    public static @Nullable String problem(Node node, String text, RegoVersion version) {
        return node.accept(new FragmentReadBack(node, text, version));
    }

    /** The keywords that a module must import. */
    private static String imports(Node node) {
        Node all = node instanceof ExprTerms terms ? new Expr(terms) : node;
        return ModuleFacts.of(all, true).keywordsToImport().stream()
                .map(keyword -> "import future.keywords." + keyword + "\n")
                .collect(Collectors.joining());
    }

    /** Reads the text as a rule, or between the parts of one. */
    private @Nullable String compare(String before, String after, Rule wanted) {
        String policy = header + before + text.strip() + after;
        ParseResult<RegoModule> read =
                RegoParser.parse(Source.of(policy), ParseOptions.of(version).withAllFeatures());
        if (!read.isSuccess()) {
            return read.diagnostics().get(0).text();
        }
        List<Rule> rules = read.orThrow().rules();
        return rules.size() == 1 && PolicyComparison.isSameRule(wanted, rules.get(0)) ? null : OTHER;
    }

    private @Nullable String compareBody(Body body) {
        String opening = version == RegoVersion.V0 ? "p {\n" : "p if {\n";
        Rule frame = RegoParser.parseRule(
                        Source.of(opening + "true\n}"), ParseOptions.of(version).withAllFeatures())
                .orThrow();
        return compare(opening, "\n}\n", frame.withBody(body));
    }

    private @Nullable String compareTerm(Term term) {
        String opening = version == RegoVersion.V0 ? "p = " : "p := ";
        Rule frame = RegoParser.parseRule(
                        Source.of(opening + "1"), ParseOptions.of(version).withAllFeatures())
                .orThrow();
        return compare(opening, "\n", frame.withHead(frame.head().withValue(term)));
    }

    private @Nullable String compareExpr(ExprTerms terms) {
        return compareBody(Body.of(new Expr(terms)));
    }

    @Override
    public @Nullable String visitRule(Rule rule) {
        return compare("", "\n", rule);
    }

    @Override
    public @Nullable String visitBody(Body body) {
        return compareBody(body);
    }

    @Override
    public @Nullable String visitExpr(Expr expr) {
        return compareBody(Body.of(expr));
    }

    @Override
    public @Nullable String visitTerm(Term term) {
        return compareTerm(term);
    }

    @Override
    public @Nullable String visitCall(CallTerm call) {
        boolean equation = call.calls("eq") || call.calls("assign");
        return equation ? compareExpr(call) : compareTerm(call);
    }

    @Override
    public @Nullable String visitSomeDecl(SomeDecl some) {
        return compareExpr(some);
    }

    @Override
    public @Nullable String visitEvery(Every every) {
        return compareExpr(every);
    }

    @Override
    public @Nullable String visitNot(Not not) {
        return compareExpr(not);
    }

    @Override
    public @Nullable String visitLogicalAnd(LogicalAnd and) {
        return compareExpr(and);
    }

    @Override
    public @Nullable String visitLogicalOr(LogicalOr or) {
        return compareExpr(or);
    }

    // These have no layout that could change them.

    @Override
    public @Nullable String visitModule(RegoModule module) {
        return null;
    }

    @Override
    public @Nullable String visitPackage(RegoPackage pkg) {
        return null;
    }

    @Override
    public @Nullable String visitImport(Import imported) {
        return null;
    }

    @Override
    public @Nullable String visitHead(Head head) {
        return null;
    }

    @Override
    public @Nullable String visitWith(With with) {
        return null;
    }

    @Override
    public @Nullable String visitComment(Comment comment) {
        return null;
    }

    @Override
    public @Nullable String visitAnnotations(Annotations annotations) {
        return null;
    }
}
