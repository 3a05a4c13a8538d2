package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.testing.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The suite inside this JVM, and what is particular there. */
class PlanEngineTest extends EngineSuite {
    @Override
    Opa open(OpaOptions options) {
        return Opa.inProcess(options);
    }

    private static Opa loaded(String policy) {
        return Opa.inProcess().load(Policies.none().module("p.rego", policy));
    }

    @Test
    void ordersCountsAndWritesAsOpaDoes() {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("concat(\",\", {\"b\", \"a\"})", "\"a,b\"");
        answers.put("[x | some x in {\"b\", \"a\", \"c\"}][0]", "\"a\"");
        answers.put("[k | some k, _ in {\"b\": 1, \"a\": 2}]", "[\"a\",\"b\"]");
        answers.put("3 * 1.1", "3.3000000000000000002");
        answers.put("1 / 3", "0.33333333333333333334");
        answers.put("[x | x := 3 * 1.1; x == 3.3]", "[]");
        answers.put("product([1.1, 1.1, 1.1])", "1.3310000000000002");
        answers.put("9223372036854775807 + 1", "9223372036854775808");
        answers.put("3 * 1.1 == 3.3", "false");
        answers.put(
                "crypto.sha256(json.marshal({\"b\": 1, \"a\": 2}))",
                "\"d3626ac30a87e6f7a6428233b3c68299976865fa5508e4267c5415c76af7a772\"");
        answers.put("json.marshal({\"b\": 1, \"a\": {3, 2}})", "\"{\\\"a\\\":[2,3],\\\"b\\\":1}\"");
        StringBuilder policy = new StringBuilder("package p\n\n");
        int rule = 0;
        for (String expression : answers.keySet()) {
            policy.append("r").append(rule++).append(" := ").append(expression).append("\n\n");
        }
        try (Opa opa = loaded(policy.toString())) {
            rule = 0;
            for (Map.Entry<String, String> entry : answers.entrySet()) {
                assertThat(opa.decide("data.p.r" + rule++, null).orElseThrow())
                        .as(entry.getKey())
                        .hasToString(entry.getValue());
            }
        }
    }

    @Test
    void mergesPackagesAndBaseDocuments() {
        Policies policies = Policies.none()
                .module("a.rego", "package a.b\n\nx := 1\n\nf(y) := y\n\nnone if input.none\n")
                .module("c.rego", "package a.c\n\ns contains 1\n")
                .module("empty.rego", "package a.empty\n")
                .data("data.a.base", List.of(1))
                .data("data.a.b.base", 2);
        try (Opa opa = Opa.inProcess().load(policies)) {
            assertThat(opa.decide("data.a", Map.of()).orElseThrow())
                    .hasToString("{\"b\":{\"base\":2,\"x\":1},\"base\":[1],\"c\":{\"s\":[1]},\"empty\":{}}");
            assertThat(opa.decide("data.a.b.base", null).orElseThrow()).hasToString("2");
            assertThat(opa.decide("data.a.base", null).orElseThrow()).hasToString("[1]");
            assertThat(opa.decide("data.a.c.s", null).orElseThrow()).hasToString("[1]");
            assertThat(opa.decide("data.a.b.none", null).isUndefined()).isTrue();
            assertThat(opa.decide("data.a.empty", null).orElseThrow()).hasToString("{}");
            assertThat(opa.decide("data.a.b.f", null).failure().orElseThrow())
                    .hasToString("rego_type_error: function data.a.b.f used as reference, not called");
        }
    }

    @Test
    void listsTheValuesOfAConflict() {
        try (Opa opa = loaded("package p\n\nx := 1\n\nx := 2\n\nx := 1\n")) {
            OpaError error = opa.decide("data.p.x", null).failure().orElseThrow();
            assertThat(error.code()).isEqualTo("eval_conflict_error");
            assertThat(error.message())
                    .isEqualTo("rule data.p.x produced conflicting values:\n  1 at p.rego:3\n  2 at p.rego:5");
            assertThat(error.row()).isEqualTo(5);
        }
    }

