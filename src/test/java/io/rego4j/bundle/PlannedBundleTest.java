package io.rego4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.opa.Opa;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A bundle that was planned before is evaluated inside the JVM. */
class PlannedBundleTest {
    private static Bundle planned() throws IOException {
        Bundle bundle = Bundle.builder()
                .file(BundleFile.of(
                        "p.rego",
                        "package p\n\nallow if input.user in data.admins\n\nother := 1\n\nadmins := data.admins\n"))
                .data(Map.of("admins", List.of("ann")))
                .build();
        return BundleCompiler.with(OpaBinary.find())
                .compile(bundle, BundleCompiler.Target.PLAN, List.of("p/allow", "p/admins"));
    }

    @Test
    void decidesWithItsPlanAndItsData() throws IOException {
        try (Opa opa = Opa.inProcess().load(planned().toPolicies())) {
            assertThat(opa.allowed("data.p.allow", Map.of("user", "ann"))).isTrue();
            assertThat(opa.allowed("data.p.allow", Map.of("user", "bob"))).isFalse();
            assertThat(opa.decide("data.p.admins", null).orElseThrow()).hasToString("[\"ann\"]");
        }
    }

    @Test
    void refusesADocumentThatWasNotPlanned() throws IOException {
        try (Opa opa = Opa.inProcess().load(planned().toPolicies())) {
            OpaError error = opa.decide("data.p.other", null).failure().orElseThrow();
            assertThat(error.code()).isEqualTo(OpaError.UNSUPPORTED);
            assertThat(error.message())
                    .isEqualTo(
                            "the engine inside the JVM cannot do this: data.p.other was not planned: build the bundle with"
                                    + " --entrypoint p/other; its entry points are p/admins, p/allow");
            assertThat(opa.decide("data.p", null).isFailed()).isTrue();
        }
    }

    @Test
    void refusesADamagedPlanAndKeepsTheOldOne() throws IOException {
        Policies damaged = Policies.none().plan("{}".getBytes(StandardCharsets.UTF_8));
        try (Opa opa = Opa.inProcess().load(planned().toPolicies())) {
            assertThatThrownBy(() -> opa.load(damaged))
                    .isInstanceOf(OpaException.class)
                    .hasMessageContaining("plan.json: \"static\" is missing");
            assertThat(opa.allowed("data.p.allow", Map.of("user", "ann"))).isTrue();
        }
    }

    @Test
    void isForTheEngineInsideTheJvmOnly() {
        Policies policies = Policies.none().plan("{}".getBytes(StandardCharsets.UTF_8));
        try (Opa opa = Opa.command(OpaOptions.defaults())) {
            assertThatThrownBy(() -> opa.load(policies))
                    .hasMessageContaining(
                            "these policies are a plan without modules, which only the engine inside the JVM"
                                    + " evaluates");
        }
    }
}
