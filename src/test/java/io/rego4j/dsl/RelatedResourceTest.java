package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.metadata;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A link of METADATA is what OPA takes for one, written as OPA writes it. */
class RelatedResourceTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "HTTPS://example.com/a, https://example.com/a",
        "two words, two%20words",
        "{x}, %7Bx%7D",
        "`, %60",
        "p/q?a=b#, p/q?a=b",
        "http://[::1]:80/x y, http://[::1]:80/x%20y",
        "mailto:jane@example.com, mailto:jane@example.com"
    })
    void aLinkIsWrittenAsGoDoes(String address, String written) throws IOException {
        RegoModule built = module("p")
                .add(rule("q").metadata(metadata().relatedResource(address, "")).assign(1))
                .build();
        String text = Rego.format(built);

        assertThat(built.annotations().get(0).relatedResources().get(0).ref()).isEqualTo(written);
        assertThat(Rego.parse(Source.of(text), ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                        .orThrow()
                        .annotations())
                .isEqualTo(built.annotations());
        Files.writeString(folder.resolve("p.rego"), text);
        assertThat(OpaProgram.run(folder, "inspect", "-a", "-f", "json", "p.rego"))
                .contains("\"ref\": \"" + written + "\"");
    }

    @Test
    void whatGoRefusesIsRefusedWithItsReason() {
        assertThatThrownBy(() -> metadata().relatedResource("http://[::1", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a related resource needs a URI: parse \"http://[::1\": missing ']' in host");
    }
}
