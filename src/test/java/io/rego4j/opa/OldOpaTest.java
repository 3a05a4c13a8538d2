package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rego4j.source.RegoVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * OPAs that are older than the reference. Their binaries are named by {@code REGO4J_OPA_0_60} and {@code REGO4J_OPA_1_0};
 * without the variable a test says so and is skipped. How to get them: docs/decisions.md.
 */
class OldOpaTest {
    private static final Policies V0 = Policies.none()
            .version(RegoVersion.V0)
            .module(
                    "p.rego",
                    "package p\n\nallow { input.x == data.k }\n\nbad = 1 { input.c }\n\nbad = 2 { input.c }\n")
            .data("data.k", 1);
    private static final Policies BOTH = Policies.none()
            .module("p.rego", "package p\n\nimport rego.v1\n\nallow if input.x == data.k\n")
            .data("data.k", 1);

    private static OpaBinary old(String variable) throws Exception {
        String path = System.getenv(variable);
        if (path == null) {
            System.err.println("OldOpaTest: skipped, since " + variable + " names no binary");
        }
        assumeThat(path).as("the variable " + variable).isNotNull();
        return OpaBinary.at(Path.of(path));
    }

    private static Opa open(String engine, OpaBinary binary) {
        OpaOptions options = OpaOptions.defaults().binary(binary);
        return switch (engine) {
            case "local" -> Opa.local(options);
            case "command" -> Opa.command(options);
            default -> Opa.engine(engine, options);
        };
    }

    @ParameterizedTest
    @CsvSource({
        "REGO4J_OPA_0_60, local",
        "REGO4J_OPA_0_60, command",
        "REGO4J_OPA_0_60, plan",
        "REGO4J_OPA_1_0, local",
        "REGO4J_OPA_1_0, command",
        "REGO4J_OPA_1_0, plan"
    })
    void decides(String variable, String engine) throws Exception {
        for (Policies policies : List.of(V0, BOTH)) {
            try (Opa opa = open(engine, old(variable)).load(policies.entrypoint("data.p.allow"))) {
                assertThat(opa.allowed("data.p.allow", Map.of("x", 1))).isTrue();
                assertThat(opa.decide("data.p.allow", Map.of("x", 2)).isUndefined())
                        .isTrue();
                assertThat(opa.decide("data.k", null).orElseThrow()).hasToString("1");
            }
        }
        try (Opa opa = open(engine, old(variable)).load(V0.entrypoint("data.p.bad"))) {
            OpaError error =
                    opa.decide("data.p.bad", Map.of("c", true)).failure().orElseThrow();
            assertThat(error.code()).isEqualTo("eval_conflict_error");
            assertThat(error.file()).isEqualTo("p.rego");
        }
    }

    @ParameterizedTest
    @CsvSource({"local", "command", "plan"})
    void saysWhatAnOpaBeforeOneWants(String engine) throws Exception {
        try (Opa opa = open(engine, old("REGO4J_OPA_0_60"))) {
            assertThatThrownBy(() -> opa.load(Policies.none().module("p.rego", "package p\n\nallow if input.x == 1\n")))
                    .isInstanceOf(OpaException.class)
                    .hasMessageContaining("p.rego:3: rego_parse_error")
                    .hasMessageContaining("OPA 0.60.0 reads Rego v1 only in a module that says import rego.v1");
        }
    }

    @ParameterizedTest
    @CsvSource({"REGO4J_OPA_0_60", "REGO4J_OPA_1_0"})
    void changesAndChecksAndTests(String variable) throws Exception {
        OpaBinary binary = old(variable);
        try (Opa opa = open("local", binary).load(V0)) {
            opa.documents().putPolicy("q.rego", "package q\n\nx = 1\n");
            opa.documents().putData("data.z", 5);
            assertThat(opa.query("x = data.q.x + data.z")).hasToString("[{x=6}]");
            assertThatThrownBy(() -> opa.filters().rows("data.p.allow", Map.of(), List.of("input.x")))
                    .hasMessageContaining("this OPA has no Compile API for data filters");
        }
        OpaTools tools = OpaTools.of(binary);
        Policies tests = Policies.none()
                .version(RegoVersion.V0)
                .module("a_test.rego", "package a\n\ntest_a { true }\n\ntest_b { false }\n");
        assertThat(tools.test(tests).toTree()).endsWith("1 passed, 1 failed, 0 errors, 0 skipped\n");
        assertThat(tools.check(tests.module("b.rego", "package b\n\nx = y\n")))
                .singleElement()
                .hasToString("b.rego:3: rego_unsafe_var_error: var y is unsafe");
    }
}
