package io.rego4j.dsl.value;

import java.util.ArrayList;
import java.util.List;

/** Lists of a builder that mostly stay empty or get their items at once: until they grow again they cost no list of their own. */
public final class Grown {
    private Grown() {}

    /**
     * A list with more items.
     *
     * @param items {@code List.of()} or what this method returned before; not to be used any more
     * @return the list to keep, which nobody else may change
     */
    public static <T> List<T> by(List<T> items, List<T> more) {
        if (items.isEmpty()) {
            return List.copyOf(more);
        }
        List<T> all = items instanceof ArrayList<T> own ? own : new ArrayList<>(items);
        all.addAll(more);
        return all;
    }
}
