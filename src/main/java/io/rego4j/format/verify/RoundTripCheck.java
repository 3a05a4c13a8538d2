package io.rego4j.format.verify;

import io.rego4j.ast.Comment;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.layout.Layout;
import io.rego4j.format.layout.LayoutPlan;
import io.rego4j.format.layout.ModuleFacts;
import io.rego4j.format.text.LayoutFailure;
import io.rego4j.format.text.TextScan;
import io.rego4j.parse.ParseResult;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;

/** Writes texts for a module, and proves that they say what the module says. */
public final class RoundTripCheck {
    private final FormatOptions options;
    private final WrittenTextReader reader;

    public RoundTripCheck(FormatOptions options, WrittenTextReader reader) {
        this.options = options;
        this.reader = reader;
    }

    /**
     * Writes a text, without a proof.
     *
     * @param plan how each statement is laid out
     */
    Candidate write(RegoModule module, LayoutPlan plan) {
        return write(module, plan, ModuleFacts.of(module, plan.isAll()));
    }

    public Candidate write(RegoModule module, LayoutPlan plan, ModuleFacts facts) {
        Candidate attempt = new Candidate(plan);
        Layout layout = new Layout(options, plan);
        try {
            attempt.text = layout.write(module, facts);
        } catch (LayoutFailure e) {
            attempt.problem = "OPA's formatter fails: " + e.getMessage();
            attempt.errors = List.of(new Diagnostic(Diagnostic.FORMAT_ERROR, String.valueOf(e.getMessage()), null));
        }
        attempt.starts = layout.starts();
        return attempt;
    }

    /** True if a text need not be read to know what it says: it is the source's, or has the same tokens. */
    public boolean holdsByTokens(RegoModule module, Candidate attempt) {
        return attempt.text != null && reader.isSame(module, attempt.text);
    }

    /** Writes a text and tells whether it holds. */
    public Candidate prove(RegoModule module, LayoutPlan plan) {
        Candidate attempt = write(module, plan);
        holds(module, attempt);
        return attempt;
    }

    /** True if the text says what the module says, in each version that must read it. */
    public boolean holds(RegoModule module, Candidate attempt) {
        attempt.proven = attempt.text != null && isSame(module, attempt, attempt.text);
        return attempt.proven;
    }

    private boolean isSame(RegoModule module, Candidate attempt, String text) {
        List<RegoVersion> versions = new ArrayList<>(List.of(options.from()));
        if (options.to() != options.from()) {
            versions.add(options.to());
        }
        for (RegoVersion version : versions) {
            ParseResult<RegoModule> reading = reader.read(text, version);
            if (!reading.isSuccess()) {
                isUnread(module, attempt, version, reading.diagnostics());
                return false;
            }
            RegoModule read = reading.orThrow();
            Difference difference = PolicyComparison.difference(module, read);
            if (difference != null) {
                attempt.problem = "In the text that OPA writes, " + difference.what() + ".";
                attempt.harmed = difference.statements();
                attempt.errors = error(module, attempt, "in any text that could be written, " + difference.what());
                return false;
            }
            if (attempt.read == null) {
                attempt.read = read;
            }
        }
        return true;
    }

    private static void isUnread(RegoModule module, Candidate attempt, RegoVersion version, List<Diagnostic> errors) {
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
    private static List<Diagnostic> error(RegoModule module, Candidate attempt, String message) {
        int rule = attempt.harmed.nextSetBit(0) - 1;
        Span place = rule < 0 || rule >= module.rules().size()
                ? null
                : module.rules().get(rule).origin().span().orElse(null);
        return List.of(new Diagnostic(Diagnostic.FORMAT_ERROR, message, place));
    }

    /** Names the statement that wrote what cannot be read; for a comment, which may have moved, the one that it came from. */
    private static void name(RegoModule module, Candidate attempt, Span span) {
        Source written = span.source();
        String line = written.line(written.row(span.anchor())).strip();
        boolean found = false;
        if (line.startsWith("#")) {
            for (Comment comment : module.comments()) {
                if (line.equals("#" + TextScan.stripEnd(comment.text()))) {
                    attempt.harmed.set(PolicyComparison.statementAt(module, comment.origin()));
                    found = true;
                }
            }
        }
        if (!found) {
            attempt.harmed.set(attempt.statementAt(span.anchor()));
        }
    }
}
