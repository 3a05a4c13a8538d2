package io.rego4j.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in the way of another OPA is one line that says what was tried and what to do. */
class GoTest {
    private static String errorOf(Go go, String... arguments) throws IOException {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertThat(FollowOpa.run(List.of(arguments), go, print, print)).isEqualTo(2);
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutAVersionItSaysHowItIsCalled() throws IOException {
        String usage = "scripts/follow-opa VERSION [FOLDER…] [--apply]; nothing was changed\n";
        assertThat(errorOf(new Go())).isEqualTo("follow-opa: looked for a version such as 1.22.4: " + usage);
        assertThat(errorOf(new Go(), "latest", "--apply"))
                .isEqualTo("follow-opa: looked for a version such as 1.22.4 in \"latest\": " + usage);
    }

    @Test
    void withoutGoItSaysWhereGoIs() throws IOException {
        assertThat(errorOf(new Go("no-such-go", Map.of()), "1.22.4"))
                .isEqualTo("follow-opa: tried to run no-such-go, which is not on the PATH: "
                        + "install Go from https://go.dev/dl; nothing was changed\n");
    }

    @Test
    void withoutANetworkItSaysSo() throws IOException {
        boolean hasGo = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "go")));
        assumeThat(hasGo).as("go on the PATH").isTrue();
        Map<String, String> offline = Map.of("GOFLAGS", "-mod=mod", "GOPROXY", "off");
        assertThat(errorOf(new Go("go", offline), "1.999.0", "--apply"))
                .isEqualTo(
                        "follow-opa: tried to fetch OPA 1.999.0 as a Go module (github.com/open-policy-agent/opa@v1.999.0: "
                                + "module lookup disabled by GOPROXY=off): connect to the network, or set GOPROXY to a proxy that can "
                                + "be reached; nothing was changed\n");
    }

    @Test
    void aVersionThatDoesNotExistIsNamed() {
        assertThat(Go.trouble(
                        "9.9.9", "github.com/open-policy-agent/opa@v9.9.9: invalid version: unknown revision v9.9.9\n"))
                .hasMessage(
                        "tried to fetch OPA 9.9.9 as a Go module (github.com/open-policy-agent/opa@v9.9.9: invalid version: "
                                + "unknown revision v9.9.9): name a version that exists, see "
                                + "https://github.com/open-policy-agent/opa/releases");
    }

    @Test
    void anOpaThatNeedsANewerGoOrAnotherProgramSaysWhich() {
        assertThat(
                        Go.trouble(
                                "1.30.0",
                                "go: github.com/open-policy-agent/opa@v1.30.0 requires go >= 1.28.0 (running go 1.26.8; GOTOOLCHAIN=local)"))
                .hasMessage(
                        "tried to build with OPA 1.30.0 (go: github.com/open-policy-agent/opa@v1.30.0 requires go >= 1.28.0 "
                                + "(running go 1.26.8; GOTOOLCHAIN=local)): install a newer Go");
        assertThat(Go.trouble("1.30.0", "./answer.go:12:2: undefined: ast.NewCompiler"))
                .hasMessage(
                        "tried to build src/parity/go with OPA 1.30.0 (./answer.go:12:2: undefined: ast.NewCompiler): "
                                + "mend the program for the packages of this OPA");
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        assertThatThrownBy(() -> Policy.below(Path.of("no/such/folder")))
                .isInstanceOf(Trouble.class)
                .hasMessage("looked for policies in no/such/folder, which does not exist: name a folder that does");
    }
}
