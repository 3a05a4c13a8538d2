package io.rego4j.format;

import io.rego4j.ast.RegoModule;
import io.rego4j.format.text.TextScan;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Formats a fragment inside a module that is made for it, so that it has the same layout and the same check. */
final class FragmentFormatter {
    private final FormatOptions options;

    FragmentFormatter(FormatOptions options) {
        this.options = options;
    }

    FormatResult format(Fragment kind, String text, RegoVersion version) {
        String opening = kind.opening(version == RegoVersion.V0);
        ParseResult<RegoModule> reading = RegoParser.parse(
                Source.of(opening + text.strip() + kind.closing()),
                ParseOptions.of(version).withAnnotations(true).withAllFeatures());
        if (!reading.isSuccess()) {
            return left(text, moved(reading.diagnostics(), text, opening.length() - text.indexOf(text.strip())));
        }
        RegoModule module = reading.orThrow();
        String problem = problem(kind, module);
        if (problem != null) {
            return left(text, List.of(new Diagnostic(Diagnostic.PARSE_ERROR, problem, null)));
        }
        FormatResult whole = new Formatter(options).format(module, version);
        if (!whole.isFormatted()) {
            return left(text, whole.errors());
        }
        String written = unwrap(kind, whole.text());
        return new FormatResult(
                whole.outcome(), written, !written.equals(text), whole.deviations(), whole.renamed(), null, List.of());
    }

    private static @Nullable String problem(Fragment kind, RegoModule module) {
        if (!module.imports().isEmpty()) {
            return "a fragment has no imports: format it as a module";
        }
        if (kind == Fragment.COMMENT) {
            return module.rules().isEmpty() ? null : "this is more than comments";
        }
        if (module.rules().isEmpty()) {
            return "there is no rule";
        }
        boolean one = kind == Fragment.RULE || module.rules().size() == 1;
        if (!one || kind.isOne() && module.rules().get(0).body().size() != 1) {
            return "this is more than one " + kind.name().toLowerCase(Locale.ROOT);
        }
        return null;
    }

    private static FormatResult left(String text, List<Diagnostic> errors) {
        return new FormatResult(FormatResult.Outcome.LEFT, text, false, List.of(), Map.of(), null, errors);
    }

    /** The errors with their places in the fragment. */
    private static List<Diagnostic> moved(List<Diagnostic> errors, String text, int by) {
        Source source = Source.of(text);
        List<Diagnostic> moved = new ArrayList<>();
        for (Diagnostic error : errors) {
            Span span = error.span();
            Span in = span == null
                    ? null
                    : new Span(
                            source,
                            clamp(span.anchor() - by, text),
                            clamp(span.start() - by, text),
                            clamp(span.end() - by, text));
            moved.add(new Diagnostic(error.code(), error.message(), in, error.hints(), error.syntax()));
        }
        return moved;
    }

    private static int clamp(int offset, String text) {
        return Math.max(0, Math.min(offset, text.length()));
    }

    /** The fragment in the text of its module. */
    private static String unwrap(Fragment kind, String module) {
        String text = module.substring(module.indexOf('\n')).stripLeading();
        if (kind.isIndented()) {
            int end = text.lastIndexOf('}');
            return outdented(text.substring(text.indexOf('\n') + 1, end));
        }
        if (kind == Fragment.TERM) {
            return text.substring(text.indexOf('=') + 2);
        }
        return text;
    }

    /** The lines with one tab less, but for those that start in a raw string. */
    private static String outdented(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean lineStart = true;
        for (int i = 0; i < text.length(); ) {
            int next = TextScan.skip(text, i, text.length());
            if (!(lineStart && text.charAt(i) == '\t')) {
                out.append(text, i, next);
            }
            lineStart = text.charAt(i) == '\n';
            i = next;
        }
        return out.toString();
    }
}
