package io.rego4j.opa.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.opa.builtins.NetworkAccess;
import io.rego4j.opa.evaluate.Evaluation;
import io.rego4j.opa.evaluate.EvaluationSettings;
import io.rego4j.opa.evaluate.Request;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.testing.Await;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused of a plan, and by which words. The plan is {@code package p}, {@code x := 3}. */
class PlanReadingTest {
    private static final String PLAN = """
            {"static": {"strings": [{"value": "3"}], "builtin_funcs": [], "files": [{"value": "p.rego"}]},
             "plans": {"plans": [{"name": "p/x", "blocks": []}]},
             "funcs": {"funcs": [{"name": "g0.data.p.x", "params": [0, 1], "return": 2, "path": ["g0", "p", "x"],
               "blocks": [
                 {"stmts": [{"type": "MakeNumberRefStmt", "stmt": {"index": 0, "target": 3}},
                            {"type": "AssignVarOnceStmt",
                             "stmt": {"source": {"type": "local", "value": 3}, "target": 2}}]},
                 {"stmts": [{"type": "ReturnLocalStmt", "stmt": {"source": 2}}]}]}]}}
            """;

    private static Plan read(String json) throws PlanException {
        return Plan.read(json.getBytes(StandardCharsets.UTF_8), null);
    }

    @Test
    void readsAPlan() throws PlanException {
        Plan plan = read(PLAN);
        assertThat(plan.entrypoints()).containsExactly("p/x");
        assertThat(plan.evaluate(plan.evaluation(request(null))).value()).hasToString("3");
    }

    private static Request request(@Nullable Duration timeout) {
        EvaluationSettings settings = new EvaluationSettings(
                InstantSource.system(), Random::new, ObjectValue.EMPTY, NetworkAccess.NONE, Long.MAX_VALUE);
        return new Request(List.of("p", "x"), null, ObjectValue.EMPTY, timeout, false, settings);
    }

    @Test
    void anEvaluationThatBeginsAgainEndsWhenTheFirstOneWouldHave() throws Exception {
        Evaluation evaluation = read(PLAN).evaluation(request(Duration.ofMillis(1)));
        Await.until("the end of the time", () -> evaluation.nanosLeft() == 0);
        assertThat(evaluation.again().nanosLeft()).isZero();
    }

    @Test
    void aTimeOfMoreNanosecondsThanALongHoldsIsLong() throws PlanException {
        Evaluation evaluation = read(PLAN).evaluation(request(Duration.ofSeconds(Long.MAX_VALUE)));
        evaluation.checkDeadline();
        assertThat(evaluation.nanosLeft()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ReturnLocalStmt|TraceStmt|funcs.funcs[0].blocks[1].stmts[0]: the statement TraceStmt is unknown: the plan was"
                        + " made by another version of OPA than this library reads",
                "\"type\": \"local\"|\"type\": \"global\"|funcs.funcs[0].blocks[0].stmts[1].stmt.source: the operand type"
                        + " global is unknown",
                "\"index\": 0|\"index\": 7|funcs.funcs[0].blocks[0].stmts[0].stmt.index: 7 is not from 0 to 0",
                "\"index\": 0,|''|funcs.funcs[0].blocks[0].stmts[0].stmt: \"Index\" is missing",
                "\"value\": \"3\"|\"value\": \"three\"|funcs.funcs[0].blocks[0].stmts[0].stmt.index: the string is no number",
                "\"target\": 3|\"target\": -1|funcs.funcs[0].blocks[0].stmts[0].stmt.target: -1 is not from 0 to 1048575",
                "\"params\": [0, 1]|\"params\": [1, 0]|funcs.funcs[0]: the first parameters of a function are input and data",
                "\"plans\": [|\"plan\": [|''",
                "\"stmts\": [|\"stmts\": 1, \"s\": [|funcs.funcs[0].blocks[0].stmts: an array is expected",
            })
    void refusesADamagedPlanByItsPlace(String text, String other, String message) {
        String damaged = PLAN.replace(text, other);
        assertThat(damaged).isNotEqualTo(PLAN);
        assertThatThrownBy(() -> read(damaged))
                .isInstanceOf(PlanException.class)
                .hasMessage("plan.json" + (message.isEmpty() ? ": there is no entry point in it" : " at " + message));
    }

    @Test
    void refusesAFunctionThatItHasNot() {
        String builtin = "{\"name\": \"new.function\", \"decl\": {\"args\": [], \"result\": {}}}";
        assertThatThrownBy(() -> read(PLAN.replace("\"builtin_funcs\": []", "\"builtin_funcs\": [" + builtin + "]")))
                .hasMessage("the built-in function new.function is not in this engine");
    }

    @Test
    void refusesFunctionsThatCallThemselves() {
        String call = "{\"type\": \"CallStmt\", \"stmt\": {\"func\": \"g0.data.p.x\", \"result\": 3, \"args\": ["
                + "{\"type\": \"local\", \"value\": 0}, {\"type\": \"local\", \"value\": 1}]}},";
        assertThatThrownBy(() -> read(
                        PLAN.replace("{\"type\": \"AssignVarOnceStmt\"", call + "{\"type\": \"AssignVarOnceStmt\"")))
                .hasMessage("plan.json is damaged: functions call each other in a circle");
    }

    @Test
    void refusesWhatIsNotJson() {
        assertThatThrownBy(() -> read("PK"))
                .isInstanceOf(PlanException.class)
                .hasMessageStartingWith("plan.json is not JSON: ");
        assertThatThrownBy(() -> read("{"))
                .isInstanceOf(PlanException.class)
                .hasMessage("plan.json is not JSON: Unexpected end-of-input: expected close marker for Object");
    }
}
