package io.rego4j.check.problem;

import io.rego4j.ast.Origin;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The errors found so far. Some end the work after the stage that found them; others let the later stages run. */
public final class Problems {
    /** The order of OPA's errors: by file, row and column; those without a place come last. */
    public static final Comparator<Origin> PLACES = (a, b) -> {
        if (!a.isPresent() || !b.isPresent()) {
            return Boolean.compare(!a.isPresent(), !b.isPresent());
        }
        int c = a.source() == b.source() ? 0 : nameOf(a).compareTo(nameOf(b));
        c = c != 0 ? c : Integer.compare(a.row(), b.row());
        return c != 0 ? c : Integer.compare(a.column(), b.column());
    };

    /** One error. */
    public record Problem(String code, String message, Origin origin, List<String> hints) {
        Diagnostic toDiagnostic() {
            Span span = origin.span().orElse(null);
            return new Diagnostic(code, message, span, hints);
        }
    }

    /** The order of the locations of errors; at one location, that of their codes and messages. */
    public static final Comparator<Problem> ORDER = Comparator.comparing(Problem::origin, PLACES)
            .thenComparing(Problem::code)
            .thenComparing(Problem::message);

    private final List<Problem> all = new ArrayList<>();
    private boolean stopped;

    /** Adds an error after which no further stage can run. */
    public void fatal(String code, Origin origin, String message, String... hints) {
        add(code, origin, message, hints);
        stopped = true;
    }

    public void fatal(Collection<Problem> problems) {
        all.addAll(problems);
        stopped |= !problems.isEmpty();
    }

    /** Adds an error after which the later stages still run. */
    public void add(String code, Origin origin, String message, String... hints) {
        all.add(new Problem(code, message, origin, List.of(hints)));
    }

    public void add(Collection<Problem> problems) {
        all.addAll(problems);
    }

    public boolean stopped() {
        return stopped;
    }

    /** All errors, in the order in which they were found. */
    public List<Problem> all() {
        return all;
    }

    private static String nameOf(Origin origin) {
        return origin.source() == null ? "" : origin.source().name();
    }
}
