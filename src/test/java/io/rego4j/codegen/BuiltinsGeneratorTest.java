package io.rego4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.opa.OpaBinary;
import io.rego4j.testing.JavaText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The class of the built-ins is what the installed OPA has; {@code scripts/follow-opa} writes it for another one. */
class BuiltinsGeneratorTest {
    private static final Path SOURCE = Path.of("src/main/java/io/rego4j/dsl/Builtins.java");
    private static final Path TABLE = Path.of("src/main/resources/io/rego4j/codegen/builtins.txt");

    @Test
    void generatingAgainChangesNothing() throws IOException, InterruptedException {
        assertThat(JavaText.withoutLayout(Files.readString(SOURCE)))
                .isEqualTo(JavaText.withoutLayout(BuiltinsGenerator.generate(capabilities())));
    }

    @Test
    void everyBuiltinHasAWrittenSentence() throws IOException {
        assertThat(Files.readString(TABLE)).doesNotContain(BuiltinTable.UNWRITTEN);
    }

    @Test
    void aNewBuiltinGetsALineAndAMethodAndOneThatIsGoneHasNone() {
        String capabilities = """
                {"builtins": [
                  {"name": "abs", "decl": {"args": [{"type": "number"}], "result": {"type": "number"}, "type": "function"}},
                  {"name": "strings.turn_over", "decl": {"args": [{"type": "string", "name": "value"}], "type": "function"}}]}
                """;
        String table = BuiltinsGenerator.completeTable(
                capabilities, "# Names.\nabs | abs | Its sentence.\nceil | ceil | Another one.\n");

        assertThat(table)
                .isEqualTo("# Names.\nabs | abs | Its sentence.\n"
                        + "strings.turn_over | stringsTurnOver | What it does is still to be said.\n");
        assertThat(BuiltinsGenerator.generate(capabilities, table))
                .contains("public static Operand stringsTurnOver(@Nullable Object value)")
                .doesNotContain("ceil(");
    }

    private static String capabilities() throws IOException, InterruptedException {
        Process opa =
                OpaBinary.find().process(List.of("capabilities", "--current")).start();
        String json = new String(opa.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(opa.waitFor()).isZero();
        return json;
    }
}
