package io.rego4j.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.check.Capabilities;
import io.rego4j.testing.JavaText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving to another OPA changes all that names it, or nothing; and in this project all names the same one. */
class PinTest {
    private static final String GO_MOD = "module m\n\nrequire github.com/open-policy-agent/opa v1.22.4\n";
    private static final String CAPABILITIES = """
            {"builtins": [
              {"name": "abs", "decl": {"args": [{"type": "number", "name": "x"}], "type": "function"}},
              {"name": "new.one", "decl": {"args": [{"type": "string"}], "type": "function"}}]}
            """;
    private static final String PAGE = """
            It does what OPA 1.22.2 does, which has had this since 1.18.0.

            <!-- measured -->
            | OPA 1.22.2 | 5 MB/s |
            """;

    @TempDir
    Path home;

    private final Map<String, String> files = new LinkedHashMap<>();

    @BeforeEach
    void project() throws IOException {
        files.put("src/parity/go/go.mod", GO_MOD);
        files.put("src/parity/go/go.sum", "");
        files.put("src/bench/go/go.mod", GO_MOD);
        files.put("src/bench/go/go.sum", "");
        files.put("src/main/java/p/Capabilities.java", "public static final String VERSION = \"1.22.2\";\n");
        files.put("src/main/java/p/LambdaPack.java", "private static final String OPA_SUM = \"h1:old=\";\n");
        files.put("src/main/java/p/Builtins.java", "@Generated class Builtins {}\n");
        files.put("src/main/java/q/Builtins.java", "class Builtins {}\n");
        files.put("src/main/resources/p/capabilities.json", "{}");
        files.put("src/main/resources/p/builtins.txt", "abs | abs | The number without its sign.\nold | old | Gone.\n");
        files.put("src/main/resources/q/builtins.txt", "abs\nold\n");
        files.put("README.md", PAGE);
        files.put("CONTRIBUTING.md", "Nothing of OPA.\n");
        files.put("CHANGELOG.md", "## 0.2.0, not yet released\n\nOPA 1.22.2.\n\n## 0.1.0\n\nOPA 1.22.2.\n");
        files.put("docs/schema.json", "{\"description\": \"of OPA 1.22.2\"}\n");
        files.put("docs/parity.md", "compared with OPA 1.22.2 on the 1 modules\n\n<!-- table -->\n```\nold\n```\n");
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = home.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    private List<Path> move() throws IOException, Trouble {
        Go.Sources next = new Go.Sources("1.22.4", home, "h1:new=");
        // With the version in go.mod already there is nothing for Go to do, and no network is needed.
        return new Pin(home, "1.22.2")
                .moveTo(next, CAPABILITIES, new Go("no-such-go", Map.of()), home.resolve("target"), "new\n", 2_000);
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = home.relativize(file).toString().replace('\\', '/');
                if (!name.startsWith("target/")) {
                    contents.put(name, Files.readString(file));
                }
            }
        }
        return contents;
    }

    @Test
    void allThatNamesTheVersionMoves() throws Exception {
        List<Path> changed = move();

        Map<String, String> now = contents();
        assertThat(now.get("src/main/java/p/Capabilities.java")).contains("\"1.22.4\"");
        assertThat(now.get("src/main/java/p/LambdaPack.java")).contains("\"h1:new=\"");
        assertThat(now.get("src/main/java/p/Builtins.java")).contains("Operand newOne(");
        assertThat(now.get("src/main/resources/p/capabilities.json")).isEqualTo(CAPABILITIES);
        assertThat(now.get("src/main/resources/p/builtins.txt"))
                .isEqualTo(
                        "abs | abs | The number without its sign.\nnew.one | newOne | What it does is still to be said.\n");
        assertThat(now.get("src/main/resources/q/builtins.txt")).isEqualTo("abs\nnew.one\n");
        assertThat(now.get("README.md")).isEqualTo(PAGE.replaceFirst("1.22.2", "1.22.4"));
        assertThat(now.get("CHANGELOG.md"))
                .isEqualTo("## 0.2.0, not yet released\n\nOPA 1.22.4.\n\n## 0.1.0\n\nOPA 1.22.2.\n");
        assertThat(now.get("docs/schema.json")).contains("of OPA 1.22.4");
        assertThat(now.get("docs/parity.md"))
                .isEqualTo("compared with OPA 1.22.4 on the 2,000 modules\n\n<!-- table -->\n```\nnew\n```\n");
        List<String> others = now.keySet().stream()
                .filter(name -> !now.get(name).equals(files.get(name)))
                .toList();
        assertThat(changed).map(file -> home.relativize(file).toString()).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void whereSomethingIsMissingNothingMoves() throws Exception {
        Files.delete(home.resolve("src/main/java/p/LambdaPack.java"));
        Map<String, String> before = contents();
        assertThatThrownBy(this::move)
                .isInstanceOf(Trouble.class)
                .hasMessage("looked below " + home.resolve("src/main/java")
                        + " for the LambdaPack.java that changes with OPA, "
                        + "and found 0: tell io.rego4j.parity.Pin where it is now");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void whereAFileCannotBeWrittenNothingMoves() throws IOException {
        Map<String, String> before = contents();
        Map<Path, String> texts = new LinkedHashMap<>();
        texts.put(home.resolve("README.md"), "new");
        texts.put(home.resolve("no/such/folder.md"), "new");
        assertThatThrownBy(() -> Pin.replace(texts))
                .isInstanceOf(Trouble.class)
                .hasMessageStartingWith("tried to write " + home.resolve("no/such/folder.md.new"))
                .hasMessageEndingWith("make its folder writable");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void layoutOfTheBuiltinsAloneIsNoChange() throws Exception {
        move();
        Path builtins = home.resolve("src/main/java/p/Builtins.java");
        String laidOut = Files.readString(builtins).replace("    ", "  ");
        Files.writeString(builtins, laidOut);
        Files.writeString(home.resolve("src/main/java/p/Capabilities.java"), "String VERSION = \"1.22.2\";");
        assertThat(move()).map(Path::getFileName).map(Path::toString).containsExactly("Capabilities.java");
        assertThat(JavaText.withoutLayout(Files.readString(builtins))).isEqualTo(JavaText.withoutLayout(laidOut));
    }

    @Test
    void everyPageOfThisProjectNamesThePinnedOpa() throws IOException {
        int mentions = 0;
        for (String root : Pin.PAGES) {
            try (Stream<Path> all = Files.walk(Path.of(root))) {
                for (Path page : all.filter(Pin::isPage).toList()) {
                    List<String> versions = VersionMentions.in(Files.readString(page));
                    mentions += versions.size();
                    assertThat(versions).as(page.toString()).allMatch(Capabilities.VERSION::equals);
                }
            }
        }
        assertThat(mentions).isPositive();
    }

    @Test
    void theSourcesOfThisProjectNameItOnce() throws IOException {
        String module = "github.com/open-policy-agent/opa v";
        for (String program : Pin.PROGRAMS) {
            assertThat(Path.of(program, "go.mod")).content().contains(module + Capabilities.VERSION + "\n");
            assertThat(Path.of(program, "go.sum")).content().contains(module + Capabilities.VERSION + " h1:");
        }
        int mentions = 0;
        try (Stream<Path> all = Files.walk(Path.of("src/main/java"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                mentions += VersionMentions.in(Files.readString(file)).size();
            }
        }
        assertThat(mentions).isEqualTo(1);
    }
}
