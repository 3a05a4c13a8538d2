package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.Rego;
import io.rego4j.bundle.Bundle;
import io.rego4j.dsl.Dsl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentPathTest {
    @Test
    void everyKeyIsReadAsItWasWritten() {
        Random random = new Random(7);
        String characters = "aZ_09.\"\\/[]{}$\n\t\r\b\f\u0000\u001f\u007f\u2028\uFEFFé\uD83D\uDE00 ";
        for (int i = 0; i < 20_000; i++) {
            List<String> keys = new ArrayList<>();
            for (int key = random.nextInt(4); key >= 0; key--) {
                StringBuilder text = new StringBuilder();
                for (int c = random.nextInt(6); c > 0; c--) {
                    text.appendCodePoint(characters.codePointAt(characters.offsetByCodePoints(
                            0, random.nextInt(characters.codePointCount(0, characters.length())))));
                }
                keys.add(text.toString());
            }
            DocumentPath path = new DocumentPath(keys);
            assertThat(DocumentPath.parse(path.toReference())).isEqualTo(path);
            assertThat(Rego.parse("package p\n\nq := " + path.toReference()).rules())
                    .hasSize(1);
        }
    }

    /** OPA reads no byte-order mark within a text, so that none may stand in a question to it. */
    @Test
    void opaAnswersForAKeyOfAnyCharacter() {
        Map<String, String> values = new LinkedHashMap<>();
        for (String key :
                List.of("\uFEFF", "a\uFEFF\"", "\u2028\u0000", "package", "true", "", "{}", "\\", "..", "%2f")) {
            values.put(key, "value of " + key);
        }
        try (Opa opa = Opa.local().load(Policies.none().data("root", values))) {
            values.forEach((key, value) -> assertThat(
                            opa.decide(new DocumentPath(List.of("root", key)).toReference(), null, String.class)
                                    .orElseThrow())
                    .as(key)
                    .isEqualTo(value));
        }
    }

    @Test
    void aKeyMayBeLong() {
        DocumentPath path = new DocumentPath(List.of("users", "-" + "x".repeat(1_000_000)));
        assertThat(DocumentPath.parse(path.toReference())).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "input.x",
                "data.",
                "data..a",
                "data.1",
                "dataa",
                "data.a-b",
                "data[\"a\"",
                "data[\"a",
                "data[\"a\\",
                "data[\"a\"]x",
                "data[a]",
                "data[\"\\q\"]",
                "data.a; true",
                "data[\"a\"] == 1 # \"]"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> DocumentPath.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"" + text + "\" is not a reference below data, such as data.application.authz.allow or"
                        + " data.roles[\"a-b\"]; use query(…) for anything else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"users.ann", "data.users.ann"})
    void aDocumentHasTheSameNameForPoliciesBundlesAndTheBuilder(String name) {
        assertThat(DocumentPath.of(name)).hasToString("data.users.ann");
        assertThat(Policies.none().data(name, 1).data()).hasToString("{\"users\":{\"ann\":1}}");
        assertThat(Bundle.builder().data(name, 1).build().data()).hasToString("{users={ann=1}}");
        assertThat(Dsl.data(name).term()).hasToString("data.users.ann");
    }

    @Test
    void aNameBelowDataMayNeedBrackets() {
        assertThat(DocumentPath.of("[\"a b\"].c")).hasToString("data[\"a b\"].c");
        assertThat(DocumentPath.of("data")).hasToString("data");
        assertThat(DocumentPath.of("database.x")).hasToString("data.database.x");
        assertThatThrownBy(() -> DocumentPath.of("users/ann")).isInstanceOf(IllegalArgumentException.class);
    }
}
