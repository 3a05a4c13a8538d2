package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.opa.OpaBinary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** Files that the playground was opened with, and what it offers to save. */
class PlaygroundFilesTest extends PlaygroundServer {
    @Test
    void onlyTheOpenedFilesAreWritten() throws Exception {
        Path policy = Files.writeString(folder.resolve("a.rego"), "package a\n");
        Path other = Files.writeString(folder.resolve("b.rego"), "package b\n");
        start(Playground.builder().files(List.of(policy)));
        JsonNode files = ask("files", ApiJson.object());
        assertThat(files).hasSize(1);
        String name = files.path(0).path("name").asText();
        assertThat(files.path(0).path("text").asText()).isEqualTo("package a\n");
        assertThat(save(name, "package a\n\np := 1\n", false).path("error").asText())
                .isEqualTo("nothing is written that was not confirmed");
        assertThat(policy).hasContent("package a\n");
        assertThat(save(name, "package a\n\np := 1\n", true)
                        .path("saved")
                        .path(0)
                        .asText())
                .isEqualTo(name);
        assertThat(policy).hasContent("package a\n\np := 1\n");
        for (String path : List.of(other.toString(), name + "/../b.rego", "../b.rego", "")) {
            assertThat(save(path, "package evil\n", true).path("error").asText())
                    .isEqualTo(path + " is not one of the opened files");
        }
        assertThat(other).hasContent("package b\n");
    }

    @Test
    void whatSomebodyElseHasWrittenIsNotLost() throws Exception {
        Path policy = Files.writeString(folder.resolve("a.rego"), "package a\n");
        start(Playground.builder().files(List.of(policy)));
        String name = ask("files", ApiJson.object()).path(0).path("name").asText();
        Files.writeString(policy, "package theirs\n");
        assertThat(save(name, "package mine\n", true).path("error").asText())
                .isEqualTo(name + " was changed by somebody else: reload the page to see it; nothing was written");
        assertThat(policy).hasContent("package theirs\n");
    }

    private JsonNode save(String name, String text, boolean confirmed) throws Exception {
        ObjectNode request = ApiJson.object().put("confirmed", confirmed);
        request.putArray("files").addObject().put("name", name).put("text", text);
        return ask("save", request);
    }

    @Test
    void theFolderHasATestOfWhatIsShownAndItPasses() throws Exception {
        start(Playground.builder());
        ObjectNode request = request("petstore.rego", PETSTORE);
        request.putObject("input").put("text", "method: PUT\nuser: \"bob\\\" \\n x\"\n");
        request.putObject("data").put("text", "{\"a\": 1}");
        request.putObject("shown").put("status", "value").put("value", "{\"allow\": false}");
        Map<String, String> files = unzip(download("folder", request));
        assertThat(files.keySet())
                .containsExactly("petstore.rego", "data.json", "request/input.yaml", "shown_test.rego");
        assertThat(files.get("shown_test.rego")).isEqualTo("""
                        package shown_test

                        test_what_is_shown if data.application.authz == {"allow": false} with input as {"method": "PUT", "user": "bob\\" \\n x"}
                        """);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        OpaBinary.Output tested = OpaBinary.find().run("", List.of("test", folder.toString()));
        assertThat(tested.out()).isEqualTo("PASS: 1/1\n");
    }

    private static Map<String, String> unzip(byte[] zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void noNameLeadsOutOfTheFolder() throws Exception {
        start(Playground.builder());
        Map<String, String> files = unzip(download(
                "folder",
                request(
                        "../../evil.rego",
                        "package a",
                        "/etc/x.rego",
                        "package b",
                        "a b.rego",
                        "package c",
                        "a_b.rego",
                        "package d")));
        assertThat(files.keySet()).containsExactly("evil.rego", "etc/x.rego", "a_b.rego", "a_b-2.rego");
    }

    @Test
    void theBundleIsSignedAndOpaLoadsIt() throws Exception {
        start(Playground.builder());
        ObjectNode request = request("petstore.rego", PETSTORE, "petstore_test.rego", "package t\n\ntest_x if true\n")
                .put("revision", "7");
        request.putObject("data").put("text", "owners:\n  pet1: bob\n");
        request.putObject("signing")
                .put("algorithm", "HS256")
                .put("keyId", "default")
                .put("key", "secret");
        Path file = Files.write(folder.resolve("bundle.tar.gz"), download("bundle", request));
        assertThat(evaluated(file, "[data.application.authz.allow, data.owners.pet1]"))
                .isEqualTo("[false,\"bob\"]");
        assertThat(evaluated(file, "data.t")).isEmpty();
        OpaBinary.Output inspected = OpaBinary.find().run("", List.of("inspect", "-f", "json", file.toString()));
        JsonNode inspection = ApiJson.MAPPER.readTree(inspected.out());
        assertThat(inspection.path("manifest").path("revision").asText()).isEqualTo("7");
        assertThat(inspection.path("signatures_config").isMissingNode()).isFalse();
    }

    private static String evaluated(Path bundle, String query) {
        return OpaBinary.find()
                .run("", List.of("eval", "-f", "raw", "-b", bundle.toString(), query))
                .out()
                .strip();
    }
}
