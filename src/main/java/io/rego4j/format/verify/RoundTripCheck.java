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

/** Writes texts for a module, and checks that they are read as the same policy. */
public final class RoundTripCheck {
    private final FormatOptions options;
    private final WrittenTextReader reader;

    public RoundTripCheck(FormatOptions options, WrittenTextReader reader) {
        this.options = options;
        this.reader = reader;
    }

    /**
     * Writes a text without checking it.
     *
     * @param plan how each statement is laid out
     */
    Candidate write(RegoModule module, LayoutPlan plan) {
        return write(module, plan, ModuleFacts.of(module, plan.isAll()));
    }

    public Candidate write(RegoModule module, LayoutPlan plan, ModuleFacts facts) {
        Candidate candidate = new Candidate(plan);
        Layout layout = new Layout(options, plan);
        try {
            candidate.text = layout.write(module, facts);
        } catch (LayoutFailure e) {
            candidate.problem = "OPA's formatter fails: " + e.getMessage();
            candidate.errors = List.of(new Diagnostic(Diagnostic.FORMAT_ERROR, String.valueOf(e.getMessage()), null));
        }
        candidate.starts = layout.starts();
        return candidate;
    }

    /** True if a text is that of the source or has the same tokens: it need not be read. */
    public boolean holdsByTokens(RegoModule module, Candidate candidate) {
        return candidate.text != null && reader.isSame(module, candidate.text);
    }

    /** Writes a text and checks it. */
    public Candidate prove(RegoModule module, LayoutPlan plan) {
        Candidate candidate = write(module, plan);
        holds(module, candidate);
        return candidate;
    }

    /** True if the text is read as the same policy in each version that must read it. */
    public boolean holds(RegoModule module, Candidate candidate) {
        candidate.proven = candidate.text != null && isSame(module, candidate, candidate.text);
        return candidate.proven;
    }

    private boolean isSame(RegoModule module, Candidate candidate, String text) {
        List<RegoVersion> versions = new ArrayList<>(List.of(options.from()));
        if (options.to() != options.from()) {
            versions.add(options.to());
        }
        for (RegoVersion version : versions) {
            ParseResult<RegoModule> reading = reader.read(text, version);
            if (!reading.isSuccess()) {
                reportUnreadable(module, candidate, version, reading.diagnostics());
                return false;
            }
            RegoModule read = reading.orThrow();
            Difference difference = PolicyComparison.difference(module, read);
            if (difference != null) {
                candidate.problem = "In the text that OPA writes, " + difference.what() + ".";
                candidate.harmed = difference.statements();
                candidate.errors = error(module, candidate, "in any text that could be written, " + difference.what());
                return false;
            }
            if (candidate.read == null) {
                candidate.read = read;
            }
        }
        return true;
    }

    private static void reportUnreadable(
            RegoModule module, Candidate candidate, RegoVersion version, List<Diagnostic> errors) {
        String why = errors.isEmpty() ? "no module" : errors.get(0).text();
        candidate.problem = "Rego " + version + " does not read the text that OPA writes: " + why;
        for (Diagnostic error : errors) {
            Span span = error.span();
            if (span != null) {
                markHarmed(module, candidate, span);
            }
        }
        candidate.errors = error(module, candidate, "Rego " + version + " reads no text that could be written: " + why);
    }

    /** An error at the first rule of the module that differs: the text that was written is not shown to the user. */
    private static List<Diagnostic> error(RegoModule module, Candidate candidate, String message) {
        int rule = candidate.harmed.nextSetBit(0) - 1;
        Span place = rule < 0 || rule >= module.rules().size()
                ? null
                : module.rules().get(rule).origin().span().orElse(null);
        return List.of(new Diagnostic(Diagnostic.FORMAT_ERROR, message, place));
    }

    /** Marks the statement whose text cannot be read; for a comment, which may have moved, the one that it came from. */
    private static void markHarmed(RegoModule module, Candidate candidate, Span span) {
        Source written = span.source();
        String line = written.line(written.row(span.anchor())).strip();
        boolean found = false;
        if (line.startsWith("#")) {
            for (Comment comment : module.comments()) {
                if (line.equals("#" + TextScan.stripEnd(comment.text()))) {
                    candidate.harmed.set(PolicyComparison.statementAt(module, comment.origin()));
                    found = true;
                }
            }
        }
        if (!found) {
            candidate.harmed.set(candidate.statementAt(span.anchor()));
        }
    }
}
