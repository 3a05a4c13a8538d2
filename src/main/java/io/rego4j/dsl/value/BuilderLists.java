package io.rego4j.dsl.value;

import java.util.ArrayList;
import java.util.List;

/** Appends to the lists of builders, which mostly stay empty or get all items at once: only the second append makes an ArrayList. */
public final class BuilderLists {
    private BuilderLists() {}

    /**
     * A list with more items.
     *
     * @param items {@code List.of()} or what this method returned before; not to be used any more
     * @return the list to use from now on, only with this method
     */
    public static <T> List<T> append(List<T> items, List<T> more) {
        if (items.isEmpty()) {
            return List.copyOf(more);
        }
        List<T> all = items instanceof ArrayList<T> own ? own : new ArrayList<>(items);
        all.addAll(more);
        return all;
    }
}
