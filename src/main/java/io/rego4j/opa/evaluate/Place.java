package io.rego4j.opa.evaluate;

import java.util.Comparator;

/**
 * Where in a policy a statement comes from.
 *
 * @param file the policy; empty if that is not known
 * @param row from 1; 0 if not known
 * @param column from 1; 0 if not known
 */
public record Place(String file, int row, int column) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::row).thenComparingInt(Place::column);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
