package io.rego4j.parse.read;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Import;
import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.VarTerm;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.build.RuleFromExpression;
import io.rego4j.parse.metadata.MetadataReader;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenReader;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a module of the statements of a text, and checks what concerns several statements. */
public final class ModuleAssembler {
    /** Errors reported at most. */
    private static final int MAX_PROBLEMS = 100;

    private final Source source;
    private final ParseOptions options;
    private final List<Diagnostic> problems = new ArrayList<>();

    public ModuleAssembler(Source source, ParseOptions options) {
        this.source = source;
        this.options = options;
    }

    public Parsed<RegoModule> read() {
        StatementReader statements = StatementReader.read(source, options);
        problems.addAll(statements.problems());
        List<Comment> comments = statements.comments();
        List<Annotations> blocks =
                options.annotations() ? MetadataReader.read(comments, MetadataTermReader::read, problems) : List.of();
        boolean readable = problems.isEmpty();
        RegoModule module = module(statements.nodes(), comments, blocks);
        if (readable && problems.isEmpty() && module != null) {
            RegoModule attached = MetadataReader.attach(module, blocks, problems);
            RegoModule read = attached.withOrigin(Origin.ofRead(attached));
            return new Parsed<>(read, problems, statements.tokens(), options, statements.levels());
        }
        return new Parsed<>(module, problems);
    }

    /**
     * True if the tokens of another text show that it is read as the same module: the same tree but for locations, with
     * the same comments in the same order. False means unknown: the texts have to be read and compared.
     *
     * @param read a module as it was read, with the options that the other text is read with too
     */
    public static boolean isSame(Parsed<RegoModule> read, Source other) {
        RegoModule tree = read.tree();
        TokenBuffer tokens = read.tokens();
        ParseOptions options = read.options();
        if (tree == null || tokens == null || options == null) {
            return false;
        }
        TokenReader reader = new TokenReader(other, options);
        TokenBuffer others = reader.read();
        return TokenComparison.isSame(tree, tokens, reader.comments(), others);
    }

    /** Reads the METADATA in the comments of a module that was read without them. */
    public static Parsed<RegoModule> annotated(RegoModule module) {
        List<Diagnostic> problems = new ArrayList<>();
        List<Annotations> blocks = MetadataReader.read(module.comments(), MetadataTermReader::read, problems);
        RegoModule attached = problems.isEmpty() ? MetadataReader.attach(module, blocks, problems) : module;
        return new Parsed<>(attached, problems);
    }

    private @Nullable RegoModule module(List<Node> nodes, List<Comment> comments, List<Annotations> blocks) {
        boolean readable = problems.isEmpty();
        if (nodes.isEmpty()) {
            if (readable) {
                problems.add(
                        blocks.isEmpty()
                                ? new Diagnostic(Diagnostic.PARSE_ERROR, "empty module", null)
                                : problem("package expected", blocks.get(0).origin()));
            }
            return null;
        }
        List<Import> imports = new ArrayList<>();
        List<Rule> rules = new ArrayList<>();
        List<Diagnostic> found = new ArrayList<>();
        RegoVersion version = options.version();
        RegoPackage pkg = nodes.get(0) instanceof RegoPackage first ? first : null;
        if (pkg == null) {
            found.add(problem("package expected", nodes.get(0).origin()));
        }
        for (int i = 1; i < nodes.size() && found.size() < MAX_PROBLEMS; i++) {
            Node node = nodes.get(i);
            if (node instanceof Import imp) {
                imports.add(imp);
                RegoVersion imported = imp.regoVersion().orElse(version);
                version = imported.isAtLeast(version) ? imported : version;
            } else if (node instanceof Rule rule) {
                rules.add(rule);
            } else if (node instanceof RegoPackage other) {
                found.add(problem("unexpected package", other.origin()));
            } else if (node instanceof Expr expr) {
                fromExpr(nodes, i, expr, version, rules, found);
            } else {
                found.add(problem("multiple expressions cannot be used for rule head", node.origin()));
            }
        }
        if (version.isAtLeast(RegoVersion.V1)) {
            for (int i = 0; i < rules.size() && found.size() < MAX_PROBLEMS; i++) {
                RegoV1Checks.check(rules.get(i), found);
            }
        }
        if (readable) {
            problems.addAll(found);
        }
        return pkg == null ? null : new RegoModule(pkg, imports, List.of(), rules, comments, pkg.origin());
    }

    private void fromExpr(
            List<Node> nodes, int index, Expr expr, RegoVersion version, List<Rule> rules, List<Diagnostic> found) {
        try {
            rules.add(RuleFromExpression.rule(expr));
        } catch (RuleFromExpression.NoRule e) {
            String keyword = version == RegoVersion.V0 ? missingKeyword(nodes, index, expr) : null;
            List<String> hints = keyword == null
                    ? List.of()
                    : List.of("`import future.keywords." + keyword + "` for `"
                            + (keyword.equals("if") ? "p if { ... }" : "p contains x") + "` rules");
            found.add(new Diagnostic(
                    Diagnostic.PARSE_ERROR,
                    String.valueOf(e.getMessage()),
                    expr.origin().span().orElse(null),
                    hints));
        }
    }

    private @Nullable String missingKeyword(List<Node> nodes, int index, Expr expr) {
        String own = keywordOf(expr);
        if (own != null) {
            return own;
        }
        if (index + 1 >= nodes.size()) {
            return null;
        }
        Node next = nodes.get(index + 1);
        return next.origin().row() == expr.origin().row() ? keywordOf(next) : null;
    }

    private static @Nullable String keywordOf(Node node) {
        if (node instanceof Rule rule) {
            return RuleFromExpression.headKeyword(rule.head().name());
        }
        return node instanceof Expr expr && expr.terms() instanceof VarTerm name
                ? RuleFromExpression.headKeyword(name.name())
                : null;
    }

    private Diagnostic problem(String message, Origin origin) {
        Span span = origin.span().orElse(null);
        return new Diagnostic(Diagnostic.PARSE_ERROR, message, span);
    }
}
