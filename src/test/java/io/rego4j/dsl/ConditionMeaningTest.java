package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.data;
import static io.rego4j.dsl.Dsl.function;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.Capabilities;
import io.rego4j.dsl.RandomConditions.Meaning;
import io.rego4j.opa.Opa;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import io.rego4j.testing.Await;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A condition means what its parts say, whatever else stands in the module: random conditions against plain Java, decided by
 * the real OPA. {@code scripts/builder-fuzz} asks any number of them.
 */
class ConditionMeaningTest {
    private static final int RULES = Integer.getInteger("rego4j.tries", 1_000);
    private static final long SEED = Long.getLong("rego4j.seed", 20261127);
    private static final int RULES_IN_ONE_FOLDER = 1_000;
    private static final int INPUTS = 12;
    /** More negations in each other than a portable module writes in one rule. */
    private static final int DEEP = 9;

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    /** Decides {@code data.fuzz} of the policies in a folder for each input. */
    private interface Asked {
        List<JsonNode> decide(Map<String, String> modules, List<Map<String, Object>> inputs) throws IOException;
    }

    @Test
    void conditionsMeanTheSameInOpaAndInJava() throws IOException {
        compare(commandOf(OpaProgram.binary()), module -> module);
    }

    @Test
    void conditionsMeanTheSameOnAServerAndInJava() throws IOException {
        try (Opa opa = Opa.local(OpaOptions.defaults().timeout(Await.LIMIT))) {
            compare(engine(opa), module -> module);
        }
    }

    @Test
    void conditionsMeanTheSameInsideTheJvmAndInJava() throws IOException {
        try (Opa opa = Opa.inProcess(OpaOptions.defaults().timeout(Await.LIMIT))) {
            compare(engine(opa), module -> module);
        }
    }

    @Test
    void conditionsWithoutTheKeywordsMeanTheSame() throws IOException {
        compare(commandOf(OpaProgram.binary()), ModuleBuilder::portable);
    }

    @Test
    void negationsForAnOpaWithoutTheKeywordMeanTheSame() throws IOException {
        Capabilities withoutNot = withoutNot();
        compare(commandOf(OpaProgram.binary()), module -> module.capabilities(withoutNot));
    }

    private Capabilities withoutNot() throws IOException {
        ObjectNode capabilities = (ObjectNode) JSON.readTree(OpaProgram.run(folder, "capabilities", "--current"));
        return Capabilities.of(
                capabilities.putPOJO("future_keywords", List.of("and", "or")).toString());
    }

    @Test
    void conditionsMeanTheSameInOpa060() throws IOException {
        String old = System.getenv("REGO4J_OPA_0_60");
        assumeTrue(old != null, "the variable REGO4J_OPA_0_60 names no binary");
        compare(commandOf(OpaBinary.at(Path.of(old))), ModuleBuilder::portable);
    }

    private Asked commandOf(OpaBinary opa) {
        return (modules, inputs) -> {
            Path policies = Files.createTempDirectory(folder, "policies");
            for (Map.Entry<String, String> module : modules.entrySet()) {
                Files.writeString(policies.resolve(module.getKey() + ".rego"), module.getValue());
            }
            Path data = Files.createTempFile(folder, "data", ".json");
            JSON.writeValue(data.toFile(), Map.of("inputs", inputs, "two", 2, "twos", List.of(2)));
            List<JsonNode> answers = new ArrayList<>();
            JSON.readTree(OpaProgram.run(
                            opa,
                            folder,
                            "eval",
                            "-d",
                            policies.toString(),
                            "-d",
                            data.toString(),
                            "--format",
                            "raw",
                            "[x | i := data.inputs[_]; x := data.fuzz with input as i]"))
                    .forEach(answers::add);
            return answers;
        };
    }

    private static Asked engine(Opa opa) {
        return (modules, inputs) -> {
            Policies policies = Policies.none()
                    .data("data.two", 2)
                    .data("data.twos", List.of(2))
                    .entrypoint("data.fuzz");
            for (Map.Entry<String, String> module : modules.entrySet()) {
                policies = policies.module(module.getKey() + ".rego", module.getValue());
            }
            opa.load(policies);
            return inputs.stream()
                    .map(input -> opa.decide("data.fuzz", input).orElseThrow())
                    .toList();
        };
    }

    private void compare(Asked opa, UnaryOperator<ModuleBuilder> options) throws IOException {
        RandomConditions random = new RandomConditions(SEED);
        int asked = 0;
        List<String> wrong = new ArrayList<>();
        for (int from = 0; from < RULES; from += RULES_IN_ONE_FOLDER) {
            asked += compare(opa, options, random, Math.min(RULES_IN_ONE_FOLDER, RULES - from), wrong);
        }
        System.out.println("conditions: " + asked + " answers, " + wrong.size() + " wrong");
        assertThat(wrong).isEmpty();
        assertThat(asked).isEqualTo(RULES * INPUTS);
    }

    /** Modules of one to four rules each: what stands beside a rule must not change it. */
    private int compare(
            Asked opa, UnaryOperator<ModuleBuilder> options, RandomConditions random, int rules, List<String> wrong)
            throws IOException {
        Map<String, String> modules = new TreeMap<>();
        List<Meaning> meanings = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Map<Integer, String> moduleOf = new TreeMap<>();
        while (meanings.size() < rules) {
            String name = "m" + texts.size();
            ModuleBuilder module = options.apply(module("fuzz." + name))
                    .add(rule("known").assign(input("a")))
                    .add(function("same", "n").assign(var("n")));
            int size = Math.min(1 + meanings.size() % 4, rules - meanings.size());
            for (int i = 0; i < size; i++) {
                Meaning meaning = meanings.size() % 8 == 7 ? random.deep(DEEP) : random.condition(3);
                moduleOf.put(meanings.size(), name);
                RuleBuilder rule = rule("r" + meanings.size());
                module.add(
                        meanings.size() % 2 == 0
                                ? rule.when(some("k").in(data("twos")), meaning.condition())
                                : rule.when(var("k").assign(data("two")), meaning.condition()));
                meanings.add(meaning);
            }
            RegoModule built = module.build();
            String text = Rego.format(built);
            texts.add(text);
            modules.put(name, text);
        }
        List<Map<String, Object>> inputs = new ArrayList<>();
        for (int i = 0; i < INPUTS; i++) {
            inputs.add(random.someInput());
        }
        List<JsonNode> answers = opa.decide(modules, inputs);
        for (int i = 0; i < meanings.size(); i++) {
            for (int j = 0; j < INPUTS; j++) {
                boolean expected = meanings.get(i).holds().test(inputs.get(j));
                boolean actual =
                        answers.get(j).path(moduleOf.get(i)).path("r" + i).asBoolean(false);
                if (expected != actual && wrong.size() < 20) {
                    int module = Integer.parseInt(moduleOf.get(i).substring(1));
                    wrong.add("rule r" + i + " for " + inputs.get(j) + ": expected " + expected + "\n"
                            + texts.get(module));
                }
            }
        }
        return meanings.size() * INPUTS;
    }
}
