package io.rego4j.opa.evaluate;

import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The values that the rules of one function give, where they must give one and do not. As in OPA, they are looked for only
 * after a conflict was found: the function runs once more, and each rule adds its first value that differs.
 */
public final class Conflicts {
    private static final int MOST = 10;
    private static final int LONGEST_TEXT = 80;

    private final List<Found> values = new ArrayList<>();
    private boolean hasMore;

    private record Found(Place place, Value value) {}

    /** Two rules gave different values. It is caught by the function whose frame it holds. */
    static final class ConflictFound extends RuntimeException {
        private static final long serialVersionUID = 1L;

        final transient Frame frame;
        private final transient Assignments.AssignOnce statement;

        ConflictFound(Frame frame, Assignments.AssignOnce statement) {
            super(null, null, false, false);
            this.frame = frame;
            this.statement = statement;
        }

        EvaluationException error(Conflicts conflicts) {
            Place place = statement.place();
            return new EvaluationException("eval_conflict_error", statement.message() + conflicts.listed())
                    .at(place.file(), place.row(), place.column());
        }
    }

    /** Adds the value of a rule; false if the rule need not be evaluated further. */
    boolean add(Place place, Value value) {
        if (!values.isEmpty() && values.get(0).value.equals(value)) {
            return true;
        } else if (values.size() == MOST) {
            hasMore = true;
            return false;
        }
        values.add(new Found(place, value));
        return values.size() == 1;
    }

    boolean isFull() {
        return hasMore;
    }

    /** The list as it follows the message; nothing if the conflict did not come again. */
    private String listed() {
        if (values.size() < 2) {
            return "";
        }
        StringBuilder list = new StringBuilder(":");
        List<Found> sorted = new ArrayList<>(values);
        sorted.sort(Comparator.comparing(Found::place));
        for (Found found : sorted) {
            String where = found.place.file().isEmpty()
                    ? found.place.row() + ":" + found.place.column()
                    : found.place.file() + ":" + found.place.row();
            list.append("\n  ")
                    .append(shortened(found.value.toString()))
                    .append(" at ")
                    .append(where);
        }
        return list.append(hasMore ? "\n  ..." : "").toString();
    }

    private static String shortened(String text) {
        String line = String.join(" ", text.strip().split("\\s+"));
        return line.codePointCount(0, line.length()) <= LONGEST_TEXT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST_TEXT)) + "...";
    }
}
