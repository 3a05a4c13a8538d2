package io.rego4j.opa.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.rego4j.opa.Decision;
import io.rego4j.opa.Extra;
import io.rego4j.opa.Input;
import io.rego4j.opa.Opa;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.Policies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The built-ins that this library gives to WebAssembly policies, each beside the real OPA. The calls are in
 * {@code host-functions.txt}: an expression over the array {@code input}, and below it one input a line. A line that begins
 * with {@code !} is one that the engine refuses, and OPA answers.
 */
class HostFunctionsTest {
    private static final String TABLE = "host-functions.txt";

    /** An expression and the inputs to evaluate it for. */
    record Family(String expression, List<String> inputs, Set<String> refused) {}

    @Test
    void giveWhatOpaGivesOrRefuse() throws IOException {
        try (InputStream in = Objects.requireNonNull(HostFunctionsTest.class.getResourceAsStream(TABLE))) {
            assertThat(differences(read(new String(in.readAllBytes(), StandardCharsets.UTF_8))))
                    .isEmpty();
        }
    }

    @Test
    void areAllInTheTable() throws IOException {
        try (InputStream in = Objects.requireNonNull(HostFunctionsTest.class.getResourceAsStream(TABLE))) {
            String table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            // Each of these is random, the time, or has no value to compare.
            Set<String> apart = Set.of("rand.intn", "time.now_ns", "trace", "internal.print", "uuid.rfc4122");
            assertThat(HostFunctions.ALL.keySet())
                    .allMatch(name -> apart.contains(name)
                            || table.contains("\n= " + name.replace(WasmModules.PREFIX, "") + "("));
        }
    }

    @Test
    void areTheSameForOneEvaluationWhereTheyAreRandom() {
        String policy = """
                package p

                same if {
                    rand.intn("a", 1000000) == rand.intn("a", 1000000)
                    uuid.rfc4122("a") == uuid.rfc4122("a")
                    time.now_ns() == time.now_ns()
                    trace("a note")
                }

                bounded if {
                    n := rand.intn("b", 10)
                    n >= 0
                    n < 10
                    rand.intn("c", 0) == 0
                    regex.match(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, uuid.rfc4122("b"))
                    time.now_ns() > 1700000000000000000
                }

                id := uuid.rfc4122("a")
                """;
        try (Opa opa = Opa.inProcess().load(Policies.none().module("p.rego", policy))) {
            assertThat(opa.allowed("data.p.same", null)).isTrue();
            assertThat(opa.allowed("data.p.bounded", null)).isTrue();
            assertThat(opa.decide("data.p.id", null)).isNotEqualTo(opa.decide("data.p.id", null));
        }
    }

    @Test
    void printsAsOpaDoes() {
        String policy =
                "package p\n\nx := 1 if { print(\"a\", input.n, {2, 1}, input.none, {\"k\": [null, \"v\"]}) }\n";
        Policies policies = Policies.none().module("p.rego", policy);
        try (Opa wasm = Opa.inProcess().load(policies);
                Opa command = Opa.command().load(policies)) {
            Map<String, Object> input = Map.of("n", 0.5);
            assertThat(wasm.prepare("data.p.x")
                            .with(Extra.PRINT)
                            .ask(input)
                            .info()
                            .printed())
                    .isEqualTo(command.prepare("data.p.x")
                            .with(Extra.PRINT)
                            .ask(input)
                            .info()
                            .printed())
                    .hasSize(1);
        }
    }

    static List<Family> read(String table) {
        List<Family> families = new ArrayList<>();
        for (String line : table.split("\n")) {
            if (line.startsWith("= ")) {
                families.add(new Family(line.substring(2), new ArrayList<>(), new HashSet<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                Family family = families.get(families.size() - 1);
                String input = line.startsWith("!") ? line.substring(1).strip() : line;
                family.inputs().add(input);
                if (line.startsWith("!")) {
                    family.refused().add(input);
                }
            }
        }
        return families;
    }

    /** Where the engine in this JVM answers otherwise than OPA, or refuses what the table does not say it refuses. */
    static List<String> differences(List<Family> families) throws IOException {
        StringBuilder module = new StringBuilder("package host\n");
        Policies policies = Policies.none();
        for (int i = 0; i < families.size(); i++) {
            // The type tells a set from an array.
            module.append("\nr").append(i).append(" := [type_name(x), x] if {\n\tx := ");
            module.append(families.get(i).expression()).append("\n}\n");
            policies = policies.entrypoint("data.host.r" + i);
        }
        policies = policies.module("host.rego", module.toString());
        List<String> differences = new ArrayList<>();
        try (Opa wasm = Opa.inProcess().load(policies);
                Opa opa = Opa.local().load(policies)) {
            for (int i = 0; i < families.size(); i++) {
                Family family = families.get(i);
                String rule = "data.host.r" + i;
                JsonNode expected = opa.query(
                                "x := [v | some c in input; v := [r | r := " + rule + " with input as c]]",
                                Input.json(family.inputs().toString()))
                        .get(0)
                        .get("x");
                for (int k = 0; k < family.inputs().size(); k++) {
                    String input = family.inputs().get(k);
                    String found = answer(wasm.decide(rule, Input.json(input)));
                    String wanted =
                            family.refused().contains(input) ? OpaError.UNSUPPORTED : text((ArrayNode) expected.get(k));
                    if (!found.equals(wanted)) {
                        differences.add(family.expression() + " with " + input + ": " + found + " and not " + wanted);
                    }
                }
            }
        }
        return differences;
    }

    private static String answer(Decision<JsonNode> decision) {
        return decision.fold(HostFunctionsTest::canonical, () -> "undefined", OpaError::code);
    }

    private static String text(ArrayNode results) {
        return results.isEmpty() ? "undefined" : canonical(results.get(0));
    }

    /** The order of keys and the way in which a number is written are no part of a value. */
    private static String canonical(JsonNode value) {
        if (value.isObject()) {
            Map<String, String> sorted = new TreeMap<>();
            value.properties().forEach(entry -> sorted.put(entry.getKey(), canonical(entry.getValue())));
            return sorted.toString();
        } else if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(canonical(item)));
            return items.toString();
        }
        return value.isNumber() ? value.decimalValue().stripTrailingZeros().toPlainString() : value.toString();
    }

    /** Compares a table of one's own: the first argument is its file. */
    public static void main(String[] args) throws IOException {
        differences(read(Files.readString(Path.of(args[0])))).forEach(System.out::println);
    }
}
