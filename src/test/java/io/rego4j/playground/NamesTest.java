package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Definitions and renaming, over several modules. */
class NamesTest {
    private final Names names = new Names(new NetworkPermission(false));
    private final Map<String, String> modules = new LinkedHashMap<>();

    private NamesTest with(String name, String text) {
        modules.put(name, text);
        return this;
    }

    /** A request at the mark ^ of the module that has it. */
    private ObjectNode at(String to) {
        ObjectNode request = ApiJson.object().put("name", to);
        modules.forEach((name, text) -> {
            int mark = text.indexOf('^');
            if (mark >= 0) {
                request.put("active", name).put("offset", mark);
            }
            request.withArray("modules").addObject().put("name", name).put("text", text.replace("^", ""));
        });
        return request;
    }

    private Map<String, String> renamed(String to) throws Exception {
        List<JsonNode> edits = new ArrayList<>();
        names.rename(at(to)).path("edits").forEach(edits::add);
        edits.sort(Comparator.comparingInt((JsonNode edit) -> edit.path("from").asInt())
                .reversed());
        Map<String, String> texts = new LinkedHashMap<>();
        modules.forEach((name, text) -> {
            StringBuilder changed = new StringBuilder(text.replace("^", ""));
            edits.stream()
                    .filter(edit -> edit.path("module").asText().equals(name))
                    .forEach(edit -> changed.replace(
                            edit.path("from").asInt(),
                            edit.path("to").asInt(),
                            edit.path("text").asText()));
            texts.put(name, changed.toString());
        });
        return texts;
    }

    @Test
    void aRuleIsRenamedHoweverItIsReached() throws Exception {
        with("a.rego", "package a\n\n^p if q\n\nq := 1\n\nr if p\n\ns := {\"p\": input.p, \"x\": data.a.p}\n");
        with(
                "b.rego",
                "package b\n\nimport data.a\nimport data.a.p\n\nx := a.p\n\ny := data.a[\"p\"]\n\nz if p\n\nw := data.c.p\n");
        with("c.rego", "package c\n\np := 1\n\nq := p\n");
        Map<String, String> texts = renamed("allowed");
        assertThat(texts.get("a.rego"))
                .isEqualTo(
                        "package a\n\nallowed if q\n\nq := 1\n\nr if allowed\n\ns := {\"p\": input.p, \"x\": data.a.allowed}\n");
        assertThat(texts.get("c.rego")).isEqualTo(modules.get("c.rego"));
        assertThat(texts.get("b.rego"))
                .contains("x := a.allowed", "y := data.a[\"allowed\"]", "w := data.c.p")
                .contains("import data.a.allowed");
    }

    @Test
    void aVariableIsRenamedInItsScopeOnly() throws Exception {
        with(
                "a.rego",
                "package a\n\np if {\n\tsome ^x in input.xs\n\tx > 1\n} else := x if {\n\tx := 2\n}\n\nq if {\n\tx := 1\n\tx == 1\n}\n");
        assertThat(renamed("item").get("a.rego"))
                .isEqualTo(
                        "package a\n\np if {\n\tsome item in input.xs\n\titem > 1\n} else := x if {\n\tx := 2\n}\n\nq if {\n\tx := 1\n\tx == 1\n}\n");
    }

    @Test
    void aParameterIsNoRule() throws Exception {
        with("a.rego", "package a\n\nx := 1\n\nf(^x) := x + 1\n\ny := x\n");
        assertThat(renamed("n").get("a.rego")).isEqualTo("package a\n\nx := 1\n\nf(n) := n + 1\n\ny := x\n");
    }

    @Test
    void aNameThatIsNoneOrTakenIsRefused() {
        with("a.rego", "package a\n\n^p := 1\n\nq := 2\n\nf(x) := p + x\n\ng := count([p])\n");
        List<String> said = new ArrayList<>();
        for (String name : List.of("1x", "", "if", "input", "_", "a b", "q", "x", "count")) {
            try {
                renamed(name);
                said.add(name + ": renamed");
            } catch (Exception e) {
                said.add(name + ": " + e.getMessage());
            }
        }
        assertThat(said)
                .containsExactly(
                        "1x: not renamed: data.a.p cannot become data.a[\"1x\"] in package data.a",
                        ": not renamed: data.a.p cannot become data.a[\"\"] in package data.a",
                        "if: not renamed: data.a.p cannot become data.a[\"if\"] in package data.a",
                        "input: not renamed: the changed policies would not compile: rules must not shadow input (use a different rule name)",
                        "_: not renamed: data.a.p cannot become data.a[\"_\"] in package data.a",
                        "a b: not renamed: data.a.p cannot become data.a[\"a b\"] in package data.a",
                        "q: not renamed: data.a.q is there already",
                        "x: not renamed: the change would give this another meaning: a local variable, not data.a.x",
                        "count: not renamed: the changed policies would not compile: function data.a.count has arity 0, got 1 argument");
    }

    @Test
    void nothingIsRenamedWhileAModuleIsBroken() {
        with("a.rego", "package a\n\n^p := 1\n").with("b.rego", "package b\n\nq :=\n");
        assertThatThrownBy(() -> renamed("r"))
                .hasMessage(
                        "mend the errors of all modules first, as uses in them would be missed: b.rego:4: rego_parse_error: unexpected eof token");
    }

    @Test
    void aDefinitionIsFoundThroughAnImport() throws Exception {
        with("a.rego", "package a.b\n\nf(x) := x\n")
                .with("b.rego", "package c\n\nimport data.a.b as lib\n\np := lib.^f(1)\n");
        JsonNode found = names.definition(at(""));
        assertThat(found.path("module").asText()).isEqualTo("a.rego");
        assertThat(found.path("from").asInt()).isEqualTo("package a.b\n\n".length());
        with("b.rego", "package c\n\nimport data.a.b as lib\n\np := ^lib.f(1)\n");
        JsonNode imported = names.definition(at(""));
        assertThat(imported.path("module").asText()).isEqualTo("b.rego");
        assertThat(imported.path("name").asText()).isEqualTo("lib");
        assertThat(renamed("library").get("b.rego"))
                .isEqualTo("package c\n\nimport data.a.b as library\n\np := library.f(1)\n");
    }

    @Test
    void whatHasNoDefinitionSaysSo() throws Exception {
        with("a.rego", "package a\n\np := data.other.^x\n");
        assertThat(names.definition(at("")).path("message").asText()).isEqualTo("No open module defines x.");
        with("a.rego", "package a\n\np := ^1\n");
        assertThat(names.definition(at("")).path("message").asText())
                .isEqualTo("There is no name of a rule, a variable or an import here.");
    }
}
