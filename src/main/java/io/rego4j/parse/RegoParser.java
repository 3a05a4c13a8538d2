package io.rego4j.parse;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.parse.read.FragmentReader;
import io.rego4j.parse.read.ModuleAssembler;
import io.rego4j.source.Source;

/**
 * Reads Rego: OPA's {@code ast.ParseModuleWithOpts} and its siblings for fragments. Bad input is never thrown: it becomes
 * {@linkplain ParseResult#diagnostics() diagnostics}.
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

    /**
     * True if the tokens of a text alone tell that it is read as the same module as one that was read: the same tree but for
     * places, with the same comments in the same order and the same METADATA. It costs a fraction of reading the text. False
     * means not known: read the text and compare.
     *
     * @param read a module as it was read, with the options that count for the other text as well
     */
    public static boolean isSameByTokens(ParseResult<RegoModule> read, Source other) {
        return ModuleAssembler.isSame(read.parsed(), other);
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
