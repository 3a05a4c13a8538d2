package io.rego4j.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlagTableTest {
    private final FlagTable flags = new FlagTable("Do it.", "PATH", "what to do it to", List.of())
            .flag("list", "-l", "--list")
            .flag("write", "-w", "--write")
            .flag("check", "--check-result")
            .value("NAME", "version", "--version-of", "--rego-version")
            .value("FORMAT", "format", "-f", "--format");

    @Test
    void readsFlagsAsPeopleWriteThem() {
        FlagTable.Given given = flags.read(List.of(
                "a.rego",
                "-lw",
                "--check-result=false",
                "--rego-version",
                "v0",
                "--format=json",
                "-",
                "--",
                "-b.rego"));
        assertThat(given).isNotNull();
        assertThat(given.paths()).containsExactly("a.rego", "-", "-b.rego");
        assertThat(given.has("--list")).isTrue();
        assertThat(given.has("--write")).isTrue();
        assertThat(given.has("--check-result", true)).isFalse();
        assertThat(given.value("--rego-version")).isEqualTo("v0");
        assertThat(given.value("--format")).isEqualTo("json");
    }

    @Test
    void theLastOfSeveralNamesAndOfSeveralValuesCounts() {
        FlagTable.Given given = flags.read(List.of("--version-of", "v1", "--rego-version=v2"));
        assertThat(given.value("--rego-version")).isEqualTo("v2");
        assertThat(given.values("--rego-version")).containsExactly("v1", "v2");
    }

    @Test
    void leavesWhatNeedsWordsToPicocli() {
        assertThat(flags.read(List.of("--help"))).isNull();
        assertThat(flags.read(List.of("--lst"))).isNull();
        assertThat(flags.read(List.of("-lx"))).isNull();
        assertThat(flags.read(List.of("--list=perhaps"))).isNull();
        assertThat(flags.read(List.of("--format"))).isNull();
    }
}
