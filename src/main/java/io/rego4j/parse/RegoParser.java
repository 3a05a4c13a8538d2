package io.rego4j.parse;

import io.rego4j.ast.RegoModule;
import io.rego4j.source.Source;

/**
 * Reads Rego: OPA's {@code ast.ParseModuleWithOpts} and its siblings for fragments. Bad input is never thrown: it becomes
 * {@linkplain ParseResult#diagnostics() diagnostics}.
 */
public final class RegoParser {
    private RegoParser() {}

    /** Reads a module. */
    public static ParseResult<RegoModule> parse(Source source, ParseOptions options) {
        return new ModuleReader(source, options).read();
    }

    /** Reads a module of Rego v1. */
    public static ParseResult<RegoModule> parse(Source source) {
        return parse(source, ParseOptions.DEFAULT);
    }
}
