package io.rego4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rego4j.bundle.json.JsonDocuments;
import io.rego4j.source.RegoVersion;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles between us and the real OPA: it loads what we write, and we write again what it wrote. */
class BundleWithOpaTest {
    private static final String POLICY = "package shop\n\nallow if input.user in data.users\n\nn := data.n\n";

    @TempDir
    private Path folder;

    @Test
    void opaLoadsWhatWeWrite() throws IOException {
        Path file = folder.resolve("bundle.tar.gz");
        Bundle.builder()
                .module("shop/a.rego", POLICY)
                .module("ä/" + "long".repeat(60) + ".rego", "package q[\"ä\"]\n\nx := 1\n")
                .module("old.rego", "package old\n\ny { true }\n")
                .data(Map.of("users", List.of("ann"), "n", 1e21))
                .json("more", "{\"text\": \"<&>\\u2028\\\"\\u0001\\ud83d\\ude00\", \"big\": 12345678901234567890123}")
                .revision("r1")
                .regoVersion(RegoVersion.V1)
                .regoVersion("old.rego", RegoVersion.V0)
                .build()
                .writeTo(file);

        assertThat(OpaProgram.eval(file, "[data.shop.n, data.old.y, data.q[\"ä\"].x, data.big, count(data.text)]"))
                .isEqualTo("[1e+21,true,1,12345678901234567890123,7]");
        assertThat(OpaProgram.run(folder, "inspect", "-f", "json", file.toString()))
                .contains("\"revision\": \"r1\"");
    }

    @Test
    void opaRefusesARootThatWeRefuse() throws IOException {
        Path dir = Files.createDirectories(folder.resolve("b"));
        Files.writeString(dir.resolve(".manifest"), "{\"roots\": [\"a\", \"a/b\"]}");
        Files.writeString(dir.resolve("p.rego"), "package a\n");

        assertThat(OpaProgram.tryRun(folder, "build", "-b", "b").exitCode()).isNotZero();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Bundle.read(dir)))
                .isInstanceOf(BundleException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build -b src",
                "build src",
                "build -b src -r rev-7 --v0-compatible",
                "build -b src -O 1 -e shop/allow",
                "build src -t wasm -e shop/allow -e shop/n",
                "build -b src -t plan -e shop/allow",
                "build -b src -t plan --format proto -e shop/allow -r rev-8"
            })
    void whatOpaWritesReadsHereAndWritesAgainToAnEqualOne(String command) throws IOException {
        Path source = Files.createDirectories(folder.resolve("src"));
        Files.writeString(source.resolve("p.rego"), "# METADATA\n# title: Shop\n" + POLICY);
        Files.createDirectories(source.resolve("deep"));
        Files.writeString(source.resolve("data.json"), "{\"users\": [\"ann\", \"<b>\"], \"n\": [1.0, 1e3]}");
        Files.writeString(source.resolve("deep/data.yaml"), "a: 1.5\nb: [0x10, 1e22, ~]\n");
        if (command.contains("-b src")) {
            Files.writeString(
                    source.resolve(".manifest"),
                    "{\"roots\": [\"shop\", \"users\", \"n\", \"deep\"], \"metadata\": {\"x\": [1, {\"y\": null}]}}");
        }
        if (command.contains("v0")) {
            Files.writeString(source.resolve("p.rego"), "package shop\n\nallow { input.user == data.users[_] }\n");
        }
        OpaProgram.run(folder, (command + " -o opa.tar.gz").split(" "));

        Bundle read = Bundle.read(folder.resolve("opa.tar.gz"));
        read.writeTo(folder.resolve("ours.tar.gz"));
        Bundle again = Bundle.read(folder.resolve("ours.tar.gz"));

        assertThat(again).isEqualTo(read);
        assertThat(read.modules()).isNotEmpty();
        if (command.contains("rev-")) {
            assertThat(read.revision()).startsWith("rev-");
        }
        if (command.contains("-b src")) {
            assertThat(read.manifest().metadata()).hasToString("{x=[1, {y=null}]}");
            assertThat(read.manifest().roots()).contains("shop", "users", "n", "deep");
        }
        // OPA too finds the same in both.
        assertThat(inspected("ours.tar.gz")).isEqualTo(inspected("opa.tar.gz"));
        if (!command.contains("wasm")) {
            assertThat(OpaProgram.eval(folder.resolve("ours.tar.gz"), "data"))
                    .isEqualTo(OpaProgram.eval(folder.resolve("opa.tar.gz"), "data"));
        }
    }

    private String inspected(String file) {
        return OpaProgram.run(folder, "inspect", "-f", "json", file).replace(file, "bundle");
    }

    @Test
    void yamlIsReadAsOpaReadsIt() throws IOException {
        String yaml = """
                whole: [017, 0o17, 0x1F, 0b101, 1_000, +12, -0, 08, 00, -017, 0x1_f, _1, 0o8, 0b12, 1__0]
                real: [1.50, .5, 1e3, 1_0.5, 1., 1e, .5e2, 0.1e-7, 1_e3]
                large: [12345678901234567890, 123456789012345678901234567890, -9223372036854775809, 1e21]
                words: [yes, No, on, y, True, FALSE, ~, Null, null, 1:30, "017", '1']
                times: [2001-12-14, 2001-12-14t21:59:43.10-05:00]
                tags: [!!str 017, !!int "017", !!float 1, !!binary aGVsbG8=]
                017: octal
                1_0: ten
                1.50: real
                true: bool
                base: &base {x: 1, y: 2}
                merged: {<<: *base, y: 3}
                quoted: {"<<": 1}
                """;
        Files.writeString(folder.resolve("data.yaml"), yaml);

        Bundle bundle = Bundle.builder().yaml("data.yaml", yaml).build();

        JsonMapper json = new JsonMapper();
        assertThat(json.readTree(JsonDocuments.write(bundle.data())))
                .isEqualTo(json.readTree(
                        OpaProgram.run(folder, "eval", "--data", "data.yaml", "--format", "raw", "data")));
    }
}
