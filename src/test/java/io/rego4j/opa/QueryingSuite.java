package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the engines do that run OPA itself: any query, and more than the value. */
abstract class QueryingSuite extends EngineSuite {
    @Test
    void givesTheBindingsOfAQuery() {
        assertThat(opa().query("some i; x := data.shapes.list[i]; x > input.least", Map.of("least", 1)))
                .extracting(Object::toString)
                .containsExactlyInAnyOrder("{i=0, x=3}", "{i=2, x=2}");
        assertThat(opa().query("data.shapes.one == 2")).isEmpty();
        assertThat(opa().query("data.shapes.one == 1")).containsExactly(Map.of());
        assertThatThrownBy(() -> opa().query("x ="))
                .isInstanceOfSatisfying(
                        OpaException.class, e -> assertThat(e.error().code()).isEqualTo("rego_parse_error"));
    }

    @Test
    void tellsMetricsAndExplanationsWhereAsked() {
        PreparedQuery query = opa().prepare("data.shapes.one");
        assertThat(query.ask(null).isDefined()).isTrue();
        DecisionInfo info =
                query.with(Extra.METRICS, Extra.EXPLAIN_FULL).ask(null).info();
        assertThat(info.metrics().path("timer_rego_query_eval_ns").asLong()).isPositive();
        assertThat(info.explanation()).anyMatch(line -> line.contains("Enter data.shapes.one"));
        assertThat(query.ask(null).info()).isEqualTo(DecisionInfo.NONE);
    }

    @Test
    void tellsNotesAndFailuresWhereAsked() {
        PreparedQuery query = opa().prepare("data.shapes.noted");
        assertThat(query.with(Extra.EXPLAIN_NOTES).ask(Map.of("n", 1)).info().explanation())
                .anyMatch(line -> line.contains("Note \"a note\""))
                .noneMatch(line -> line.contains("Eval "));
        assertThat(query.with(Extra.EXPLAIN_FAILS).ask(Map.of("n", 2)).info().explanation())
                .anyMatch(line -> line.contains("| | Fail lt("));
    }
}
