package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.testing.Await;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What each engine must do. One subclass for each engine runs it all against a real OPA. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineSuite {
    static final String PETSTORE = """
            package application.authz

            default allow := false

            allow if {
                input.method == "PUT"
                some petid
                input.path = ["pets", petid]
                input.user == input.owner
            }
            """;
    static final String SHAPES = """
            package shapes

            one := 1
            big := 123456789012345678901234567890
            half := 0.50
            text := "a\\"b\\u00e9\\ud83d\\ude00"
            nothing := null
            yes := true
            list := [3, 1, 2]
            members := {"x", "y"}
            nested := {"a": {3, "b", {4}}, "b": [1, {2}], "c": set(), "d": []}
            users := [{"name": "ann", "roles": ["admin"], "age": 30}, {"name": "bob", "roles": [], "age": null}]
            maybe := input.x
            same := input
            conflict := 1 if input.c
            conflict := 2 if input.c
            broken := 1 / input.z
            greeting := data.greetings[input.lang]
            odd["a-b"] := 7
            odd["a/b c"] := 8
            noted if { trace("a note"); input.n < 2 }
            """;
    static final String ENDLESS = """
            package endless

            run := count([1 |
                some i in numbers.range(1, 1000)
                some j in numbers.range(1, 1000)
                some k in numbers.range(1, 1000)
                some l in numbers.range(1, 1000)
                i + j + k + l == input.n
            ])
            """;

    record User(String name, List<String> roles, Optional<Integer> age) {}

    private Opa opa;

    abstract Opa open(OpaOptions options) throws Exception;

    static Policies policies() {
        Policies policies = Policies.none()
                .module("petstore.rego", PETSTORE)
                .module("shapes.rego", SHAPES)
                .module("endless.rego", ENDLESS)
                .data("data.greetings", Map.of("en", "hello world", "es", "hola mundo"))
                .entrypoint("data.application.authz.allow")
                .entrypoint("data.endless.run");
        for (String rule :
                "one big text nothing list members nested users maybe same conflict broken greeting odd".split(" ")) {
            policies = policies.entrypoint("data.shapes." + rule);
        }
        return policies;
    }

    @BeforeAll
    void openAndLoad() throws Exception {
        opa = open(OpaOptions.defaults().timeout(Await.LIMIT));
        opa.load(policies());
    }

    @AfterAll
    void closeIt() {
        opa.close();
    }

    @Test
    void decidesThePetstore() {
        PreparedQuery allow = opa.prepare("data.application.authz.allow");
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("method", "PUT");
        input.put("path", List.of("pets", "p1"));
        input.put("user", "ann");
        input.put("owner", "ann");
        assertThat(allow.allowed(input)).isTrue();
        input.put("user", "bob");
        assertThat(allow.allowed(input)).isFalse();
        assertThat(allow.ask(input, Boolean.class).orElseThrow()).isFalse();
    }

    @Test
    void keepsUndefinedFalseAndFailedApart() {
        assertThat(opa.decide("data.shapes.maybe", Map.of()).isUndefined()).isTrue();
        assertThat(opa.decide("data.shapes.maybe", Map.of("x", false))
                        .orElseThrow()
                        .booleanValue())
                .isFalse();
        assertThat(opa.decide("data.shapes.conflict", Map.of("c", 1)).isFailed())
                .isTrue();
        assertThat(opa.decide("data.shapes.conflict", Map.of()).isUndefined()).isTrue();
        assertThat(opa.decide("data.no.such", Map.of()).isUndefined()).isTrue();
        assertThat(opa.allowed("data.shapes.maybe", Map.of())).isFalse();
        assertThat(opa.allowed("data.shapes.one", Map.of())).isFalse();
        assertThatThrownBy(() -> opa.allowed("data.shapes.conflict", Map.of("c", 1)))
                .isInstanceOf(OpaException.class);
    }

    @Test
    void tellsCodeAndPlaceOfAnError() {
        OpaError error =
                opa.decide("data.shapes.conflict", Map.of("c", 1)).failure().orElseThrow();
        assertThat(error.code()).isEqualTo("eval_conflict_error");
        assertThat(error.file()).isEqualTo("shapes.rego");
        assertThat(error.row()).isEqualTo(16);
    }

    @Test
    void tellsNullFromUndefined() {
        Decision<JsonNode> decision = opa.decide("data.shapes.nothing", null);
        assertThat(decision.isDefined()).isTrue();
        assertThat(decision.orElseThrow().isNull()).isTrue();
        assertThat(opa.prepare("data.shapes.same").ask().isUndefined()).isTrue();
        assertThat(opa.prepare("data.shapes.same").ask(null).orElseThrow().isNull())
                .isTrue();
    }

    @Test
    void takesNullFromATextOrAFileForNullAsWell(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("input.json"), "null\n");
        for (Input input : List.of(Input.json("null"), Input.json(" null\n"), Input.file(file))) {
            assertThat(opa.prepare("data.shapes.same").ask(input).orElseThrow().isNull())
                    .isTrue();
        }
        assertThat(opa.prepare("data.shapes.same")
                        .askWithSets(Input.json(" null "))
                        .isDefined())
                .isTrue();
        // What is no JSON may be refused, or read as YAML.
        Decision<JsonNode> other = opa.prepare("data.shapes.same").ask(Input.json("nope"));
        assertThat(other.<Boolean>fold(value -> !value.isNull(), () -> false, error -> true))
                .isTrue();
    }

    @Test
    void readsAnswersIntoJavaTypes() {
        assertThat(opa.decide("data.shapes.one", null, Integer.class).orElseThrow())
                .isEqualTo(1);
        assertThat(opa.decide("data.shapes.big", null, BigInteger.class).orElseThrow())
                .isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(opa.decide("data.shapes.text", null, String.class).orElseThrow())
                .isEqualTo("a\"bé😀");
        assertThat(opa.decide("data.shapes.list", null, int[].class).orElseThrow())
                .containsExactly(3, 1, 2);
        assertThat(opa.decide("data.shapes.members", null, new TypeReference<Set<String>>() {})
                        .orElseThrow())
                .containsExactlyInAnyOrder("x", "y");
        assertThat(opa.decide("data.shapes.users", null, new TypeReference<List<User>>() {})
                        .orElseThrow())
                .containsExactly(
                        new User("ann", List.of("admin"), Optional.of(30)),
                        new User("bob", List.of(), Optional.empty()));
        assertThat(opa.decide("data.shapes.list", null, String.class)
                        .failure()
                        .orElseThrow()
                        .code())
                .isEqualTo(OpaError.BAD_TYPE);
    }

    @Test
    void keepsSetsApartFromArraysWhereAsked() {
        assertThat(opa.prepare("data.shapes.nested").askWithSets(null).orElseThrow())
                .isEqualTo(Map.of(
                        "a", Set.of(3, "b", Set.of(4)), "b", List.of(1, Set.of(2)), "c", Set.of(), "d", List.of()));
        assertThat(opa.prepare("data.shapes.maybe").askWithSets(Map.of()).isUndefined())
                .isTrue();
    }

    @Test
    void takesAnyJavaValueAsInput() {
        Object input = Map.of("x", new User("ann", List.of("admin"), Optional.of(30)));
        assertThat(opa.decide("data.shapes.maybe", input).orElseThrow())
                .isEqualTo(OpaJson.tree(input).get("x"));
        assertThat(opa.decide("data.shapes.maybe", Input.json("{\"x\":[1,2]}"))
                        .orElseThrow()
                        .toString())
                .isEqualTo("[1,2]");
        String odd = "\u0000\"\\\n\u2028 ünïcödé 😀 ${x} {{ }}";
        assertThat(opa.decide("data.shapes.maybe", Map.of("x", odd), String.class)
                        .orElseThrow())
                .isEqualTo(odd);
    }

    @Test
    void namesAnInputThatHasNoJsonForm() {
        Decision<JsonNode> nan = opa.decide("data.shapes.maybe", Map.of("x", Double.NaN));
        assertThat(nan.failure().orElseThrow().code()).isEqualTo(OpaError.BAD_INPUT);
        assertThat(nan.failure().orElseThrow().message()).contains("NaN");
        Decision<JsonNode> unknown = opa.decide("data.shapes.maybe", Map.of("x", new Object()));
        assertThat(unknown.failure().orElseThrow().message()).contains("java.lang.Object");
    }

    @Test
    void streamsALargeInput() {
        List<String> large = IntStream.range(0, 60_000)
                .mapToObj(i -> "element number " + i + " of a large input")
                .toList();
        Decision<List<String>> decision = opa.decide("data.shapes.maybe", Map.of("x", large), new TypeReference<>() {});
        assertThat(decision.orElseThrow()).isEqualTo(large);
    }

    @Test
    void looksUpData() {
        assertThat(opa.decide("data.shapes.greeting", Map.of("lang", "es"), String.class)
                        .orElseThrow())
                .isEqualTo("hola mundo");
        assertThat(opa.decide("data.shapes.greeting", Map.of("lang", "de")).isUndefined())
                .isTrue();
        assertThat(opa.decide("data.greetings.en", null, String.class).orElseThrow())
                .isEqualTo("hello world");
    }

    @Test
    void takesOddKeys() {
        assertThat(opa.decide("data.shapes.odd[\"a-b\"]", null, Integer.class).orElseThrow())
                .isEqualTo(7);
        assertThat(opa.decide("data.shapes.odd[\"a/b c\"]", null, Integer.class).orElseThrow())
                .isEqualTo(8);
    }

    @Test
    void refusesWhatIsNoReference() {
        for (String bad : List.of("", "input.x", "data.a; true", "data.a[x]", "data..a", "data.a with input as 1")) {
            assertThatThrownBy(() -> opa.prepare(bad))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not a reference below data");
        }
    }

    @Test
    void failsForErrorsOfBuiltinsOnlyWhereAsked() {
        PreparedQuery broken = opa.prepare("data.shapes.broken");
        assertThat(broken.ask(Map.of("z", 0)).isUndefined()).isTrue();
        assertThat(broken.ask(Map.of("z", 2)).orElseThrow().decimalValue()).isEqualByComparingTo("0.5");
        strict(broken.strictBuiltinErrors(true).ask(Map.of("z", 0)));
    }

    /** What the engine does with an error of a built-in where errors are asked for. */
    void strict(Decision<JsonNode> decision) {
        assertThat(decision.failure().orElseThrow().code()).isEqualTo("eval_builtin_error");
        assertThat(decision.failure().orElseThrow().message()).contains("divide by zero");
    }

    @Test
    void answersABatchInOrder() {
        List<Map<String, Integer>> inputs =
                IntStream.range(0, batchSize()).mapToObj(i -> Map.of("x", i)).toList();
        List<Decision<Integer>> answers = opa.prepare("data.shapes.maybe").askAll(inputs, Integer.class);
        assertThat(answers.stream().map(Decision::orElseThrow))
                .containsExactlyElementsOf(
                        IntStream.range(0, batchSize()).boxed().toList());
    }

    int batchSize() {
        return 300;
    }

    @Test
    void answersLater() throws Exception {
        CompletableFuture<Decision<Integer>> later =
                opa.prepare("data.shapes.one").askAsync(null, Integer.class);
        assertThat(later.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).orElseThrow())
                .isEqualTo(1);
    }

    @Test
    void isSharedByThreads() throws Exception {
        PreparedQuery maybe = opa.prepare("data.shapes.maybe");
        List<Thread> threads = new ArrayList<>();
        AtomicInteger right = new AtomicInteger();
        for (int t = 0; t < 8; t++) {
            int thread = t;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 10; i++) {
                    String mine = thread + "/" + i;
                    if (maybe.ask(Map.of("x", mine), String.class).orElse("").equals(mine)) {
                        right.incrementAndGet();
                    }
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(right).hasValue(8 * 10);
    }

    @Test
    void endsAnEndlessPolicyAtItsDeadline() {
        long start = System.nanoTime();
        Decision<JsonNode> decision =
                opa.prepare("data.endless.run").timeout(Duration.ofMillis(700)).ask(Map.of("n", 4000));
        assertThat(decision.failure().orElseThrow().code()).isEqualTo(OpaError.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Await.LIMIT);
        assertThat(opa.decide("data.shapes.one", null, Integer.class).orElseThrow())
                .isEqualTo(1);
    }

    @Test
    void stopsTheWorkWhenTheFutureIsCancelled() throws Exception {
        CompletableFuture<Decision<JsonNode>> later =
                opa.prepare("data.endless.run").askAsync(Map.of("n", 4000));
        Thread.sleep(200);
        later.cancel(true);
        assertThat(later).isCancelled();
        assertThat(opa.decide("data.shapes.one", null, Integer.class).orElseThrow())
                .isEqualTo(1);
    }

    @Test
    void keepsTheOldPoliciesWhenTheNewOnesAreWrong() throws Exception {
        try (Opa other = open(OpaOptions.defaults())) {
            other.load(Policies.none().module("p.rego", "package p\n\nx := 1\n"));
            assertThatThrownBy(() -> other.load(Policies.none().module("p.rego", "package p\n\nx := y\n")))
                    .isInstanceOfSatisfying(OpaException.class, e -> {
                        assertThat(e.error().code()).isEqualTo("rego_unsafe_var_error");
                        assertThat(e.error().file()).isEqualTo("p.rego");
                        assertThat(e.error().row()).isEqualTo(3);
                    });
            assertThat(other.decide("data.p.x", null, Integer.class).orElseThrow())
                    .isEqualTo(1);
            other.load(
                    Policies.none().module("q.rego", "package q\n\nx := 2\n").data("data.d", Arrays.asList(1, null)));
            assertThat(other.decide("data.p.x", null).isUndefined()).isTrue();
            assertThat(other.decide("data.q.x", null, Integer.class).orElseThrow())
                    .isEqualTo(2);
            assertThat(other.decide("data.d", null).orElseThrow().toString()).isEqualTo("[1,null]");
        }
    }

    @Test
    void saysThatItIsClosed() throws Exception {
        Opa other = open(OpaOptions.defaults());
        other.close();
        assertThat(other.decide("data.p.x", null).failure().orElseThrow().code())
                .isEqualTo(OpaError.CLOSED);
    }

    Opa opa() {
        return opa;
    }
}
