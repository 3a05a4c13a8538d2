package io.rego4j.format;

import io.rego4j.ast.Comment;
import io.rego4j.ast.RegoModule;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Writes texts for a module, and proves that they say what the module says. */
final class Proof {
    private final FormatOptions options;
    private final ModuleReader reader;

    Proof(FormatOptions options, ModuleReader reader) {
        this.options = options;
        this.reader = reader;
    }

    /**
     * Writes a text, without a proof.
     *
     * @param care how each statement is laid out
     */
    Attempt write(RegoModule module, Care care) {
        return write(module, care, Survey.of(module, care.isAll()));
    }

    Attempt write(RegoModule module, Care care, Survey survey) {
        Attempt attempt = new Attempt(care);
        Layout layout = new Layout(options, care);
        try {
            attempt.text = layout.write(module, survey);
        } catch (LayoutFailure e) {
            attempt.problem = "OPA's formatter fails: " + e.getMessage();
            attempt.errors = List.of(new Diagnostic(Diagnostic.FORMAT_ERROR, String.valueOf(e.getMessage()), null));
        }
        attempt.starts = layout.starts();
        return attempt;
    }

    /** True if a text need not be read to know what it says: it is the source's, or has the same tokens. */
    boolean holdsByTokens(RegoModule module, Attempt attempt) {
        Source source = module.origin().source();
        return attempt.text != null
                && source != null
                && (attempt.text.equals(source.text()) || reader.isSame(module, attempt.text));
    }

    /** Writes a text and tells whether it holds. */
    Attempt prove(RegoModule module, Care care) {
        Attempt attempt = write(module, care);
        holds(module, attempt);
        return attempt;
    }

    /** True if the text says what the module says, in each version that must read it. */
    boolean holds(RegoModule module, Attempt attempt) {
        attempt.proven = attempt.text != null && isSame(module, attempt, attempt.text);
        return attempt.proven;
    }

    private boolean isSame(RegoModule module, Attempt attempt, String text) {
        List<RegoVersion> versions = new ArrayList<>(List.of(options.from()));
        if (options.to() != options.from()) {
            versions.add(options.to());
        }
        for (RegoVersion version : versions) {
            ModuleReader.Reading reading = reader.read(text, version);
            if (reading.module() == null) {
                isUnread(module, attempt, version, reading.errors());
                return false;
            }
            Difference difference = SamePolicy.difference(module, reading.module());
            if (difference != null) {
                attempt.problem = "In the text that OPA writes, " + difference.what() + ".";
                attempt.harmed = difference.statements();
                attempt.errors = error(module, attempt, "in any text that could be written, " + difference.what());
                return false;
            }
            if (attempt.read == null) {
                attempt.read = reading.module();
            }
        }
        return true;
    }

    private static void isUnread(RegoModule module, Attempt attempt, RegoVersion version, List<Diagnostic> errors) {
        String why = errors.isEmpty() ? "no module" : errors.get(0).text();
        attempt.problem = "Rego " + version + " does not read the text that OPA writes: " + why;
        for (Diagnostic error : errors) {
            Span span = error.span();
            if (span != null) {
                name(module, attempt, span);
            }
        }
        attempt.errors = error(module, attempt, "Rego " + version + " reads no text that could be written: " + why);
    }

    /** An error at the first rule of the module in which something shows: what was written is not there to be looked at. */
    private static List<Diagnostic> error(RegoModule module, Attempt attempt, String message) {
        int rule = attempt.harmed.nextSetBit(0) - 1;
        Span place = rule < 0 || rule >= module.rules().size()
                ? null
                : module.rules().get(rule).origin().span().orElse(null);
        return List.of(new Diagnostic(Diagnostic.FORMAT_ERROR, message, place));
    }

    /** Names the statement that wrote what cannot be read; for a comment, which may have moved, the one that it came from. */
    private static void name(RegoModule module, Attempt attempt, Span span) {
        Source written = span.source();
        String line = written.line(written.row(span.anchor())).strip();
        boolean found = false;
        if (line.startsWith("#")) {
            for (Comment comment : module.comments()) {
                if (line.equals("#" + Text.stripEnd(comment.text()))) {
                    attempt.harmed.set(SamePolicy.statementAt(module, comment.origin()));
                    found = true;
                }
            }
        }
        if (!found) {
            attempt.harmed.set(attempt.statementAt(span.anchor()));
        }
    }
}
