package io.rego4j.cli.command;

import io.rego4j.internal.language.EditDistance;
import java.util.Collection;

/** The known name that is most like an unknown one. */
final class NearestName {
    private NearestName() {}

    /** The known word with the fewest letters changed, or the empty string if all differ too much. */
    static String of(String word, Collection<String> known) {
        String best = "";
        int least = Math.max(1, word.length() / 3) + 1;
        for (String candidate : known) {
            int distance = EditDistance.between(word, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }
}
