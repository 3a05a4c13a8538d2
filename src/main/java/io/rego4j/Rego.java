package io.rego4j;

import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.dsl.Binding;
import io.rego4j.dsl.Block;
import io.rego4j.dsl.Operand;
import io.rego4j.dsl.Quoted;
import io.rego4j.dsl.Statement;
import io.rego4j.format.FormatException;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.format.Formatter;
import io.rego4j.format.Fragment;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParseException;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;

/** The entry point: what most programs need, in one call each. */
public final class Rego {
    private Rego() {}

    /**
     * Reads a module of Rego v1.
     *
     * @throws io.rego4j.parse.RegoParseException if the text has errors; it lists them with their places
     */
    public static RegoModule parse(String text) {
        return parse(Source.of(text), ParseOptions.DEFAULT).orThrow();
    }

    /**
     * Formats a module of Rego v1 as {@code opa fmt} does, but never changes its meaning.
     *
     * @throws RegoParseException if the text has errors
     * @throws FormatException if no text of the same policy could be written
     */
    public static String format(String text) {
        return textOf(format(Source.of(text), RegoVersion.V1, FormatOptions.DEFAULT));
    }

    /**
     * Formats a module: {@link FormatResult} has the text, whether it is OPA's, and why not.
     *
     * @param version the version in which the text is read
     * @param options for which versions it is written, and how
     * @throws RegoParseException if the text has errors
     */
    public static FormatResult format(Source source, RegoVersion version, FormatOptions options) {
        return format(source, ParseOptions.of(version), options);
    }

    /**
     * Formats a module that is read with these options, for instance with what another OPA can do.
     *
     * @throws RegoParseException if the text has errors
     */
    public static FormatResult format(Source source, ParseOptions parse, FormatOptions options) {
        return new Formatter(options).format(source, parse);
    }

    /**
     * Writes a tree as Rego v1, built or read.
     *
     * @throws FormatException if no text of the same policy could be written
     */
    public static String format(RegoModule module) {
        return textOf(format(module, FormatOptions.DEFAULT));
    }

    /** Writes a tree, built or read, for the versions that the options name. */
    public static FormatResult format(RegoModule module, FormatOptions options) {
        return new Formatter(options).format(module);
    }

    /**
     * Writes any node by itself as Rego v1: a rule, a body, an expression, a term, a comment.
     *
     * @throws FormatException if it cannot be written
     */
    public static String format(Node node) {
        return node instanceof RegoModule module
                ? format(module)
                : new Formatter(FormatOptions.DEFAULT).formatNode(node);
    }

    /**
     * Formats a part of a policy: a rule, a body, an expression, a term or a comment.
     *
     * @param version the version in which the text is read
     * @param options for which versions it is written, and how
     */
    public static FormatResult format(Fragment kind, String text, RegoVersion version, FormatOptions options) {
        return new Formatter(options).format(kind, text, version);
    }

    private static String textOf(FormatResult result) {
        if (!result.isFormatted()) {
            throw new FormatException(result.errors());
        }
        return result.text();
    }

    /** Reads a module; errors are part of the result. */
    public static ParseResult<RegoModule> parse(Source source, ParseOptions options) {
        return RegoParser.parse(source, options);
    }

    /**
     * A quoted expression: {@code Rego.expr("startswith(input.path, prefix)", bind("prefix", value))}. A hole is a variable
     * that a term replaces in the parsed tree, so no value can become code; variables that the text declares are kept apart
     * from those in the terms.
     *
     * @throws io.rego4j.parse.RegoParseException if the text is no expression of Rego v1
     * @throws IllegalArgumentException if a binding has no hole, or the hole stands where no term can
     */
    public static Statement expr(String text, Binding... holes) {
        return Quoted.with(holes)
                .expr(RegoParser.parseExpr(Source.of(text), ParseOptions.DEFAULT)
                        .orThrow());
    }

    /**
     * A quoted term; holes and errors are those of {@link #expr}. A call such as {@code f(x)} is one, and so is {@code x + 1},
     * which OPA's {@code ParseTerm} refuses.
     */
    public static Operand term(String text, Binding... holes) {
        return Quoted.with(holes)
                .term(RegoParser.parseTerm(Source.of(text), ParseOptions.DEFAULT)
                        .orThrow());
    }

    /** A quoted body: conditions for {@code when}; holes and errors are those of {@link #expr}. */
    public static Block body(String text, Binding... holes) {
        return Quoted.with(holes)
                .body(RegoParser.parseBody(Source.of(text), ParseOptions.DEFAULT)
                        .orThrow());
    }

    /** A quoted rule; holes and errors are those of {@link #expr}. */
    public static Rule rule(String text, Binding... holes) {
        return Quoted.with(holes)
                .rule(RegoParser.parseRule(Source.of(text), ParseOptions.DEFAULT)
                        .orThrow());
    }

    /** A quoted module; holes and errors are those of {@link #expr}. */
    public static RegoModule module(String text, Binding... holes) {
        return Quoted.with(holes).module(parse(text));
    }
}
