package io.rego4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The class of the built-ins is what the installed OPA has. To follow a new OPA, complete {@code builtins.txt} and run this
 * test with {@code -Drego4j.write=true}.
 */
class BuiltinsGeneratorTest {
    private static final Path SOURCE = Path.of("src/main/java/io/rego4j/dsl/Builtins.java");

    @Test
    void generatingAgainChangesNothing() throws IOException, InterruptedException {
        String generated = BuiltinsGenerator.generate(capabilities());
        if (Boolean.getBoolean("rego4j.write")) {
            Files.writeString(SOURCE, generated);
        }

        assertThat(withoutLayout(Files.readString(SOURCE))).isEqualTo(withoutLayout(generated));
    }

    /** The file is formatted like all others, which moves white space and sorts nothing else. */
    private static String withoutLayout(String java) {
        return java.replaceAll("(?m)^\\s*\\*", "").replaceAll("\\s+", "").replaceAll("import[\\w.]+;", "");
    }

    private static String capabilities() throws IOException, InterruptedException {
        Process opa =
                OpaBinary.find().process(List.of("capabilities", "--current")).start();
        String json = new String(opa.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(opa.waitFor()).isZero();
        return json;
    }
}
