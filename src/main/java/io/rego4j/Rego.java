package io.rego4j;

import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;

/** The front door: what most programs need, in one call each. */
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

    /** Reads a module; errors are part of the result. */
    public static ParseResult<RegoModule> parse(Source source, ParseOptions options) {
        return RegoParser.parse(source, options);
    }
}
