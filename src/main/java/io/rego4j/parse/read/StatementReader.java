package io.rego4j.parse.read;

import io.rego4j.ast.Body;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.Rule;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.antlr.RegoContext;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoGrammar.ImportDeclarationContext;
import io.rego4j.parse.antlr.RegoGrammar.ImportStatementContext;
import io.rego4j.parse.antlr.RegoGrammar.LiteralContext;
import io.rego4j.parse.antlr.RegoGrammar.PackageDeclarationContext;
import io.rego4j.parse.antlr.RegoGrammar.PackageStatementContext;
import io.rego4j.parse.antlr.RegoGrammar.Rule_Context;
import io.rego4j.parse.antlr.RegoGrammar.StatementContext;
import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.parse.build.EagerTermBuilder;
import io.rego4j.parse.build.LiteralBuilder;
import io.rego4j.parse.build.PackageImportBuilder;
import io.rego4j.parse.build.ParseContext;
import io.rego4j.parse.build.RuleStatementBuilder;
import io.rego4j.parse.classify.TokenClassifier;
import io.rego4j.parse.problem.ImportHints;
import io.rego4j.parse.problem.SyntaxProblem;
import io.rego4j.parse.problem.TokenNames;
import io.rego4j.parse.token.ArrayTokenStream;
import io.rego4j.parse.token.LanguageFeatures;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenProblems;
import io.rego4j.parse.token.TokenReader;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the statements of a text, one after the other: each is parsed and built, and its parse tree released, before
 * the next one. After an error the reading goes on at the next line that looks like the start of a statement.
 */
final class StatementReader {
    /** Errors reported at most. */
    private static final int MAX_PROBLEMS = 10;
    /** Upper bound of the stack size, about 1 GB; more than a tree within OPA's limit of depth needs. */
    private static final long MOST_LEVELS = 1 << 18;

    private final TokenBuffer tokens;
    private final TokenProblems tokenProblems;
    private final boolean rules;
    private final TokenClassifier roles;
    private final List<Comment> comments;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Diagnostic> problems = new ArrayList<>();
    private final ParseContext building;
    private final LiteralBuilder literals;
    private final RuleStatementBuilder ruleBuilder;
    private final PackageImportBuilder headers;

    private StatementReader(TokenReader reader, ParseOptions options, boolean rules) {
        this.rules = rules;
        this.tokens = reader.read();
        this.tokenProblems = reader.problems();
        this.comments = reader.comments();
        this.roles = new TokenClassifier(tokens, options, rules);
        this.building = new ParseContext(tokens, options);
        this.literals = new LiteralBuilder(building);
        this.ruleBuilder = new RuleStatementBuilder(building, literals);
        this.headers = new PackageImportBuilder(building, literals.terms());
        roles.read(0);
    }

    /** How many levels a recursion over the tree of the text may need. */
    long levels() {
        return Math.min(roles.levels(), MOST_LEVELS);
    }

    static StatementReader read(Source source, ParseOptions options) {
        return read(source, options, true);
    }

    /** Reads expressions where no rule may stand: OPA's {@code SkipRules}. */
    static StatementReader readQuery(Source source, ParseOptions options) {
        return read(source, options, false);
    }

    private static StatementReader read(Source source, ParseOptions options, boolean rules) {
        String illegal = LanguageFeatures.illegalCapabilities(options);
        if (illegal != null) {
            StatementReader none = new StatementReader(new TokenReader(Source.of(""), options), options, rules);
            none.problems.add(new Diagnostic(Diagnostic.PARSE_ERROR, illegal, null));
            return none;
        }
        StatementReader statements = new StatementReader(new TokenReader(source, options), options, rules);
        return DeepStack.call(statements.levels(), statements::readAll);
    }

    /** Packages, imports, rules, and expressions that may be rules. */
    List<Node> nodes() {
        return nodes;
    }

    TokenBuffer tokens() {
        return tokens;
    }

    List<Comment> comments() {
        return comments;
    }

    /** The errors, in the order of the text. */
    List<Diagnostic> problems() {
        return problems;
    }

    private StatementReader readAll() {
        int at = 0;
        while (tokens.type(at) != RegoLexer.EOF) {
            Rule_Context rule = null;
            ArrayTokenStream stream = new ArrayTokenStream(tokens, at);
            RegoGrammar parser = new RegoGrammar(stream);
            parser.removeErrorListeners();
            EagerTermBuilder constants = new EagerTermBuilder(building, literals.terms());
            parser.setMaker(constants);
            parser.setErrorHandler(new FailFastStrategy(tokens, constants));
            try {
                while (stream.LA(1) != RegoLexer.EOF) {
                    at = stream.index();
                    rule = null;
                    StatementContext statement = parser.statement();
                    rule = statement.part(0) instanceof Rule_Context r ? r : null;
                    build(statement);
                }
                return this;
            } catch (SyntaxProblem problem) {
                int brace = ruleBuilder.starts().braceOfBody(rule, problem);
                if (brace >= 0) {
                    // OPA reads a term after "if" first, and a body where that fails.
                    roles.readWithBody(at, brace);
                    continue;
                }
                at = recover(at, problem);
                if (problems.size() >= MAX_PROBLEMS || tokens.type(at) == RegoLexer.EOF) {
                    return this;
                }
                roles.read(at);
            } catch (SyntaxProblem.Split split) {
                at = addFirst(split);
                roles.read(at);
            }
        }
        return this;
    }

