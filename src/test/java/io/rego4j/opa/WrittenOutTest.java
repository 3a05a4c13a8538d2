package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * OPA goes through <code>{input.a, input.b}</code> in the order of its terms, equal ones twice, until it makes a value of it.
 * The answers are those of {@code opa eval}; {@link #aLocalOpaAnswersTheSame} asks it.
 */
class WrittenOutTest {
    private static final Input INPUT = Input.json("{\"a\": 3, \"b\": 1, \"c\": 3, \"d\": 2, \"e\": 2.0, \"x\": [1]}");
    private static final Map<String, String> ANSWERS = new LinkedHashMap<>();

    static {
        ANSWERS.put("[x | some x in {input.a, input.b, input.c}]", "[3,1,3]");
        ANSWERS.put("[x | {input.a, input.b, input.c}[x]]", "[3,1,3]");
        ANSWERS.put("[x | y := {input.a, input.b, input.c}; some x in y]", "[3,1,3]");
        ANSWERS.put("[x | some x in {input.a, 7, input.b}]", "[7,3,1]");
        ANSWERS.put("count([x | some x in {input.a, input.c}])", "2");
        ANSWERS.put("{input.a, input.b, input.c}", "[1,3]");
        ANSWERS.put("count({input.a, input.b, input.c})", "2");
        ANSWERS.put("[x | some x in r]", "[3,1,3]");
        ANSWERS.put("[[x, y] | some x in r; some y in r]", "[[3,1],[3,3],[1,1],[1,3],[3,1],[3,3]]");
        ANSWERS.put("[x | some x in f(input.d)]", "[3,1,2]");
        ANSWERS.put("[x | some i in [1, 2]; some x in f(input.d); i > 0]", "[3,1,2,1,2,3]");
        ANSWERS.put("g({input.a, input.b})", "[3,1]");
        ANSWERS.put("[x | some x in part]", "[1,3]");
        ANSWERS.put("[x | some x in parts.k]", "[1,3]");
        ANSWERS.put("[x | some x in {y | some y in {input.a, input.b}}]", "[1,3]");
        ANSWERS.put("[x | s := [{input.a, input.b}, 1]; some x in s[0]]", "[3,1]");
        ANSWERS.put("[x | [s, _] = [{input.a, input.b}, 1]; some x in s]", "[3,1]");
        ANSWERS.put("[x | some y in [{input.a, input.b}]; some x in y]", "[3,1]");
        ANSWERS.put("[x | some y in {{input.a, input.b}}; some x in y]", "[1,3]");
        ANSWERS.put("[x | {{input.a, input.b}}[y]; some x in y]", "[3,1]");
        ANSWERS.put("[x | some y in {\"k\": {input.a, input.b}}; some x in y]", "[3,1]");
        ANSWERS.put("[x | some y, _ in {{input.a, input.b}: 1}; some x in y]", "[3,1]");
        ANSWERS.put("[x | s := [{input.a, input.b}]; some x in array.concat(s, [])[0]]", "[1,3]");
        ANSWERS.put("[x | some x in {input.a, input.b} | {input.d}]", "[1,2,3]");
        ANSWERS.put("[[k, v] | some k, v in {input.a: 1, input.b: 2, input.c: 3}]", "[[3,1],[1,2],[3,1]]");
        ANSWERS.put("{input.a: 1, input.b: 2, input.c: 3}", "{\"1\":2,\"3\":3}");
        ANSWERS.put("{input.a: 1, input.b: 2, input.c: 3}[input.a]", "1");
        ANSWERS.put("object.get({input.a: 1, input.b: 2, input.c: 3}, input.a, 0)", "3");
        ANSWERS.put("[x | o := {input.a: 1, input.c: 3}; x := json.marshal(o)]", "[\"{\\\"3\\\":3}\"]");
        ANSWERS.put("[x | some x in {2, input.e, input.d}]", "[2,2,2.0]");
        ANSWERS.put("[[k, v] | some k, v in {input.e, 2}]", "[[2,2],[2.0,2.0]]");
        ANSWERS.put("[[k, v] | some k, v in {input.d: 1, 2.0: 2}]", "[[2.0,2],[2,2]]");
        ANSWERS.put("[s | s := q with input.set as {input.a, input.b}]", "[[1,3]]");
        ANSWERS.put("[[t, u] | t := e; u := e with input.y as 1]", "[[[3,1],[3,1]]]");
        ANSWERS.put("[{input.a, input.b} == {input.b, input.a}, {input.a, input.c} == {3}]", "[true,true]");
    }

    private static final String OTHERS = """
            r := {input.a, input.b, input.c}

            f(x) := {x, input.a, input.b}

            g(s) := [x | some x in s]

            part contains x if some x in {input.a, input.b}

            parts.k := s if s := {x | some x in {input.a, input.b}}

            q := [x | some x in input.set]

            e := [x | some x in h]

            h := {input.a, input.b} if input.a
            """;

    /** Each rule of its own module, so that none is asked for before. */
    private static Policies policies() {
        Policies policies = Policies.none();
        int number = 0;
        for (String expression : ANSWERS.keySet()) {
            String name = "p" + number++;
            policies = policies.module(
                    name + ".rego", "package " + name + "\n\nanswer := " + expression + "\n\n" + OTHERS);
        }
        return policies;
    }

    private static Map<String, String> answers(Opa opa) {
        Map<String, String> answers = new LinkedHashMap<>();
        List<String> expressions = new ArrayList<>(ANSWERS.keySet());
        for (int i = 0; i < expressions.size(); i++) {
            Decision<JsonNode> answer = opa.decide("data.p" + i + ".answer", INPUT);
            answers.put(
                    expressions.get(i),
                    answer.isDefined() ? answer.orElseThrow().toString() : "undefined");
        }
        return answers;
    }

    @Test
    void goesThroughTermsAsOpaDoes() {
        try (Opa opa = Opa.inProcess().load(policies())) {
            assertThat(answers(opa)).isEqualTo(ANSWERS);
        }
    }

    @Test
    void aLocalOpaAnswersTheSame() {
        try (Opa opa = Opa.local().load(policies())) {
            assertThat(answers(opa)).isEqualTo(ANSWERS);
        }
    }
}