    @Test
    void givesWhatPoliciesPrintAndHowLongTheyTook() {
        try (Opa opa = loaded("package p\n\nx := 1 if print(\"n is\", input.n, input.none)\n")) {
            Decision<JsonNode> decision =
                    opa.prepare("data.p.x").with(Extra.PRINT, Extra.METRICS).ask(Map.of("n", List.of(2)));
            assertThat(decision.info().printed()).containsExactly("n is [2] <undefined>");
            assertThat(decision.info()
                            .metrics()
                            .path("timer_rego_query_eval_ns")
                            .asLong())
                    .isPositive();
            assertThat(opa.prepare("data.p.x")
                            .with(Extra.EXPLAIN_FULL)
                            .ask(null)
                            .failure()
                            .orElseThrow()
                            .message())
                    .isEqualTo("the engine inside the JVM cannot do this: a plan has no trace and no provenance");
        }
    }

    @Test
    void answersForDocumentsOnly() {
        assertThatThrownBy(() -> opa().query("x := 1", null))
                .hasMessageContaining("it answers for documents, not for queries: make the query a rule");
    }

    @Test
    void takesClockAndEnvironmentFromOptions() {
        OpaOptions options =
                OpaOptions.defaults().clock(() -> Instant.ofEpochSecond(1, 5)).environment(Map.of("STAGE", "test"));
        String policy = "package p\n\nx := [time.now_ns(), opa.runtime().env.STAGE]\n";
        try (Opa opa = Opa.inProcess(options).load(Policies.none().module("p.rego", policy))) {
            assertThat(opa.decide("data.p.x", null).orElseThrow()).hasToString("[1000000005,\"test\"]");
        }
    }

    @Test
    void boundsTheMemoryOfADecision() {
        String policy = "package p\n\nx := count([y | some y in numbers.range(1, input.n)])\n";
        OpaOptions options = OpaOptions.defaults().memoryLimit(1_000_000);
        try (Opa opa = Opa.inProcess(options).load(Policies.none().module("p.rego", policy))) {
            assertThat(opa.decide("data.p.x", Map.of("n", 100)).orElseThrow()).hasToString("100");
            OpaError error =
                    opa.decide("data.p.x", Map.of("n", 10_000_000)).failure().orElseThrow();
            assertThat(error.code()).isEqualTo(OpaError.LIMIT);
            assertThat(error.message())
                    .isEqualTo(
                            "the evaluation would take more than 1000000 bytes, which is the limit that was set for it");
        }
    }

