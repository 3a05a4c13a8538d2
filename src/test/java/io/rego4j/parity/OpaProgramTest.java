package io.rego4j.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rego4j.check.Capabilities;
import io.rego4j.parity.Opa.Answer;
import io.rego4j.parity.Opa.Fault;
import io.rego4j.parity.Opa.Question;
import io.rego4j.parity.Opa.Written;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Go program, built with the sources of the pinned OPA in Go's cache; without them, or without Go, the tests say so and
 * are skipped.
 */
@Tag("slow")
class OpaProgramTest {
    private static final String POLICY = "package a\n\n# why\np :=   x\n";

    @TempDir
    static Path folder;

    private static OpaRelease release;

    @BeforeAll
    static void build() throws IOException {
        Map<String, String> cacheOnly = Map.of("GOFLAGS", "-mod=mod", "GOPROXY", "off");
        String trouble = "";
        try {
            release = OpaRelease.prepare(new Go("go", cacheOnly), Capabilities.VERSION, folder);
        } catch (Trouble e) {
            trouble = e.getMessage();
            System.err.println("OpaProgramTest: skipped: " + trouble);
        }
        assumeThat(trouble).isEmpty();
    }

    private static Question question(String policy, RegoVersion version, boolean tree, Mode... modes) {
        byte[] text = policy.getBytes(StandardCharsets.UTF_8);
        return new Question("a.rego", text, version, tree, List.of(modes), modes.length > 0);
    }

    private static Answer answer(Question question) throws IOException {
        try (Opa opa = release.open()) {
            return opa.ask(question);
        }
    }

    @Test
    void itFormatsForOneVersionAndForTwoAndChecks() throws IOException {
        Answer answer = answer(question(POLICY, RegoVersion.V1, true, Mode.V1, Mode.V1V0, Mode.V1V2));
        assertThat(answer.errors()).isEmpty();
        assertThat(answer.tree()).startsWith("{\"package\":{\"location\":{\"file\":\"a.rego\",\"row\":1,\"col\":1,");
        assertThat(answer.written())
                .containsExactly(
                        new Written("package a\n\n# why\np := x\n", "package a\n\np := x\n"),
                        new Written(
                                "package a\n\nimport rego.v1\n\n# why\np := x\n",
                                "package a\n\nimport rego.v1\n\np := x\n"),
                        new Written(
                                "package a\n\nimport rego.v2\n\n# why\np := x\n",
                                "package a\n\nimport rego.v2\n\np := x\n"));
        assertThat(answer.check()).containsExactly(new Fault("rego_unsafe_var_error", "var x is unsafe", 4, 8));
    }

    @Test
    void aPolicyThatItRejectsHasErrorsOnly() throws IOException {
        Answer answer = answer(question("package a\n\np {", RegoVersion.V1, true, Mode.V1));
        assertThat(answer.errors()).isNotEmpty().allMatch(fault -> fault.code().equals("rego_parse_error"));
        assertThat(answer.tree()).isNull();
        assertThat(answer.written()).isEmpty();
        assertThat(answer(question("", RegoVersion.V0, true)).errors())
                .containsExactly(new Fault("rego_parse_error", "empty module", 0, 0));
    }

    @Test
    void itPrintsTheCapabilitiesThatAreBuiltIn() throws IOException {
        try (InputStream in = Capabilities.class.getResourceAsStream("capabilities.json")) {
            assertThat(in).isNotNull();
            assertThat(release.capabilities()).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void itWritesTheConformanceCasesAndThePoliciesOfTheFormattersTests() throws Exception {
        Path one = release.cases().resolve("array-slice");
        assertThat(Files.readString(one.resolve("0.rego"))).startsWith("package ");
        assertThat(Files.readString(one.resolve("case.json"))).contains("\"note\": \"array/slice\"");
        assertThat(Policy.below(release.tested().resolve("format"))).isNotEmpty();
    }

    @Test
    void aProcessThatEndsIsAnErrorOfThePolicyAndTheNextOneIsAsked() throws IOException {
        Path program = Files.writeString(folder.resolve("ends"), "#!/bin/sh\nexit 1\n");
        assumeThat(program.toFile().setExecutable(true)).isTrue();
        try (Opa opa = new OpaProgram(program)) {
            for (int i = 0; i < 2; i++) {
                assertThat(opa.ask(question(POLICY, RegoVersion.V1, true)).errors())
                        .containsExactly(new Fault("ended", "OPA's packages ended the process", 0, 0));
            }
        }
    }
}
