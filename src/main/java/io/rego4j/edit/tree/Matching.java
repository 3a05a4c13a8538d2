package io.rego4j.edit.tree;

import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.source.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes of a list became which of another one: a node is the same object as before, stands at the same place
 * in the text, or says the same.
 *
 * @param pairs what became of what, in the order of both lists
 * @param removed what is not there any more, or not in this order
 * @param added what is new, or was at another place in the list
 */
record Matching<N extends Node>(List<Pair<N>> pairs, List<N> removed, List<Added<N>> added) {
    record Pair<N>(N before, N after) {}

    /**
     * A new node.
     *
     * @param behind the node of the old list that it comes after; null if it comes first
     * @param before the node of the old list that it comes before; null if it comes last
     */
    record Added<N>(N node, @Nullable N behind, @Nullable N before) {}

    private record Place(Source source, int start, int end) {
        static @Nullable Place of(Node node) {
            Origin origin = node.origin();
            Source source = origin.source();
            return source == null ? null : new Place(source, origin.start(), origin.end());
        }
    }

    static <N extends Node> Matching<N> of(List<N> before, List<N> after) {
        Map<Node, Integer> byIdentity = new IdentityHashMap<>();
        Map<Place, Integer> byPlace = new HashMap<>();
        // Most of a large list is as it was, at both ends of what changed.
        int most = Math.min(before.size(), after.size());
        int head = 0;
        while (head < most && before.get(head) == after.get(head)) {
            head++;
        }
        int tail = 0;
        while (tail < most - head && before.get(before.size() - 1 - tail) == after.get(after.size() - 1 - tail)) {
            tail++;
        }
        for (int i = before.size() - 1 - tail; i >= head; i--) {
            byIdentity.put(before.get(i), i);
            Place place = Place.of(before.get(i));
            if (place != null) {
                byPlace.put(place, i);
            }
        }
        int[] was = new int[after.size()];
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < was.length; i++) {
            if (i < head || i >= was.length - tail) {
                was[i] = i < head ? i : i + before.size() - was.length;
                continue;
            }
            Integer index = byIdentity.get(after.get(i));
            Place place = Place.of(after.get(i));
            index = index == null && place != null ? byPlace.get(place) : index;
            was[i] = index == null || !found.add(index) ? -1 : index;
        }
        if (found.size() < before.size() - head - tail) {
            findEqual(before, after, was, found, head, before.size() - tail);
        }
        boolean[] kept = longestRise(was);
        List<Pair<N>> pairs = new ArrayList<>();
        List<Added<N>> added = new ArrayList<>();
        boolean[] stays = new boolean[before.size()];
        int next = 0;
        N last = null;
        for (int i = 0; i < was.length; i++) {
            if (kept[i]) {
                last = before.get(was[i]);
                next = was[i] + 1;
                stays[was[i]] = true;
                pairs.add(new Pair<>(last, after.get(i)));
            } else {
                added.add(new Added<>(after.get(i), last, next < before.size() ? before.get(next) : null));
            }
        }
        List<N> removed = new ArrayList<>();
        for (int i = 0; i < stays.length; i++) {
            if (!stays[i]) {
                removed.add(before.get(i));
            }
        }
        return new Matching<>(pairs, removed, added);
    }

    /** Matches what is left by what it says: a tree may have been read or built a second time. */
    private static <N extends Node> void findEqual(
            List<N> before, List<N> after, int[] was, Set<Integer> found, int from, int to) {
        if (Arrays.stream(was).noneMatch(index -> index < 0)) {
            return;
        }
        // By their texts, which stay fast in a hash map whatever names were chosen to have one hash code.
        Map<String, Deque<Integer>> left = new HashMap<>();
        for (int i = from; i < to; i++) {
            if (!found.contains(i)) {
                left.computeIfAbsent(before.get(i).toString(), text -> new ArrayDeque<>())
                        .add(i);
            }
        }
        for (int i = 0; i < was.length; i++) {
            Deque<Integer> alike = was[i] < 0 ? left.get(after.get(i).toString()) : null;
            for (Iterator<Integer> each = alike == null ? Collections.emptyIterator() : alike.iterator();
                    was[i] < 0 && each.hasNext(); ) {
                int index = each.next();
                if (before.get(index).equals(after.get(i))) {
                    was[i] = index;
                    each.remove();
                }
            }
        }
    }

    /** The members of a longest strictly rising part of a list; negative numbers belong to none. */
    private static boolean[] longestRise(int[] numbers) {
        int[] tails = new int[numbers.length];
        int[] previous = new int[numbers.length];
        int length = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (numbers[i] < 0) {
                continue;
            }
            int low = 0;
            int high = length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (numbers[tails[middle]] < numbers[i]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : tails[low - 1];
            tails[low] = i;
            length = Math.max(length, low + 1);
        }
        boolean[] members = new boolean[numbers.length];
        for (int i = length == 0 ? -1 : tails[length - 1]; i >= 0; i = previous[i]) {
            members[i] = true;
        }
        return members;
    }
}