    /** Reports the error and returns the token at which to go on. */
    private int recover(int at, SyntaxProblem problem) {
        try {
            SyntaxProblem first = new FirstErrorFinder(building, literals, ruleBuilder, rules).first(problem);
            report(first);
            return nextStart(Math.max(at, first.token()));
        } catch (SyntaxProblem.Split split) {
            return addFirst(split);
        }
    }

    private int addFirst(SyntaxProblem.Split split) {
        try {
            Rule rule = ruleBuilder.defaultRule(split.first());
            if (rule != null) {
                nodes.add(rule);
            } else {
                LiteralContext literal = (LiteralContext) split.first().part(0);
                nodes.add(
                        ruleBuilder.starts().isSplit(literal)
                                ? literals.splitName(literal.firstToken())
                                : literals.literal(literal));
            }
        } catch (SyntaxProblem problem) {
            report(problem);
        }
        return split.token();
    }

    private void build(StatementContext statement) {
        if (statement instanceof PackageStatementContext pkg) {
            nodes.add(headers.packageOf((PackageDeclarationContext) pkg.part(0)));
        } else if (statement instanceof ImportStatementContext imp) {
            nodes.add(headers.importOf((ImportDeclarationContext) imp.part(0)));
        } else {
            Rule_Context context = (Rule_Context) statement.part(0);
            if (rules) {
                ruleBuilder.starts().checkName(context);
            }
            List<Rule> built = ruleBuilder.rules(context);
            if (built.isEmpty()) {
                addExpressions(context);
            } else {
                nodes.addAll(built);
            }
        }
    }

    private void addExpressions(Rule_Context context) {
        List<Expr> exprs = new ArrayList<>(1);
        for (RegoContext child : context) {
            if (child instanceof LiteralContext literal) {
                if (rules) {
                    ruleBuilder.starts().split(literal, context);
                }
                exprs.add(literals.literal(literal));
            }
        }
        if (rules && exprs.size() > 1) {
            nodes.add(new Body(exprs));
        } else {
            nodes.addAll(exprs);
        }
    }

    /** The white space that follows a token and its comment; -1 if a comment ends the text. */
    private int blankAfter(int token) {
        int end = tokens.end(token);
        String text = tokens.source().text();
        return text.charAt(end) == '#' ? text.indexOf('\n', end) : end;
    }

    private void report(SyntaxProblem problem) {
        int token = problem.token();
        Source source = tokens.source();
        int blank = TokenNames.isSplitReference(tokens, token) ? blankAfter(token - 1) : -1;
        if (blank >= 0) {
            report("unexpected whitespace token: expected identifier", Span.of(source, blank, blank + 1), List.of());
        } else if (token == roles.tooDeep()) {
            report("max parsing recursion depth exceeded", place(token), List.of("nest fewer brackets"));
        } else {
            String message = tokens.type(token) == RegoLexer.ILLEGAL
                    ? tokenProblems.at(token)
                    : String.valueOf(problem.getMessage());
            List<String> hints = problem.hints();
            report(message, place(token), hints.isEmpty() ? ImportHints.hints(tokens, token, message) : hints);
        }
    }

    private void report(String message, Span span, List<String> hints) {
        problems.add(new Diagnostic(Diagnostic.PARSE_ERROR, message, span, hints, true));
    }

    /** The place of a token; OPA names that of the end of the text by the last character. */
    private Span place(int token) {
        int start = tokens.start(token);
        int anchor = tokens.type(token) == RegoLexer.EOF && start > 0
                ? tokens.source().text().offsetByCodePoints(start, -1)
                : start;
        return new Span(tokens.source(), anchor, start, tokens.end(token));
    }

    /** The next token that stands first in its line, at its margin, and may start a statement. */
    private int nextStart(int after) {
        int token = after + 1;
        while (token < tokens.size() - 1) {
            int start = tokens.start(token);
            boolean margin = start == 0 || tokens.source().text().charAt(start - 1) == '\n';
            int type = tokens.type(token);
            boolean starts = type == RegoLexer.NAME
                    || type == RegoLexer.DEFAULT
                    || type == RegoLexer.IMPORT
                    || type == RegoLexer.PACKAGE;
            if (margin && starts) {
                return token;
            }
            token++;
        }
        return tokens.size() - 1;
    }
}
