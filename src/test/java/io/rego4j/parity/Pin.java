package io.rego4j.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rego4j.codegen.BuiltinsGenerator;
import io.rego4j.testing.JavaText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Moves the project to another OPA: the one constant that names it, and all that is derived from it. */
final class Pin {
    static final List<String> PROGRAMS = List.of("src/parity/go", "src/bench/go");
    static final List<String> PAGES = List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs");

    private final Path home;
    private final String before;
    private final Map<Path, String> changes = new LinkedHashMap<>();

    /**
     * @param home the project's folder
     * @param before the version that it follows
     */
    Pin(Path home, String before) {
        this.home = home;
        this.before = before;
    }

    /**
     * Computes all that changes and then puts it in place; an error changes nothing.
     *
     * @param capabilities what the new {@code opa capabilities --current} prints
     * @param go fetches what the Go programs need
     * @param work a folder of the build
     * @param table the new table of {@code docs/parity.md}
     * @param modules how many modules it is made of
     * @return the files that are others now
     */
    List<Path> moveTo(Go.Sources next, String capabilities, Go go, Path work, String table, int modules)
            throws IOException, Trouble {
        for (String program : PROGRAMS) {
            Path copy = work.resolve("moved").resolve(program);
            go.moveTo(next, home.resolve(program), copy);
            for (String file : List.of("go.mod", "go.sum")) {
                changes.put(home.resolve(program).resolve(file), Files.readString(copy.resolve(file)));
            }
        }
        sources(next, capabilities);
        pages(next.version(), table, modules);
        List<Path> changed = new ArrayList<>();
        for (Map.Entry<Path, String> change : changes.entrySet()) {
            if (!Files.readString(change.getKey()).equals(change.getValue())) {
                changed.add(change.getKey());
            }
        }
        changes.keySet().retainAll(changed);
        replace(changes);
        return changed;
    }

    private void sources(Go.Sources next, String capabilities) throws IOException, Trouble {
        Path java = home.resolve("src/main/java");
        Path resources = home.resolve("src/main/resources");
        Path version = only(java, "Capabilities.java", text -> text.contains(constant(before)));
        changes.put(version, Files.readString(version).replace(constant(before), constant(next.version())));
        Path sum = only(java, "LambdaPack.java", text -> text.contains("OPA_SUM = \"h1:"));
        changes.put(
                sum, Files.readString(sum).replaceFirst("OPA_SUM = \"h1:[^\"]*\"", "OPA_SUM = \"" + next.sum() + "\""));
        changes.put(only(resources, "capabilities.json", text -> true), capabilities);
        Path names = only(resources, "builtins.txt", text -> !text.contains(" | "));
        StringBuilder all = new StringBuilder();
        for (JsonNode builtin :
                JsonMapper.builder().build().readTree(capabilities).path("builtins")) {
            all.append(builtin.path("name").asText()).append('\n');
        }
        changes.put(names, all.toString());
        Path table = only(resources, "builtins.txt", text -> text.contains(" | "));
        String completed = BuiltinsGenerator.completeTable(capabilities, Files.readString(table));
        changes.put(table, completed);
        Path generated = only(java, "Builtins.java", text -> text.contains("@Generated"));
        String builtins = BuiltinsGenerator.generate(capabilities, completed);
        // The source in the project is laid out; what would only undo that is no change.
        if (!JavaText.withoutLayout(builtins).equals(JavaText.withoutLayout(Files.readString(generated)))) {
            changes.put(generated, builtins);
        }
    }

    private void pages(String after, String table, int modules) throws IOException {
        for (String root : PAGES) {
            try (Stream<Path> files = Files.walk(home.resolve(root))) {
                for (Path page : files.filter(Pin::isPage).sorted().toList()) {
                    String text = Files.readString(page);
                    String moved = page.endsWith(Parity.PAGE)
                            ? new ParityPage(text).with(table, after, modules).text()
                            : text;
                    changes.put(page, VersionMentions.move(moved, before, after));
                }
            }
        }
    }

    static boolean isPage(Path file) {
        return file.toString().matches(".*\\.(md|json)");
    }

    private static String constant(String version) {
        return "String VERSION = \"" + version + "\"";
    }

    /** The one file of a name whose text is as it should be. */
    private static Path only(Path folder, String name, Predicate<String> hasForm) throws IOException, Trouble {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.getFileName().toString().equals(name)).toList()) {
                if (hasForm.test(Files.readString(file))) {
                    found.add(file);
                }
            }
        }
        if (found.size() != 1) {
            throw new Trouble(
                    "looked below " + folder + " for the " + name + " that changes with OPA, and found " + found.size(),
                    "tell io.rego4j.parity.Pin where it is now");
        }
        return found.get(0);
    }

    /** Puts texts in place: first all are written beside their files, then all are renamed. */
    static void replace(Map<Path, String> texts) throws IOException, Trouble {
        Map<Path, Path> written = new LinkedHashMap<>();
        try {
            for (Map.Entry<Path, String> text : texts.entrySet()) {
                Path beside = text.getKey().resolveSibling(text.getKey().getFileName() + ".new");
                written.put(text.getKey(), beside);
                try {
                    Files.writeString(beside, text.getValue());
                } catch (IOException e) {
                    throw new Trouble("tried to write " + beside + " (" + e + ")", "make its folder writable");
                }
            }
            for (Map.Entry<Path, Path> file : written.entrySet()) {
                Files.move(
                        file.getValue(),
                        file.getKey(),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            for (Path beside : written.values()) {
                Files.deleteIfExists(beside);
            }
        }
    }
}
