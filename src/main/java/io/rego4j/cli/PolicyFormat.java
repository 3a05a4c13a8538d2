package io.rego4j.cli;

import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.format.Formatter;
import io.rego4j.format.ModuleReader;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a policy and writes it anew: what {@code fmt} and {@code migrate} do to each file. */
final class PolicyFormat {
    private final ParseOptions parse;
    private final Formatter formatter;

    /** Reads with {@code parse}, writes with {@code format}. */
    PolicyFormat(ParseOptions parse, FormatOptions format) {
        this.parse = parse;
        this.formatter = new Formatter(format, (text, version) -> reading(parse.withVersion(version), text));
    }

    private static ModuleReader.Reading reading(ParseOptions options, String text) {
        ParseResult<RegoModule> result = RegoParser.parse(Source.of(text), options);
        return new ModuleReader.Reading(result.isSuccess() ? result.orThrow() : null, result.diagnostics());
    }

    /** What comes of one policy. */
    Outcome of(Source source) {
        ParseResult<RegoModule> read = RegoParser.parse(source, parse);
        if (!read.isSuccess()) {
            return new Outcome(source, null, read.diagnostics());
        }
        FormatResult result = formatter.format(read.orThrow(), parse.version());
        return new Outcome(source, result, result.errors());
    }

    /** The text of a module that was built. */
    String write(RegoModule module) {
        return formatter.format(module).text();
    }

    /**
     * A policy and its new text.
     *
     * @param result what was written; null if the policy could not be read
     * @param errors why it could not be read or written; empty if all is well
     */
    record Outcome(Source source, @Nullable FormatResult result, List<Diagnostic> errors) {
        boolean isFormatted() {
            return errors.isEmpty() && result != null;
        }

        /** The new text; the old one if there is none. */
        String text() {
            return result == null ? source.text() : result.text();
        }

        boolean isChanged() {
            return result != null && result.changed();
        }
    }
}
