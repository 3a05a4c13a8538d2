package io.rego4j.parse;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.parse.build.LiteralBuilder;
import io.rego4j.parse.build.RuleStatementBuilder;
import io.rego4j.parse.build.TermBuilder;
import io.rego4j.parse.classify.BracketScanner;
import io.rego4j.parse.classify.TokenClassifier;
import io.rego4j.parse.metadata.MetadataReader;
import io.rego4j.parse.read.FragmentReader;
import io.rego4j.parse.read.ModuleAssembler;
import io.rego4j.parse.token.TokenReader;
import io.rego4j.source.Source;

/**
 * Parses Rego: OPA's {@code ast.ParseModuleWithOpts} and its siblings for fragments. Errors in the text are never thrown: they
 * become {@linkplain ParseResult#diagnostics() diagnostics}.
 *
 * <p>The way of a text: {@link TokenReader} cuts it into tokens, with the keywords that its version and imports bring,
 * and keeps comments aside. {@link TokenClassifier} gives each token its role: it and {@link BracketScanner}, which
 * looks ahead into brackets, settle what depends on white space, on the tokens before and on what brackets hold, for
 * instance whether a brace opens a body, a set, an object or a comprehension. Where OPA's parser tries one reading after
 * another, this decides before the grammar gets a token. The parser that ANTLR generates from {@code
 * grammar/RegoGrammar.g4} then says what a statement is, by one token of lookahead, and {@link RuleStatementBuilder},
 * {@link LiteralBuilder} and {@link TermBuilder} make nodes of its parse tree: precedence, OPA's positions, and the
 * errors that the grammar cannot find. {@code StatementReader} does this statement by statement. Where one fails, {@code
 * FirstErrorFinder} finds the error that OPA would report first, and the reading goes on at the next line that may start
 * a statement. {@link ModuleAssembler} makes a module of the statements, checks what concerns several statements, and
 * attaches METADATA, which {@link MetadataReader} reads from the comments.
 */
public final class RegoParser {
    private RegoParser() {}

    /** Reads a module. */
    public static ParseResult<RegoModule> parse(Source source, ParseOptions options) {
        return new ParseResult<>(new ModuleAssembler(source, options).read());
    }

    /** Reads a module of Rego v1. */
    public static ParseResult<RegoModule> parse(Source source) {
        return parse(source, ParseOptions.DEFAULT);
    }

    /**
     * Reads the METADATA in the comments of a module that was read {@linkplain ParseOptions#withAnnotations without} them:
     * the result is that of reading the text with METADATA.
     */
    public static ParseResult<RegoModule> parseAnnotations(RegoModule module) {
        return new ParseResult<>(ModuleAssembler.annotated(module));
    }

    /** Reads a body: expressions that semicolons or line feeds separate. */
    public static ParseResult<Body> parseBody(Source source, ParseOptions options) {
        return new ParseResult<>(FragmentReader.body(source, options));
    }

    /** Reads exactly one expression. */
    public static ParseResult<Expr> parseExpr(Source source, ParseOptions options) {
        return new ParseResult<>(FragmentReader.expr(source, options));
    }

    /**
     * Reads exactly one term. A call, and operands with an operator between them, are terms too, for they may stand wherever a
     * term may: OPA's {@code ParseTerm} takes them for expressions and refuses them. Equations and assignments are refused.
     */
    public static ParseResult<Term> parseTerm(Source source, ParseOptions options) {
        return new ParseResult<>(FragmentReader.term(source, options));
    }

    /** Reads exactly one reference. */
    public static ParseResult<RefTerm> parseRef(Source source, ParseOptions options) {
        return new ParseResult<>(FragmentReader.ref(source, options));
    }

    /** Reads exactly one rule. */
    public static ParseResult<Rule> parseRule(Source source, ParseOptions options) {
        return new ParseResult<>(FragmentReader.rule(source, options));
    }
}
