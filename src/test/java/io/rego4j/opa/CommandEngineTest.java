package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rego4j.opa.binary.CacheFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite on one process a question. */
class CommandEngineTest extends QueryingSuite {
    @Override
    Opa open(OpaOptions options) {
        return Opa.command(options);
    }

    @Override
    int batchSize() {
        return 20;
    }

    @Test
    void anAnswerAndItsExplanationHaveOneTimeTogether(@TempDir Path folder) throws Exception {
        assumeThat(CacheFolder.isWindows()).isFalse();
        Path script = Files.writeString(
                folder.resolve("opa"),
                "#!/bin/sh\n[ \"$1\" = version ] && echo 'Version: 1.0.0' && exit\nsleep 2\necho '{}'\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        OpaOptions options = OpaOptions.defaults().binary(OpaBinary.at(script)).timeout(Duration.ofSeconds(3));
        try (Opa opa = Opa.command(options)) {
            assertThat(opa.prepare("data.p.x").with(Extra.EXPLAIN_FULL).ask().failure())
                    .hasValueSatisfying(
                            error -> assertThat(error).hasToString("rego4j_timeout: no answer within 3000 ms"));
        }
    }
}
