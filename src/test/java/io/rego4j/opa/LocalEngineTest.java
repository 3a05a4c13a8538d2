package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The suite on a server that this JVM started. */
class LocalEngineTest extends QueryingSuite {
    @Override
    Opa open(OpaOptions options) {
        return Opa.local(options);
    }

    /**
     * OPA goes through the set in the order of its variables' names, which it numbers through all modules: one more variable
     * in the module that guards the server would give {@code [1, 2]} for the middle one.
     */
    @ParameterizedTest
    @ValueSource(strings = {"a := 1; b := 1", "a := 1; b := 1; c := 1", "a := 1; b := 1; c := 1; d := 1"})
    void answersAsIfNoModuleGuardedIt(String variables) {
        Policies policies = Policies.none()
                .module(
                        "p.rego",
                        "package p\n\nx := [y | " + variables
                                + "; v := input.a; some y in {v, data.p.s}]\n\ns := 1 if input.a\n");
        try (Opa local = Opa.local().load(policies);
                Opa command = Opa.command().load(policies)) {
            JsonNode answer = local.decide("data.p.x", Map.of("a", 2)).orElseThrow();
            assertThat(answer)
                    .isEqualTo(command.decide("data.p.x", Map.of("a", 2)).orElseThrow());
        }
    }
}
