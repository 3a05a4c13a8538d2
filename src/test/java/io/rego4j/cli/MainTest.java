package io.rego4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.cli.command.PassThroughCommand;
import io.rego4j.cli.command.Shell;
import io.rego4j.opa.OpaBinary;
import io.rego4j.testing.CommandLineTester;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MainTest {
    private static final Shell SILENT = new Shell(
            new PrintStream(OutputStream.nullOutputStream()),
            new PrintStream(OutputStream.nullOutputStream()),
            InputStream.nullInputStream());

    @Test
    void withoutArgumentsListsEveryCommand() {
        CommandLineTester result = CommandLineTester.run();
        assertThat(result.exitCode()).isZero();
        for (Commands command : Commands.values()) {
            assertThat(result.out()).contains("  " + command.label() + " ").contains(command.summary());
        }
        assertThat(CommandLineTester.run("help").out()).isEqualTo(result.out());
        assertThat(CommandLineTester.run("--help").out()).isEqualTo(result.out());
    }

    @Test
    void versionNamesTheReferenceAndTheVersionsOfRego() {
        CommandLineTester result = CommandLineTester.run("version");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .matches("Version: \\d+\\.\\d+\\.\\d+.*\\R(?s:.*)")
                .contains("OPA: " + OpaBinary.PINNED_VERSION, "Rego Versions: v0, v1, v2", "Java: ");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void anUnknownCommandExitsWithOneAsOpaDoes() {
        CommandLineTester result = CommandLineTester.run("bogus");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith("error: unknown command \"bogus\" for \"rego4j\"")
                .contains("rego4j help");
    }

    @Test
    void anUnknownFlagExitsWithOneAndNamesTheNearest() {
        CommandLineTester result = CommandLineTester.run("version", "--hlp");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith("error: unknown flag: --hlp (did you mean --help?)");
    }

    @ParameterizedTest
    @EnumSource(Commands.class)
    void eachCommandExplainsItselfWithAnExample(Commands command) {
        CommandLineTester result = CommandLineTester.run(command.label(), "--help");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        if (!(command.create(SILENT) instanceof PassThroughCommand)) {
            // A command of opa's own shows opa's help.
            assertThat(result.out())
                    .startsWith("Usage: rego4j " + command.label())
                    .contains("Example");
        }
        assertThat(result.out()).contains("Usage:", "--help");
        assertThat(CommandLineTester.run("help", command.label()).out()).isEqualTo(result.out());
    }
}
