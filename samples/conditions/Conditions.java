import static io.rego4j.dsl.Dsl.allOf;
import static io.rego4j.dsl.Dsl.always;
import static io.rego4j.dsl.Dsl.anyOf;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.never;
import static io.rego4j.dsl.Dsl.noneOf;
import static io.rego4j.dsl.Dsl.not;
import static io.rego4j.dsl.Dsl.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.dsl.Condition;
import io.rego4j.dsl.ModuleBuilder;
import io.rego4j.opa.Opa;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A policy from conditions that a user put together on a screen: JSON of nested conditions becomes a rule each, and what OPA
 * decides is held against the same conditions in plain Java.
 */
public final class Conditions {
    private static final Path RULES = Path.of("samples/conditions/rules.json");

    private Conditions() {}

    /** The condition that a JSON stands for. What its texts say stays a value. */
    static Condition condition(JsonNode json) {
        if (json.has("all")) {
            return several(json.get("all"), always(), conditions -> allOf(conditions));
        } else if (json.has("any")) {
            return several(json.get("any"), never(), conditions -> anyOf(conditions));
        } else if (json.has("none")) {
            return several(json.get("none"), always(), conditions -> noneOf(conditions));
        } else if (json.has("not")) {
            return not(condition(json.get("not")));
        } else if (json.has("in")) {
            return input(json.get("field").asText()).in(json.get("in"));
        } else if (json.has("below")) {
            return input(json.get("field").asText()).lt(json.get("below"));
        }
        return input(json.get("field").asText()).eq(json.get("is"));
    }

    /** An empty list is decided here: the builder refuses to guess. */
    private static Condition several(JsonNode list, Condition empty, Function<List<Condition>, Condition> combined) {
        List<Condition> conditions = new ArrayList<>();
        list.forEach(json -> conditions.add(condition(json)));
        return conditions.isEmpty() ? empty : combined.apply(conditions);
    }

    /** The same in plain Java; what is missing makes a comparison not hold. */
    static boolean holds(JsonNode json, JsonNode input) {
        if (json.has("all")) {
            return count(json.get("all"), input) == json.get("all").size();
        } else if (json.has("any")) {
            return count(json.get("any"), input) > 0;
        } else if (json.has("none")) {
            return count(json.get("none"), input) == 0;
        } else if (json.has("not")) {
            return !holds(json.get("not"), input);
        }
        JsonNode field = input.get(json.get("field").asText());
        if (field == null) {
            return false;
        } else if (json.has("in")) {
            BiPredicate<JsonNode, JsonNode> contains =
                    (list, item) -> list.valueStream().anyMatch(item::equals);
            return contains.test(json.get("in"), field);
        }
        return json.has("below") ? field.asInt() < json.get("below").asInt() : field.equals(json.get("is"));
    }

    private static long count(JsonNode list, JsonNode input) {
        return list.valueStream().filter(json -> holds(json, input)).count();
    }

    /** Prints the policy, and decisions beside what plain Java says. */
    public static void main(String[] args) throws IOException {
        JsonMapper mapper = new JsonMapper();
        JsonNode rules = mapper.readTree(RULES.toFile());
        ModuleBuilder module = module("screen");
        rules.properties().forEach(entry -> module.add(rule(entry.getKey()).when(condition(entry.getValue()))));
        RegoModule policy = module.build();
        System.out.println(Rego.format(policy));
        List<Map<String, Object>> inputs = List.of(
                Map.of("country", "DE", "total", 50),
                Map.of("country", "DE", "total", 500),
                Map.of("country", "FR", "total", 500, "level", "gold", "blocked", true, "final", true),
                Map.of());
        try (Opa opa = Opa.command()) {
            opa.load(policy);
            for (Map<String, Object> input : inputs) {
                for (Map.Entry<String, JsonNode> rule : rules.properties()) {
                    boolean expected = holds(rule.getValue(), mapper.valueToTree(input));
                    boolean decided = opa.allowed("data.screen." + rule.getKey(), input);
                    System.out.println(
                            rule.getKey() + ": " + decided + (decided == expected ? "" : ", but Java disagrees"));
                }
            }
        }
    }
}
