package io.rego4j.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What changed between two OPAs in the lists that they come with: capabilities and conformance cases. A line for each kind. */
final class OpaChanges {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHOWN = 12;

    private OpaChanges() {}

    /** What differs between what {@code opa capabilities --current} prints; empty if nothing does. */
    static List<String> ofCapabilities(String before, String after) throws IOException {
        JsonNode a = JSON.readTree(before);
        JsonNode b = JSON.readTree(after);
        List<String> lines = new ArrayList<>();
        lines.addAll(lines("built-ins", byName(a.path("builtins")), byName(b.path("builtins"))));
        lines.addAll(lines("keywords", byText(a.path("future_keywords")), byText(b.path("future_keywords"))));
        lines.addAll(lines("features", byText(a.path("features")), byText(b.path("features"))));
        return lines;
    }

    /** What differs between two folders of cases; empty if nothing does. */
    static List<String> ofCases(Path before, Path after) throws IOException {
        return lines("conformance cases", cases(before), cases(after));
    }

    private static List<String> lines(String kind, Map<String, ?> before, Map<String, ?> after) {
        List<String> added = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            if (!before.containsKey(name)) {
                added.add(name);
            } else if (!after.containsKey(name)) {
                gone.add(name);
            } else if (!Objects.equals(before.get(name), after.get(name))) {
                changed.add(name);
            }
        }
        List<String> lines = new ArrayList<>();
        addLine(lines, kind + " added", added);
        addLine(lines, kind + " gone", gone);
        addLine(lines, kind + " changed", changed);
        return lines;
    }

    private static void addLine(List<String> lines, String what, List<String> names) {
        if (!names.isEmpty()) {
            int more = names.size() - SHOWN;
            String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
            lines.add(what + " (" + names.size() + "): " + shown + (more > 0 ? ", and " + more + " more" : ""));
        }
    }

    private static Map<String, JsonNode> byName(JsonNode items) {
        Map<String, JsonNode> map = new TreeMap<>();
        items.forEach(item -> map.put(item.path("name").asText(), item));
        return map;
    }

    private static Map<String, String> byText(JsonNode items) {
        Map<String, String> map = new TreeMap<>();
        items.forEach(item -> map.put(item.asText(), ""));
        return map;
    }

    /** All files of each case, as one text. */
    private static Map<String, String> cases(Path folder) throws IOException {
        Map<String, String> cases = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Iterator<Path> all =
                            files.filter(Files::isRegularFile).sorted().iterator();
                    all.hasNext(); ) {
                Path file = all.next();
                String name = file.getParent().getFileName().toString();
                cases.merge(name, file.getFileName() + "\n" + Files.readString(file), String::concat);
            }
        }
        return cases;
    }
}
