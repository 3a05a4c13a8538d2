package io.rego4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Origin;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleException;
import io.rego4j.opa.Decision;
import io.rego4j.opa.Input;
import io.rego4j.opa.Opa;
import io.rego4j.opa.Policies;
import io.rego4j.source.Source;
import io.rego4j.yaml.RegoInYaml;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Values that are nested deep, on a thread with the default stack. */
@Tag("slow")
class DeepDataTest {
    /** Deeper than the default stack, and not deeper than OPA reads YAML. */
    private static final int DEPTH = 9_000;

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static Opa opa(String rules) {
        return Opa.inProcess().load(Policies.none().module("a.rego", "package a\n" + rules + "\n"));
    }

    private static int levels(@Nullable Object value) {
        int levels = 0;
        while (value instanceof Iterable<?> items) {
            levels++;
            value = items.iterator().hasNext() ? items.iterator().next() : null;
        }
        return levels;
    }

    @Test
    void givesADeepValueAsObject() {
        Decision<Object> decision = opa("x := input").decide("data.a.x", Input.json(nested(DEPTH)), Object.class);

        assertThat(levels(decision.orElse(List.of()))).isEqualTo(DEPTH);
    }

    @Test
    void givesADeepValueWithItsSets() {
        Decision<@Nullable Object> decision =
                opa("x := [{1}, input]").prepare("data.a.x").askWithSets(Input.json(nested(DEPTH)));

        List<?> both = (List<?>) decision.orElse(List.of());
        assertThat(both.get(0)).isEqualTo(Set.of(1));
        assertThat(levels(both.get(1))).isEqualTo(DEPTH);
    }

    @Test
    void writesDeepMetadata() {
        Object value = true;
        for (int i = 0; i < 5_000; i++) {
            value = Map.of("a", value);
        }
        Annotations annotations = new Annotations(
                "rule",
                "",
                false,
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                Map.of("b", value),
                Map.of(),
                Origin.NONE);

        assertThat(annotations.toComments()).hasSize(5_004);
    }

    @Test
    void findsPoliciesInDeepYaml() {
        String policy = "\nrego: |\n  package a\n";

        RegoInYaml found = RegoInYaml.read(Source.of("a.yaml", "a: " + nested(DEPTH) + policy), List.of("rego"));
        RegoInYaml refused = RegoInYaml.read(Source.of("a.yaml", "a: " + nested(100_000) + policy), List.of("rego"));

        assertThat(found.policies()).hasSize(1);
        assertThat(refused.policies()).isEmpty();
        assertThat(refused.passedOver()).containsExactly("it is not YAML: nested more than 10000 levels deep");
    }

    @Test
    void refusesDeepYamlInBundlesWithAnError() {
        assertThatThrownBy(() -> Bundle.builder().yaml("d", nested(DEPTH)).build())
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("nested more than 1000 levels deep");
        assertThatThrownBy(() -> Bundle.builder().yaml("d", nested(100_000)).build())
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("exceeded max depth of 10000");
    }

    private static String rendered(String template) {
        Decision<JsonNode> decision =
                opa("x := strings.render_template(input, {\"a\": 1})").decide("data.a.x", template);
        return decision.isDefined() ? decision.orElseThrow().asText() : "undefined";
    }

    @Test
    void readsLongActionsOfTemplates() {
        assertThat(rendered("{{ .a" + " ".repeat(1_000_000) + "}}")).isEqualTo("1");
        assertThat(rendered("{{ \"" + "b".repeat(1_000_000) + "\" }}")).hasSize(1_000_000);
        assertThat(rendered("{{".repeat(500_000))).isEqualTo("undefined");
    }

    @Test
    void readsBlocksInBlocksOfTemplates() {
        int blocks = 100_000;

        assertThat(rendered("{{if .a}}".repeat(blocks) + "x" + "{{end}}".repeat(blocks)))
                .isEqualTo("x");
        assertThat(rendered("{{with $b := .}}".repeat(blocks) + "{{$b.a}}" + "{{end}}".repeat(blocks)))
                .isEqualTo("1");
        assertThat(rendered("{{if .b}}" + "{{else if .b}}".repeat(blocks) + "{{else}}x{{end}}"))
                .isEqualTo("x");
        assertThat(rendered("{{if .a}}".repeat(blocks))).isEqualTo("undefined");
    }

    @Test
    void readsAsManyParenthesesOfTemplatesAsGo() {
        assertThat(rendered("{{" + "(".repeat(10_000) + ".a" + ")".repeat(10_000) + "}}"))
                .isEqualTo("1");
        assertThat(rendered("{{" + "(".repeat(10_001) + ".a" + ")".repeat(10_001) + "}}"))
                .isEqualTo("undefined");
    }
}
