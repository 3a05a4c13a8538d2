package io.rego4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.opa.OpaBinary;
import io.rego4j.testing.CommandLineTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParseCommandTest {
    private static final String POLICY = """
            package a.b

            import data.users

            # Who may.
            allow if {
            	some u in users
            	u.name == input.user
            	not u.blocked
            }

            roles contains {"r": r, "n": 1e3} if r := input.roles[_]
            """;
    private static final String BAD = "package c\n\nx := [1,\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--format pretty",
                "--format json",
                "-f json --json-include locations",
                "-f json --json-include locations,-comments",
            })
    void printsWhatOpaParsePrints(String flags) throws IOException {
        String file = file("p.rego", POLICY);
        List<String> arguments = new ArrayList<>(List.of("parse", file));
        if (!flags.isEmpty()) {
            arguments.addAll(List.of(flags.split(" ")));
        }
        OpaBinary.Output opa = OpaBinary.find().run("", arguments);
        assertThat(CommandLineTester.run(arguments.toArray(String[]::new)))
                .isEqualTo(new CommandLineTester(0, opa.out(), ""));
    }

    @Test
    void aBadFileShowsPlaceCodeLineAndCaret() throws IOException {
        String file = file("c.rego", BAD);
        CommandLineTester result = CommandLineTester.run("parse", file);
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .startsWith(file + ":")
                .contains("rego_parse_error")
                .endsWith("^\n");
    }

    @Test
    void aFolderGivesALineForEachFileInOrderWhateverIsInIt() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 100; i < 250; i++) {
            names.add(file("p" + i + ".rego", i % 10 == 0 ? BAD : POLICY));
        }
        CommandLineTester result =
                CommandLineTester.run("parse", "--format", "jsonl", "--json-include", "locations", folder.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        String[] lines = result.out().split("\n");
        assertThat(lines).hasSize(150);
        for (int i = 0; i < lines.length; i++) {
            assertThat(lines[i])
                    .startsWith("{\"file\":\"" + names.get(i) + "\"," + (i % 10 == 0 ? "\"errors\":" : "\"module\":"));
        }
    }

    @Test
    void saysWhatIsWrongWithItsArguments() {
        assertThat(CommandLineTester.run("parse").err()).isEqualTo("error: no source file specified\n");
        assertThat(CommandLineTester.run("parse", "-f", "xml", "x.rego").err())
                .isEqualTo("error: invalid argument \"xml\" for \"-f, --format\" flag: must be one of"
                        + " {pretty,json,jsonl}\n");
        assertThat(CommandLineTester.run("parse", "nowhere.rego"))
                .isEqualTo(new CommandLineTester(1, "", "error: nowhere.rego: no such file or directory\n"));
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
