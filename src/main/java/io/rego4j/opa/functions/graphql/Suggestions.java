package io.rego4j.opa.functions.graphql;

import io.rego4j.internal.go.GoSort;
import io.rego4j.internal.language.EditDistance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What may have been meant by a name: names that are about the same ({@code validator/core/helpers.go}). */
final class Suggestions {
    private static final int MOST = 5;

    private Suggestions() {}

    /** The question that follows an error, or nothing. */
    static String question(String introduction, String typed, List<String> options) {
        List<String> similar = similar(typed, options);
        return similar.isEmpty() ? "" : " " + introduction + " " + quoted(similar) + "?";
    }

    /** The closest first. */
    static List<String> similar(String typed, List<String> options) {
        int most = Math.max(1, (int) Math.floor(typed.getBytes(StandardCharsets.UTF_8).length * 0.4 + 1));
        List<String> similar = new ArrayList<>();
        Map<String, Integer> distances = new HashMap<>();
        for (String option : options) {
            int distance = distance(typed, option);
            if (distance <= most) {
                similar.add(option);
                distances.put(option, distance);
            }
        }
        GoSort.sort(similar, Comparator.comparing(distances::get));
        return similar;
    }

    static String quoted(List<String> items) {
        return or(items.stream().map(item -> "\"" + item + "\"").toList());
    }

    static String or(List<String> items) {
        List<String> few = items.subList(0, Math.min(MOST, items.size()));
        if (few.size() == 2) {
            return few.get(0) + " or " + few.get(1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < few.size(); i++) {
            text.append(i == 0 ? "" : i == few.size() - 1 ? ", or " : ", ").append(few.get(i));
        }
        return text.toString();
    }

    /** A change of case counts as one edit. */
    private static int distance(String first, String second) {
        if (first.equals(second)) {
            return 0;
        }
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        return a.equals(b) ? 1 : EditDistance.between(a, b);
    }
}
