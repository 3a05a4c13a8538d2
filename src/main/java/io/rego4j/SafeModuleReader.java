package io.rego4j;

import io.rego4j.ast.RegoModule;
import io.rego4j.format.ModuleReader;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;

/**
 * Reads what the formatter wrote, for packages that know the formatter and not the parser: they find it as a service. With
 * it a module that goes to OPA is proven to be the one that was given.
 */
public final class SafeModuleReader implements ModuleReader {
    /** For the service loader. */
    public SafeModuleReader() {}

    @Override
    public Reading read(String text, RegoVersion version) {
        ParseResult<RegoModule> result = RegoParser.parse(Source.of(text), ParseOptions.of(version));
        return new Reading(result.isSuccess() ? result.orThrow() : null, result.diagnostics());
    }
}
