package io.rego4j.json;

import io.rego4j.ast.Origin;
import io.rego4j.source.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The locations that JSON gives to nodes. A location has a file, a row, a column and mostly a text; the text of each
 * file is rebuilt from all of them as far as they cover it, and each location becomes an {@link Origin} in it.
 */
final class JsonLocations {
    /** The kind of node that a location belongs to: its text is another part of the file for each. */
    private enum Owner {
        COMMENT,
        NODE,
        METADATA
    }

    /** A location whose file is not rebuilt yet. */
    private record Pending(Object key, Owner owner, int row, int column, String text) {}

    private final Map<Object, Origin> origins = new IdentityHashMap<>();

    /** The places in a value and all that it holds. */
    static JsonLocations in(JsonElement root) {
        JsonLocations places = new JsonLocations();
        Map<String, List<Pending>> files = new HashMap<>();
        Deque<JsonElement> open = new ArrayDeque<>();
        open.add(root);
        while (!open.isEmpty()) {
            JsonElement in = open.pop();
            if (in.isList()) {
                open.addAll(in.items());
            } else if (in.isObject()) {
                collect(in, files);
                in.entries().forEach(open::push);
            }
        }
        files.forEach(places::resolve);
        return places;
    }

    private static void collect(JsonElement in, Map<String, List<Pending>> files) {
        JsonElement comment = in.optional("Location");
        if (comment != null && in.has("Text")) {
            add(comment, Owner.COMMENT, "#" + in.field("Text").decoded(), files);
        }
        JsonElement location = in.optional("location");
        if (location != null && location.isObject()) {
            add(location, in.has("scope") ? Owner.METADATA : Owner.NODE, null, files);
        }
        JsonElement alias = in.optional("alias_location");
        if (alias != null) {
            add(alias, Owner.NODE, null, files);
        }
    }

    private static void add(JsonElement in, Owner owner, @Nullable String known, Map<String, List<Pending>> files) {
        int row = in.count("row");
        int column = in.count("col");
        Object key = in.value();
        if (key == null || row == 0 || row == 1 && column == 0) {
            return;
        }
        JsonElement written = in.optional("text");
        String text = written == null ? "" : written.decoded();
        if (known != null && !text.equals(known + "\r")) {
            text = known;
        }
        if (row > RebuiltSource.MAX || column > RebuiltSource.MAX) {
            throw in.fault("no file has " + Math.max(row, column) + " rows or columns");
        }
        files.computeIfAbsent(in.text("file"), name -> new ArrayList<>())
                .add(new Pending(key, owner, row, column, text));
    }

    private void resolve(String file, List<Pending> all) {
        // Short texts are tokens and certain; the longer ones must agree with them.
        all.sort(Comparator.comparing(Pending::owner)
                .thenComparingInt(place -> place.text().length()));
        RebuiltSource rebuilt = new RebuiltSource();
        for (Pending place : all) {
            rebuilt.put(place.row(), place.column(), place.text());
        }
        RebuiltSource.Layout layout = rebuilt.layout();
        List<Pending> unmatched = new ArrayList<>();
        Map<Pending, int[]> spans = new IdentityHashMap<>();
        for (Pending place : all) {
            int at = layout.offset(place.row(), place.column());
            int[] span = place.owner() == Owner.METADATA
                    ? layout.block(at, place.row(), place.text())
                    : layout.find(at, place.text());
            if (span == null) {
                unmatched.add(place);
            } else {
                spans.put(place, span);
            }
        }
        // Texts that do not stand at their locations, of which OPA writes some, are added below the file.
        for (Pending place : unmatched) {
            spans.put(place, layout.append(place.text()));
        }
        Source source = Source.of(file, layout.text());
        spans.forEach((place, span) -> origins.put(
                place.key(), Origin.of(source, layout.offset(place.row(), place.column()), span[0], span[1])));
    }

    /** The origin of a node that may have a location. */
    Origin of(JsonElement node) {
        return at(node.optional("location"));
    }

    /** The origin that a location stands for. */
    Origin at(@Nullable JsonElement location) {
        Object key = location == null ? null : location.value();
        return key == null ? Origin.NONE : origins.getOrDefault(key, Origin.NONE);
    }
}
