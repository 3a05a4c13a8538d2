package io.rego4j.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.CommandLineTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateCommandTest {
    private static final String OLD = """
            package old

            import future.keywords.in

            # Who may come in.
            allow { input.user in data.users }

            deny[msg] { not allow; msg := "no" }
            """;
    private static final String MIGRATED = """
            package old

            # Who may come in.
            allow if input.user in data.users

            deny contains msg if {
            	not allow
            	msg := "no"
            }
            """;

    @TempDir
    Path folder;

    @Test
    void findsTheVersionOfEachFileAndRewritesWhatIsOld() throws IOException {
        Path old = file("a.rego", OLD);
        Path both = file("b.rego", "package b\n\nimport rego.v1\n\np if input.x\n");
        Path now = file("c.rego", "package c\np   if input.x\n");
        CommandLineTester result = CommandLineTester.run("migrate", folder.toString());
        assertThat(result)
                .isEqualTo(new CommandLineTester(
                        0,
                        old + ": v0 -> v1, rewritten; without future.keywords.in\n" + both
                                + ": v1 -> v1, rewritten; without rego.v1\n" + now + ": v1, as it is\n"
                                + "3 policies: 2 rewritten, 0 failed; 0 places for a person to decide\n",
                        ""));
        assertThat(old).hasContent(MIGRATED);
        assertThat(both).hasContent("package b\n\np if input.x\n");
        assertThat(now).hasContent("package c\np   if input.x\n");
        assertThat(CommandLineTester.run("migrate", folder.toString()).out())
                .endsWith("3 policies: 0 rewritten, 0 failed; " + "0 places for a person to decide\n");
    }

    @Test
    void aDryRunShowsTheChangeAndWritesNothing() throws IOException {
        Path old = file("a.rego", OLD);
        CommandLineTester result = CommandLineTester.run("migrate", "-n", "-d", old.toString());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("would be rewritten", "-deny[msg] {", "+deny contains msg if {");
        assertThat(old).hasContent(OLD);
    }

    @Test
    void tellsWhatAPersonMustDecide() throws IOException {
        Path old = file("a.rego", "package a\n\nallow { any(input.x) }\n\nif = 1 { true }\n\ninput { true }\n");
        CommandLineTester result = CommandLineTester.run("migrate", old.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains(old
                        + ":3:9: migrate_deprecated_builtin: any is deprecated, and Rego v1 does not have it (hint: ")
                .contains(old + ":5:1: migrate_keyword: if is a keyword in Rego v1 (hint: ")
                .contains(old + ":7:1: migrate_shadowed_document: a rule may not hide input in Rego v1 (hint: ");
        assertThat(result.out()).contains("3 places for a person to decide");
    }

    @Test
    void aVariableWhoseNameBecameAKeywordGetsAnotherAndNobodyIsAsked() throws IOException {
        Path old = file("a.rego", "package a\n\nallow { in := input.user; every = in; data.users[every] }\n");
        assertThat(CommandLineTester.run("migrate", old.toString()))
                .isEqualTo(new CommandLineTester(
                        0,
                        old + ": v0 -> v1, rewritten; every is every_ now; in is in_ now\n"
                                + "1 policy: 1 rewritten, 0 failed; 0 places for a person to decide\n",
                        ""));
        assertThat(old).hasContent("""
                        package a

                        allow if {
                        	in_ := input.user
                        	every_ = in_
                        	data.users[every_]
                        }
                        """);
    }

    @Test
    void whatIsNoPolicyInAnyVersionIsAnErrorOfTheVersionThatReadsFurthest() throws IOException {
        Path bad = file("a.rego", "package a\n\nallow { input.x }\n\ndeny { input.y ] }\n");
        CommandLineTester result = CommandLineTester.run("migrate", bad.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith(bad + ":5:").contains("rego_parse_error");
    }

    @Test
    void provesWithTheRealOpaThatNoDecisionChanged() throws IOException {
        Path old = file("a.rego", OLD);
        Path bob = file("bob.json", "{\"user\": \"bob\"}");
        Path eve = file("eve.json", "{\"user\": \"eve\"}");
        Path data = file("users.json", "{\"users\": [\"bob\"]}");
        CommandLineTester result = CommandLineTester.run(
                "migrate",
                old.toString(),
                "--data",
                data.toString(),
                "-i",
                bob.toString(),
                "-i",
                eve.toString(),
                "-q",
                "data.old",
                "-q",
                "data.old.nothing");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("same decision: data.old with " + bob + ": {\"allow\":true,\"deny\":[]}")
                .contains("same decision: data.old with " + eve + ": {\"deny\":[\"no\"]}")
                .contains("same decision: data.old.nothing with " + eve + ": undefined");
        assertThat(old).hasContent(MIGRATED);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
