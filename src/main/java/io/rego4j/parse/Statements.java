package io.rego4j.parse;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Node;
import io.rego4j.ast.Rule;
import io.rego4j.parse.antlr.RegoParser.ImportStatementContext;
import io.rego4j.parse.antlr.RegoParser.LiteralContext;
import io.rego4j.parse.antlr.RegoParser.PackageStatementContext;
import io.rego4j.parse.antlr.RegoParser.Rule_Context;
import io.rego4j.parse.antlr.RegoParser.StatementContext;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements of a text, one after the other: each is parsed, built and let go before the next one. After an error the
 * reading goes on at the next line that looks like the start of a statement.
 */
final class Statements {
    /** More errors than these help nobody. */
    private static final int MAX_PROBLEMS = 10;

    private final TokenBuffer tokens;
    private final TokenProblems tokenProblems;
    private final ParseOptions options;
    private final List<Comment> comments;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Diagnostic> problems = new ArrayList<>();

    private Statements(TokenReader reader, ParseOptions options) {
        this.tokens = reader.read();
        this.tokenProblems = reader.problems();
        this.comments = reader.comments();
        this.options = options;
    }

    static Statements read(Source source, ParseOptions options) {
        Statements statements = new Statements(new TokenReader(source, options), options);
        statements.readAll();
        return statements;
    }

    /** Packages, imports, rules, and expressions that no rule was made of yet. */
    List<Node> nodes() {
        return nodes;
    }

    List<Comment> comments() {
        return comments;
    }

    /** What is no Rego, in the order of the text. */
    List<Diagnostic> problems() {
        return problems;
    }

    private void readAll() {
        TokenRoles roles = new TokenRoles(tokens, options, true);
        roles.read(0);
        Building building = new Building(tokens, options);
        LiteralBuilder literals = new LiteralBuilder(building);
        RuleBuilder rules = new RuleBuilder(building, literals);
        HeaderBuilder headers = new HeaderBuilder(building, literals.terms());
        int at = 0;
        while (tokens.type(at) != io.rego4j.parse.antlr.RegoParser.EOF) {
            ArrayTokenStream stream = new ArrayTokenStream(tokens, at);
            io.rego4j.parse.antlr.RegoParser parser = new io.rego4j.parse.antlr.RegoParser(stream);
            parser.removeErrorListeners();
            parser.setErrorHandler(new FailFast(tokens));
            try {
                while (stream.LA(1) != io.rego4j.parse.antlr.RegoParser.EOF) {
                    at = stream.index();
                    StatementContext statement = parser.statement();
                    build(statement, literals, rules, headers);
                }
                return;
            } catch (SyntaxProblem problem) {
                report(problem);
                at = nextStart(Math.max(at, problem.token()));
                if (problems.size() >= MAX_PROBLEMS) {
                    return;
                }
                roles.read(at);
            }
        }
    }

    private void build(
            StatementContext statement, LiteralBuilder literals, RuleBuilder rules, HeaderBuilder headers) {
        if (statement instanceof PackageStatementContext pkg) {
            nodes.add(headers.packageOf(pkg.packageDeclaration()));
        } else if (statement instanceof ImportStatementContext imp) {
            nodes.add(headers.importOf(imp.importDeclaration()));
        } else {
            Rule_Context context = (Rule_Context) statement.children.get(0);
            List<Rule> built = rules.rules(context);
            if (built.isEmpty()) {
                nodes.add(literals.literal((LiteralContext) context.children.get(0)));
            } else {
                nodes.addAll(built);
            }
        }
    }

    private void report(SyntaxProblem problem) {
        int token = problem.token();
        String message = tokens.type(token) == io.rego4j.parse.antlr.RegoParser.ILLEGAL
                ? tokenProblems.at(token)
                : String.valueOf(problem.getMessage());
        Span span = Span.of(tokens.source(), tokens.start(token), tokens.end(token));
        problems.add(new Diagnostic(Diagnostic.PARSE_ERROR, message, span, problem.hints()));
    }

    /** The next token that stands first in its line, at its margin, and may start a statement. */
    private int nextStart(int after) {
        int token = after + 1;
        while (token < tokens.size() - 1) {
            int start = tokens.start(token);
            boolean margin = start == 0 || tokens.source().text().charAt(start - 1) == '\n';
            int type = tokens.type(token);
            boolean starts = type == io.rego4j.parse.antlr.RegoParser.NAME
                    || type == io.rego4j.parse.antlr.RegoParser.DEFAULT
                    || type == io.rego4j.parse.antlr.RegoParser.IMPORT
                    || type == io.rego4j.parse.antlr.RegoParser.PACKAGE;
            if (margin && starts) {
                return token;
            }
            token++;
        }
        return tokens.size() - 1;
    }
}
