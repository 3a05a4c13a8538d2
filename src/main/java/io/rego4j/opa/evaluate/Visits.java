package io.rego4j.opa.evaluate;

import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which places of the policies were evaluated since they were loaded, where that is counted. Marks are made while a plan is
 * read, and set by all threads that evaluate it.
 */
public final class Visits {
    private final NavigableMap<Place, Mark> statements = new TreeMap<>();
    private final NavigableMap<Place, Mark> results = new TreeMap<>();

    /** A statement that only records that it was run. Another thread may see that a little later. */
    private static final class Mark implements Statement {
        private boolean isVisited;

        @Override
        public int run(Frame frame) {
            isVisited = true;
            return NEXT;
        }
    }

    /**
     * The mark to run before a statement.
     *
     * @param givesResult true before one that adds to a result: of the statements at a rule's head these come last
     */
    public Statement mark(Place place, boolean givesResult) {
        Mark mark = statements.computeIfAbsent(place, at -> new Mark());
        return givesResult ? results.computeIfAbsent(place, at -> new Mark()) : mark;
    }

    /** True if the plan has a statement of a place from the first on and before the second. */
    public boolean isPlanned(Place from, Place to) {
        return !statements.subMap(from, to).isEmpty();
    }

    /** True if a statement of a place from the first on and before the second was run. */
    public boolean isVisited(Place from, Place to) {
        return statements.subMap(from, to).values().stream().anyMatch(mark -> mark.isVisited) || hasResult(from, to);
    }

    /** True if a statement of a place from the first on and before the second has added to a result. */
    public boolean hasResult(Place from, Place to) {
        return results.subMap(from, to).values().stream().anyMatch(mark -> mark.isVisited);
    }
}