    /** Each of these calls takes much longer than the time that there is, and would go on to its end. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "regex.match(`((a{1,100}){1,10}){1,10}b`, input.long)",
                "yaml.unmarshal(sprintf(\"[%sa]\", [replace(input.long, \"a\", \"-,\")]))",
                "[y | some i in numbers.range(1, 100000); y := crypto.sha256(sprintf(\"%d%s\", [i, input.long]))]"
            })
    void endsCallsOfFunctionsAtTheirDeadline(String call) {
        try (Opa opa = loaded("package p\n\nx := " + call + "\n")) {
            Decision<JsonNode> late =
                    opa.prepare("data.p.x").timeout(Duration.ofMillis(200)).ask(Map.of("long", "a".repeat(100_000)));
            assertThat(late.failure().orElseThrow().code()).isEqualTo(OpaError.TIMEOUT);
        }
    }

    @Test
    void refusesIntegersThatTakeTooLongAtOnce() {
        try (Opa opa = loaded("package p\n\nx := bits.lsh(input.a, input.b)\n\ny := input.a * input.b\n")) {
            assertThat(opa.decide("data.p.x", Map.of("a", 1, "b", 60_000)).isDefined())
                    .isTrue();
            assertThat(opa.decide("data.p.x", Map.of("a", 1, "b", 70_000))
                            .failure()
                            .orElseThrow())
                    .hasToString("rego4j_limit: an integer of more than 65536 bits is too large");
            assertThat(opa.decide("data.p.y", Input.json("{\"a\": 3, \"b\": 1e30000}"))
                            .failure()
                            .orElseThrow()
                            .code())
                    .isEqualTo(OpaError.LIMIT);
        }
    }

    @Test
    void takesDeepInputsAndLongChainsOfRules() {
        int depth = 900;
        String chain = IntStream.range(0, 3000)
                .mapToObj(i -> "r" + i + " := r" + (i + 1) + "\n")
                .collect(Collectors.joining("\n", "package p\n\n", "\nr3000 := input.x\n\nsame if r0 == r3000\n"));
        try (Opa opa = loaded(chain)) {
            String deep = "[".repeat(depth) + "]".repeat(depth);
            assertThat(opa.decide("data.p.r0", Input.json("{\"x\":" + deep + "}"))
                            .orElseThrow()
                            .toString())
                    .isEqualTo(deep);
            assertThat(opa.allowed("data.p.same", Input.json("{\"x\":" + deep + "}")))
                    .isTrue();
        }
    }

    @Test
    void takesValuesThatThePolicyNestsDeep() {
        int depth = 9_000;
        try (Opa opa = loaded("package p\n\nx if json.unmarshal(input.t) == json.unmarshal(input.t)\n")) {
            assertThat(opa.allowed("data.p.x", Map.of("t", "[".repeat(depth) + "]".repeat(depth))))
                    .isTrue();
        }
    }

    @Test
    void doesNotEvaluateFunctionsAgainForTheSameArguments() {
        // Without remembering, the last of these functions is called 2^60 times.
        String policy = IntStream.range(0, 60)
                .mapToObj(i -> "f" + i + "(x) := y if y := f" + (i + 1) + "(x) + f" + (i + 1) + "(x)\n")
                .collect(Collectors.joining("\n", "package p\n\n", "\nf60(x) := x\n\nall := f0(1)\n"));
        try (Opa opa = loaded(policy)) {
            assertThat(opa.decide("data.p.all", null).orElseThrow()).hasToString("1152921504606846976");
        }
    }

    @Test
    void givesOldOrNewAnswersWhileItIsReloaded() throws Exception {
        List<Policies> versions = IntStream.range(0, 2)
                .mapToObj(i -> Policies.none()
                        .module("p.rego", "package p\n\nrule := " + i + "\n\nboth := [rule, data.base]\n")
                        .data("data.base", i))
                .toList();
        try (Opa opa = Opa.inProcess().load(versions.get(0))) {
            PreparedQuery both = opa.prepare("data.p.both");
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger answers = new AtomicInteger();
            List<String> mixed = new ArrayList<>();
            List<Thread> threads = IntStream.range(0, 8)
                    .mapToObj(t -> new Thread(() -> {
                        while (!over.get()) {
                            String answer = both.ask(null).orElseThrow().toString();
                            answers.incrementAndGet();
                            if (!List.of("[0,0]", "[1,1]").contains(answer)) {
                                synchronized (mixed) {
                                    mixed.add(answer);
                                }
                            }
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            for (int i = 1; i <= 6; i++) {
                int before = answers.get();
                opa.load(versions.get(i % 2));
                Await.until("answers while policies are loaded", () -> answers.get() > before);
                assertThat(both.ask(null).orElseThrow()).hasToString(i % 2 == 0 ? "[0,0]" : "[1,1]");
            }
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(mixed).isEmpty();
        }
    }

    @Test
    void givesTwoHundredThreadsAnswersOfOneBundleWhilePlannedOnesReplaceEachOther() throws Exception {
        ReloadDrill.Result result = ReloadDrill.run(ReloadDrill.Way.POLL, 200, 5);
        assertThat(result.answers()).isPositive();
        assertThat(result.wrong()).isZero();
    }

    @Test
    void aFunctionAmongDocumentsIsNone() {
        Policies policies = Policies.none()
                .module("p.rego", "package p\n\nkeys contains k if {\n\tsome k\n\tdata.q[k].f\n}\n")
                .module("a.rego", "package q.a\n\nf(x) := x\n")
                .module("b.rego", "package q.b\n\nf := 2\n");
        try (Opa opa = Opa.inProcess().load(policies)) {
            assertThat(opa.decide("data.p.keys", null).orElseThrow()).hasToString("[\"b\"]");
        }
    }

    @Test
    void endsWhenTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            assertThat(opa().prepare("data.endless.run")
                            .timeout(Duration.ofMinutes(1))
                            .ask(Map.of("n", 4000))
                            .failure()
                            .orElseThrow()
                            .code())
                    .isEqualTo(OpaError.CANCELLED);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }
}
