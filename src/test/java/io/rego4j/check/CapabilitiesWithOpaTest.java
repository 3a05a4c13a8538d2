package io.rego4j.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.opa.OpaBinary;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built-in capabilities are what the real OPA prints. */
class CapabilitiesWithOpaTest {
    @TempDir
    Path folder;

    private Path printed(String... arguments) throws IOException, InterruptedException {
        Path file = folder.resolve("capabilities.json");
        List<String> all = new java.util.ArrayList<>(List.of("capabilities"));
        all.addAll(List.of(arguments));
        Process process =
                OpaBinary.find().process(all).redirectOutput(file.toFile()).start();
        assertThat(process.waitFor()).isZero();
        return file;
    }

    @Test
    void writingTheResourceAgainChangesNothing() throws Exception {
        try (InputStream in = Capabilities.class.getResourceAsStream("capabilities.json")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(Files.readString(printed("--current")));
        }
    }

    @Test
    void thoseOfV0DifferAsOpaSays() throws Exception {
        Capabilities opa = Capabilities.read(printed("--current", "--v0-compatible"));
        Capabilities ours = Capabilities.current(RegoVersion.V0);
        assertThat(ours.features()).isEqualTo(opa.features());
        assertThat(ours.futureKeywords()).isEqualTo(opa.futureKeywords());
        assertThat(ours.builtins()).containsExactlyElementsOf(opa.builtins());
    }

    @Test
    void anOlderOpaLacksWhatCameLater() throws Exception {
        Capabilities old = Capabilities.read(printed("--version", "v0.40.0"));
        String text = "package p\n\nallow if json.match_schema(input.a, input.b)\n\nf := $\"{input.a}\"";
        CheckOptions options = CheckOptions.DEFAULT.withCapabilities(old);
        var module = RegoParser.parse(Source.of("a.rego", text)).orThrow();
        assertThat(Checker.check(List.of(module), options))
                .extracting(Diagnostic::message)
                .containsExactly("template-strings are not supported");
        var other = RegoParser.parse(Source.of("a.rego", text.substring(0, text.indexOf("\n\nf"))))
                .orThrow();
        assertThat(Checker.check(List.of(other), options))
                .extracting(Diagnostic::message)
                .containsExactly("undefined function json.match_schema");
    }
}
