package io.rego4j.ast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.source.RegoVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImportTest {
    @Test
    void onlyAnImportOfAVersionBringsOne() {
        assertThat(version("rego.v1")).contains(RegoVersion.V1);
        assertThat(version("rego[\"v2\"]")).contains(RegoVersion.V2);
        assertThat(version("future.keywords")).isEmpty();
        assertThat(version("data.rego.v1")).isEmpty();
        assertThat(version("data.v1")).isEmpty();
    }

    private static Optional<RegoVersion> version(String path) {
        return Rego.parse("package p\n\nimport " + path + "\n").imports().get(0).regoVersion();
    }
}
