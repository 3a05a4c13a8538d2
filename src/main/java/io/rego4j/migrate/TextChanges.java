package io.rego4j.migrate;

import io.rego4j.ast.Origin;
import io.rego4j.source.Source;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Words of a policy that are replaced where they stand; everything between them stays as it is. */
final class TextChanges {
    private record Change(int end, String text) {}

    private final Source source;
    private final NavigableMap<Integer, Change> changes = new TreeMap<>();

    TextChanges(Source source) {
        this.source = source;
    }

    /** True if a node is written so in the text: not as an operator, and not by a part of the tree that nobody wrote. */
    boolean isWritten(Origin place, String word) {
        return place.source() == source && place.text().equals(word);
    }

    /** Replaces a word where it is written so, bare or in quotes. */
    void replace(Origin place, String word, String by) {
        if (isWritten(place, word)) {
            changes.put(place.start(), new Change(place.end(), by));
        } else if (isWritten(place, '"' + word + '"')) {
            changes.put(place.start(), new Change(place.end(), '"' + by + '"'));
        }
    }

    /** Puts words behind a node. */
    void append(Origin place, String words) {
        changes.put(place.end(), new Change(place.end(), words));
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The text with all changes. */
    Source changed() {
        String text = source.text();
        StringBuilder changed = new StringBuilder(text.length() + 64);
        int at = 0;
        for (var each : changes.entrySet()) {
            changed.append(text, at, each.getKey()).append(each.getValue().text);
            at = each.getValue().end;
        }
        return Source.of(source.name(), changed.append(text, at, text.length()).toString());
    }
}
