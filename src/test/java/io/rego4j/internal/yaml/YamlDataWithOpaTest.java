package io.rego4j.internal.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Documents of YAML, written and generated, held against the real OPA: the same JSON, or refused by both. */
class YamlDataWithOpaTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DOCUMENTS = Path.of("src/test/resources/io/rego4j/internal/yaml/documents.txt");

    @TempDir
    Path folder;

    @Test
    void documentsAreReadAsOpaReadsThem() throws IOException {
        compare(List.of(Files.readString(DOCUMENTS).split("(?m)^%%%%\n")));
    }

    @Test
    void generatedDocumentsAreReadAsOpaReadsThem() throws IOException {
        Generator generator = new Generator(new Random(Long.getLong("rego4j.seed", 16)));
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("rego4j.documents", 600); i++) {
            documents.add(generator.document());
        }
        compare(documents);
    }

    @Test
    void hostileDocumentsAreReadAsOpaReadsThemOrRefused() throws IOException {
        List<String> written = List.of(Files.readString(DOCUMENTS).split("(?m)^%%%%\n"));
        Mutator mutator = new Mutator(new Random(Long.getLong("rego4j.seed", 16)), written);
        List<String> documents = new ArrayList<>();
        for (int i = 0; i < Integer.getInteger("rego4j.hostile", 3_000); i++) {
            documents.add(mutator.document());
        }
        Map<String, String> different = differences(documents);
        different.values().removeIf(said -> said.endsWith(", here: refused"));
        assertThat(different).isEmpty();
    }

    @Test
    void allTabsOfATextAreReadAtOnce() throws YamlException {
        // A text of this length may be read 142 times: one that were read again for each of its 40,000 tabs would be
        // refused.
        assertThat((Map<?, ?>) YamlData.read(entries(10_000, ":\t{a:\t1,\n\t\tb: 2}\t# c\n")))
                .hasSize(10_000);
    }

    @Test
    void textInBracketsIsReadAtOnce() throws YamlException {
        assertThat((Map<?, ?>) YamlData.read(entries(10_000, ": {a:}\n"))).hasSize(10_000);
    }

    @Test
    void textThatWouldHaveToBeReadTooOftenIsRefused() throws YamlException {
        assertThat((Map<?, ?>) YamlData.read(entries(100, ": |#\n  x\n"))).hasSize(100);
        assertThatThrownBy(() -> YamlData.read(entries(10_000, ": |#\n  x\n")))
                .hasMessage("yaml: too many places that only YAML 1.1 allows are not read here");
    }

    private static String entries(int count, String value) {
        return IntStream.range(0, count).mapToObj(i -> "k" + i + value).collect(Collectors.joining());
    }

    private void compare(List<String> documents) throws IOException {
        assertThat(differences(documents)).isEmpty();
    }

    /** Asks OPA about all documents at once. */
    private Map<String, String> differences(List<String> documents) throws IOException {
        Path input = folder.resolve("input.json");
        JSON.writeValue(input.toFile(), documents);
        String answer = OpaProgram.run(
                folder,
                "eval",
                "--input",
                input.toString(),
                "--format",
                "raw",
                "{sprintf(\"%d\", [i]): yaml.unmarshal(t) | some i, t in input}");
        JsonNode opa = JSON.readTree(answer);
        Map<String, String> different = new TreeMap<>();
        for (int i = 0; i < documents.size(); i++) {
            JsonNode theirs = opa.get(String.valueOf(i));
            String was = theirs == null ? "refused" : shown(theirs);
            String is;
            try {
                is = shown(JSON.valueToTree(YamlData.read(documents.get(i))));
            } catch (YamlException e) {
                is = "refused";
            }
            if (!was.equals(is)) {
                different.put(documents.get(i), "OPA: " + was + ", here: " + is);
            }
        }
        return different;
    }

    /** A value with its keys in order and its numbers by what they are. */
    private static String shown(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue().stripTrailingZeros().toString();
        } else if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(shown(item)));
            return items.toString();
        } else if (value instanceof ObjectNode object) {
            Map<String, String> entries = new TreeMap<>();
            object.properties().forEach(entry -> entries.put(entry.getKey(), shown(entry.getValue())));
            return entries.toString();
        }
        return value.toString();
    }

    /**
     * Documents of a few lines, most of them nearly right. A line of nothing but a tab is not among them: behind a text that is
     * a whole document OPA's library takes it, which no data is.
     */
    private record Generator(Random random) {
        private static final List<String> KEYS = List.of(
                "a",
                "b",
                "limit",
                "\"q\"",
                "'s'",
                "1",
                "1.5",
                "true",
                "on",
                "~",
                "<<",
                "? x",
                "k k",
                "=",
                "2024-01-02",
                "a",
                "&k a",
                "!!str 3",
                "[1]",
                ".inf",
                "0x10",
                "é");
        private static final List<String> VALUES = List.of(
                "1",
                "x",
                "on",
                "yes",
                "~",
                "null",
                "0o17",
                "017",
                "08",
                "1_000",
                "0x1F",
                "1e3",
                "1.",
                ".5",
                "-.5",
                "+1",
                ".inf",
                ".nan",
                "2024-01-02",
                "2024-01-02T03:04:05Z",
                "!foo bar",
                "!!str 1",
                "!!int \"3\"",
                "!!float 3",
                "!!binary aGk=",
                "!!timestamp 2024-01-02",
                "!!bool yes",
                "\"a\\tb\"",
                "\"\\L\"",
                "\"\\/\"",
                "\"\\ud83d\"",
                "'it''s'",
                "[=, <<]",
                "[1, 2,]",
                "[a, [b]]",
                "{a: 1, b: 2}",
                "{a, b: }",
                "{a:1}",
                "{\"a\":1}",
                "&x 1",
                "*x",
                "&m {z: 1}",
                "*m",
                "|\n    text\n    more",
                ">-\n    folded\n    more",
                "|2\n      two",
                "a: b",
                "x # no",
                "x#y",
                "\"open",
                "[open",
                "@x",
                "`x",
                "%x",
                "- 1",
                "? 1",
                ":",
                "a:",
                "\t3",
                "3\t",
                "\t# c",
                "",
                "!<tag:yaml.org,2002:str> 1",
                "!e!x 1",
                "0b11",
                "-0",
                "1__0",
                "0x",
                "12e03",
                "0.1e-7",
                "1e400",
                "=",
                "99999999999999999999",
                "-9223372036854775808",
                "18446744073709551616",
                "\"a\n    b\"",
                "a\n    b",
                "<<");

        String document() {
            StringBuilder text = new StringBuilder();
            if (random.nextInt(10) == 0) {
                text.append(pick(List.of("---\n", "--- \n", "%YAML 1.2\n---\n", "# c\n", "\n", "...\n", "--- x\n")));
            }
            int lines = 1 + random.nextInt(5);
            int indent = 0;
            for (int i = 0; i < lines; i++) {
                int kind = random.nextInt(12);
                text.append(" ".repeat(indent));
                if (kind < 7) {
                    text.append(pick(KEYS))
                            .append(pick(List.of(": ", ": ", ": ", ":\t", ":  ", ":", " : ")))
                            .append(pick(VALUES));
                } else if (kind < 9) {
                    text.append(pick(List.of("- ", "- ", "-\t", "-"))).append(pick(VALUES));
                } else if (kind == 9) {
                    text.append(pick(KEYS)).append(":");
                    indent += 2;
                } else if (kind == 10) {
                    text.append(pick(List.of("# comment", "...", "---", "", "   ", "}", "%x")));
                } else {
                    text.append(pick(VALUES));
                    indent = Math.max(0, indent - 2);
                }
                text.append(pick(List.of("\n", "\n", "\n", "\n", " \n", "\r\n", " # c\n")));
            }
            return text.toString();
        }

        private String pick(List<String> from) {
            return from.get(random.nextInt(from.size()));
        }
    }

    /** Written documents with a few characters put in, taken out or said twice. */
    private record Mutator(Random random, List<String> seeds) {
        private static final List<String> INSERTED = List.of(
                "\t",
                " ",
                "\n",
                "\n\t",
                "#",
                " #",
                ": ",
                ":",
                "- ",
                "-\t",
                "? ",
                "[",
                "]",
                "{",
                "}",
                ",",
                "\"",
                "'",
                "|",
                "> ",
                "|-\n",
                "&a ",
                "*a ",
                "!t ",
                "!!str ",
                "---\n",
                "...\n",
                "%YAML 1.1\n",
                "\\",
                "\r",
                "\r\n",
                "\u00e9",
                "\u2028",
                "\u0085",
                "\ufeff",
                "\0",
                "\u0001",
                "=",
                "<<: ",
                "0",
                "1e3",
                "~",
                "@",
                "`",
                "%",
                "\t# c",
                "\n\t# c\n",
                "\t\n",
                "|+1\n",
                "\\x4",
                "\\u12",
                "---",
                "key: &x v\n",
                "\ud83d\udc31",
                "\n\n");

        String document() {
            StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = place(text);
                switch (random.nextInt(5)) {
                    case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
                    case 1 ->
                        text.insert(place(text), text.substring(at, Math.min(text.length(), at + random.nextInt(12))));
                    default -> text.insert(at, INSERTED.get(random.nextInt(INSERTED.size())));
                }
            }
            // Half a character is not written to a file.
            return text.toString().replaceAll("\\p{Cs}", "");
        }

        private int place(StringBuilder text) {
            return random.nextInt(text.length() + 1);
        }
    }
}
