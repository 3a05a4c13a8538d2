package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** The suite inside this JVM. */
class PlanEngineTest extends EngineSuite {
    @Override
    Opa open(OpaOptions options) {
        return Opa.inProcess(options);
    }

    @Override
    void strict(Decision<JsonNode> decision) {
        assertThat(decision.failure().orElseThrow().code()).isEqualTo("eval_builtin_error");
        assertThat(decision.failure().orElseThrow().message()).isEqualTo("div: divide by zero");
    }
}
