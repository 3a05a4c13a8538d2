package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
    @Test
    void showsTheAnswerAndOnlyWhatElseIsThere() {
        assertThat(new Decision.Value<>(true, DecisionInfo.NONE)).hasToString("true");
        assertThat(new Decision.Value<>(null, DecisionInfo.NONE)).hasToString("null");
        assertThat(new Decision.Undefined<>(DecisionInfo.NONE.withDecisionId("d1")))
                .hasToString("undefined [decisionId=d1]");
        assertThat(new Decision.Failed<>(OpaError.of("code", "why"), DecisionInfo.NONE))
                .hasToString("failed: code: why");
        DecisionInfo info = DecisionInfo.NONE
                .withMetrics(JsonNodeFactory.instance.objectNode().put("ns", 1))
                .withPrinted(List.of("hello"));
        assertThat(new Decision.Value<>("x", info)).hasToString("x [metrics={\"ns\":1}, printed=[hello]]");
    }
}
