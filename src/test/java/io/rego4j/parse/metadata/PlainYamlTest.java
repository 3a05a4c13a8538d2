package io.rego4j.parse.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast reader of plain YAML gives what the reader with the library gives, or nothing. */
class PlainYamlTest {
    private static final List<String> GOOD_KEYS = List.of("title", "scope", "custom", "b-c", "a_1", "x.y", "1.5");
    private static final List<String> ODD_KEYS = List.of(
            "true", "1", "y", "null", "<<", "?", "with space", "\"quoted\"", "- a", "-  b", "- - c", "-", "x.y");
    private static final List<String> GOOD_VALUES = List.of(
            "plain words",
            "a",
            "true",
            "3",
            "\"quoted\"",
            "'single'",
            "|",
            "http://x.y/z#a",
            "schema[\"k\"]",
            "2024-01-02");
    private static final List<String> ODD_VALUES = List.of(
            "null",
            "~",
            "1.5",
            "-1",
            ".5",
            "\"a\\nb\"",
            "'it''s'",
            "\"x\" y",
            "\"",
            "|-",
            "|2",
            ">",
            "[a, b]",
            "{a: b}",
            "a #c",
            "#c",
            "a: b",
            "a:",
            "*a",
            "&a b",
            "!t x",
            "@x",
            "`x`",
            "%x",
            "a  b",
            "<x",
            "- x",
            "-",
            "é",
            "a\u2014b",
            "a\u2003b",
            "\uD83D\uDE00",
            "a\uFEFFb",
            "a\u0085b",
            "a\u00A0b",
            "a\tb",
            "b ]",
            "c, d",
            "...",
            "---",
            "=",
            "0x1F",
            "08",
            "yes",
            "? b",
            "x ",
            "\u2028",
            "\u0007",
            "");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title: A title",
                "title: A title\nscope: document\nentrypoint: true",
                "authors:\n- John Doe <john@example.org>\n- name: Jane\n  email: jane@example.org",
                "schemas:\n  - input: schema[\"kubernetes\"]\n  - data: schema.y\ntitle: t",
                "custom:\n  id: AVD-1\n  input:\n    selector:\n    - type: cloud\n      subtypes:\n        - service: s3",
                "description: |\n  Some text: with # anything,\n    \"indented\" [too]\n\n  and more\n\nscope: rule",
                "related_resources:\n\n  -   https://example.org/a#b\n  - ref: \"https://example.org\"",
                "custom:\n  a: 'it is'\n  a: twice\n  yes: 1e3\n  08: 0o17",
                "schemas:\n  - input.params:   schema.a\n  - data.b-c: schema.b",
                "title: caf\u00e9 \u2014 \u4e16\u754c\ndescription: |\n  \u201cquoted\u201d \u2026",
            })
    void readsWhatMetadataMostlyIs(String yaml) throws MetadataException {
        assertThat(PlainYaml.read(yaml.lines().toList())).as(yaml).isNotNull();
        assertThat(show(PlainYaml.read(yaml.lines().toList()))).isEqualTo(show(YamlReader.read(yaml + "\n")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "title: [a]", "title: a\n  b", "title: &a b", "title: \"a\\n\"", "title: a # b", "# a\ntitle: b",
                        "- a",
                "title:", "title: a: b", "a: 1\n b: 2", "a: |\n\n  b", "a: |\n  b\n # c", "title: a\u2028b", "a:\tb",
                        "\ta: b",
                "a: b\n---\nc: d", "? a", "a: - b", "a:\n  - - b", "a: \"b\" c", "a: |-\n  b", "<<: a", "a: b\n- c",
            })
    void leavesAllElseToTheLibrary(String yaml) {
        assertThat(PlainYaml.read(yaml.lines().toList())).as(yaml).isNull();
    }

    @Test
    void agreesWithTheLibraryOnWhateverItReads() {
        Random random = new Random(7);
        int plain = 0;
        for (int i = 0; i < 60_000; i++) {
            List<String> lines = lines(random);
            YamlNode read = PlainYaml.read(lines);
            if (read != null) {
                plain++;
                assertThat(show(read)).as(String.join("\n", lines)).isEqualTo(byLibrary(lines));
            }
        }
        assertThat(plain).isGreaterThan(3_000);
    }

    private static List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        int indent = 0;
        // Each text is mostly plain, or mostly not: among odd lines only the shortest text would be read.
        int oddity = random.nextInt(3) == 0 ? 3 : 40;
        for (int count = 1 + random.nextInt(7); count > 0; count--) {
            indent = Math.max(
                    0, indent + List.of(0, 0, 0, 2, 2, 1, -2, -2, -1, -4).get(random.nextInt(10)));
            StringBuilder line = new StringBuilder(" ".repeat(indent));
            if (random.nextInt(4) == 0) {
                line.append(random.nextInt(8) == 0 ? "-  " : "- ");
            }
            int shape = random.nextInt(12);
            if (shape < 8) {
                line.append(pick(random, random.nextInt(oddity) == 0 ? ODD_KEYS : GOOD_KEYS))
                        .append(':');
            }
            if (shape > 1 && shape < 11) {
                line.append(shape > 7 ? "" : random.nextInt(9) == 0 ? "  " : " ");
                line.append(pick(random, random.nextInt(oddity) == 0 ? ODD_VALUES : GOOD_VALUES));
            } else if (shape == 11) {
                line.setLength(random.nextInt(line.length() + 1));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static String pick(Random random, List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String byLibrary(List<String> lines) {
        try {
            return show(YamlReader.read(String.join("\n", lines) + "\n"));
        } catch (MetadataException e) {
            return e.text();
        }
    }

    private static String show(@Nullable YamlNode node) {
        if (node == null) {
            return "nothing";
        }
        StringBuilder out = new StringBuilder();
        out.append(node.kind)
                .append(' ')
                .append(node.tag)
                .append(" <")
                .append(node.value)
                .append("> line ");
        out.append(node.line).append(" [");
        node.content.forEach(child -> out.append(show(child)).append(", "));
        return out.append(']').toString();
    }
}
