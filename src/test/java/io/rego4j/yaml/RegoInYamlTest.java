package io.rego4j.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RegoInYamlTest {
    private static final String TEMPLATE = """
            apiVersion: templates.gatekeeper.sh/v1
            kind: ConstraintTemplate
            spec:
              targets:
                - target: admission.k8s.gatekeeper.sh
                  rego: |
                    package old
                  libs:
                    - |
                      package lib.old
                - target: other
                  code:
                  - engine: K8sNativeValidation
                    source: {rego: package no}
                  - engine: Rego
                    source:
                      version: "v1"
                      rego: |
                        package now
                  - engine: Rego
                    source:
                      rego: |
                        package older
            """;

    @Test
    void aTemplateHasItsPoliciesWithTheirVersions() {
        RegoInYaml file = read(TEMPLATE);
        assertThat(file.policies())
                .extracting(each -> each.path() + " " + each.version().orElseThrow() + " " + each.group())
                .containsExactly(
                        "spec.targets[0].rego v0 spec.targets[0]",
                        "spec.targets[0].libs[0] v0 spec.targets[0]",
                        "spec.targets[1].code[1].source.rego v1 spec.targets[1].code[1]",
                        "spec.targets[1].code[2].source.rego v0 spec.targets[1].code[2]");
        assertThat(file.policies().get(0).source().text()).isEqualTo("package old\n");
        assertThat(file.passedOver())
                .containsExactly("spec.targets[1].code[0].source.rego looks like Rego and was passed over: name it with"
                        + " --yaml-path 'spec.targets[*].code[*].source.rego'");
    }

    @Test
    void ruleTypesConfigMapsListsAndAnnotationsAreKnown() {
        RegoInYaml file = read("""
                type: rule-type
                def:
                  eval:
                    rego:
                      def: |
                        package minder
                ---
                kind: ConfigMap
                data: {main.rego: "package a\\n", other: text}
                ---
                kind: ConfigMap
                metadata: {labels: {openpolicyagent.org/policy: rego}}
                data: {main: "package b", other: text}
                ---
                kind: List
                items:
                - kind: ConfigMap
                  data:
                    x.rego: package c
                ---
                metadata:
                  annotations:
                    policy: |
                      # why
                      package d
                    go: |
                      package main
                      func main() {}
                """);
        assertThat(file.policies())
                .extracting(EmbeddedRego::path)
                .containsExactly(
                        "def.eval.rego.def",
                        "document 2: data[\"main.rego\"]",
                        "document 3: data.main",
                        "document 4: items[0].data[\"x.rego\"]",
                        "document 5: metadata.annotations.policy");
        assertThat(file.policies()).allMatch(each -> each.version().isEmpty());
        assertThat(file.passedOver()).isEmpty();
    }

    @Test
    void aUserNamesOtherPlaces() {
        RegoInYaml file = RegoInYaml.read(
                Source.of("x.yaml", "a b: [{rego: package a}, {rego: [1]}, {rego: ''}]\n"),
                List.of("[\"a b\"][*].rego"));
        assertThat(file.policies()).extracting(EmbeddedRego::path).containsExactly("[\"a b\"][0].rego");
        assertThat(file.passedOver())
                .containsExactly(
                        "[\"a b\"][1].rego was passed over: it is no text",
                        "[\"a b\"][2].rego was passed over: it is empty");
        assertThatThrownBy(() -> RegoInYaml.read(Source.of(""), List.of("a[x]")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"a[x]\" is no path into YAML: use keys, [0], [*] and [\"a key\"], as in spec.rules[*].rego");
    }

    @Test
    void whatIsNoYamlIsPassedOver() {
        assertThat(read("a: {{ .Values.x }}\nb: {{- x }}: [\n").passedOver())
                .singleElement()
                .asString()
                .startsWith("it is not YAML: line 2: ");
    }

    @Test
    void everyByteOutsideStays() {
        for (String header : List.of("|", "|-", "|+", "|2", "|+2 # c", ">", ">-", "&x |", "!!str |")) {
            String yaml = "# top\r\nkind: ConfigMap\ndata:\t\n  'a.rego':   " + header
                    + "\n    package a  \n\n    p { true } # é 𝒳\n\n\n  b: *x\n";
            String text = header.equals("&x |") ? yaml : yaml.replace("*x", "x");
            RegoInYaml file = read(text);
            assertThat(file.policies()).as(header).hasSize(1);
            assertThat(changed(file, "package a\n\np {\n\ttrue\n}\n"))
                    .as(header)
                    .isEqualTo(text.replace(
                            text.substring(text.indexOf("    package a"), text.indexOf("\n\n\n  b")),
                            header.startsWith(">")
                                    ? "    package a\n\n\n    p {\n    \ttrue\n    }"
                                    : "    package a\n\n    p {\n    \ttrue\n    }"));
        }
    }

    @Test
    void theLineEndsOfABlockStay() {
        RegoInYaml file = read("kind: ConfigMap\r\ndata:\r\n  a.rego: |\r\n    package a\r\n    p = 1\r\n  b: 1\r\n");
        assertThat(file.policies().get(0).source().text()).isEqualTo("package a\np = 1\n");
        assertThat(changed(file, "package a\n\np := 1\n"))
                .isEqualTo("kind: ConfigMap\r\ndata:\r\n  a.rego: |\r\n    package a\r\n\r\n    p := 1\r\n  b: 1\r\n");
    }

    @Test
    void aTextInQuotesStaysInQuotesOrBecomesABlockWhenAsked() {
        RegoInYaml file = read("kind: ConfigMap\ndata:\n  a.rego: 'package a # it''s'\n  b.rego: {x: 1}\n");
        Map<EmbeddedRego, RegoInYaml.Change> changes = Map.of(
                file.policies().get(0), new RegoInYaml.Change("package a # it's \"so\"\n\np := \"\\t\"\n", false));
        assertThat(file.with(changes, false))
                .hasValue("kind: ConfigMap\ndata:\n  a.rego: \"package a # it's \\\"so\\\"\\n\\np := \\\"\\\\t\\\"\"\n"
                        + "  b.rego: {x: 1}\n");
        assertThat(file.with(changes, true))
                .hasValue("kind: ConfigMap\ndata:\n  a.rego: |-\n    package a # it's \"so\"\n\n    p := \"\\t\"\n"
                        + "  b.rego: {x: 1}\n");
    }

    @Test
    void theVersionIsSetWhereThereIsAPlaceForIt() {
        String yaml = TEMPLATE.replace("version: \"v1\"", "version: v0");
        RegoInYaml file = read(yaml);
        Map<EmbeddedRego, RegoInYaml.Change> changes = file.policies().stream()
                .filter(EmbeddedRego::saysVersion)
                .collect(Collectors.toMap(
                        each -> each,
                        each -> new RegoInYaml.Change(each.source().text(), true)));
        assertThat(file.with(changes, false))
                .hasValue(TEMPLATE.replace(
                        "          rego: |\n            package older",
                        "          version: \"v1\"\n          rego: |\n            package older"));
    }

    @Test
    void diagnosticsHaveTheirPlaceInTheFile() {
        for (String yaml : List.of(
                "kind: ConfigMap\ndata:\n  a.rego: |\n    # 𝒳\n    package a\n\n    p = x\n",
                "kind: ConfigMap\ndata:\n  a.rego: >\n    # 𝒳\n\n    package a\n\n\n    p = x\n",
                "kind: ConfigMap\ndata: {a.rego: \"# \\U0001D4B3\\n\\\n  package a\\n\\np = x\"}\n",
                "kind: ConfigMap\ndata: {a.rego: '# 𝒳\n\n  package a\n\n\n  p = x'}\n")) {
            RegoInYaml file = read(yaml);
            EmbeddedRego policy = file.policies().get(0);
            int at = policy.source().text().indexOf("x");
            Span place = policy.inYaml(new Diagnostic("c", "m", new Span(policy.source(), at, at, at + 1)))
                    .span();
            assertThat(place).isNotNull();
            assertThat(place.start()).as(yaml).isEqualTo(yaml.lastIndexOf('x'));
            assertThat(place.source()).isSameAs(file.yaml());
        }
    }

    @Test
    void anAnchorIsOnePolicyAndATextThatCannotStandThereIsRefused() {
        RegoInYaml file = read("kind: ConfigMap\ndata:\n  a.rego: &r |\n    package a\n  b.rego: *r\n");
        assertThat(file.policies()).hasSize(1);
        assertThat(changed(file, "package b\n"))
                .isEqualTo("kind: ConfigMap\ndata:\n  a.rego: &r |\n    package b\n  b.rego: *r\n");
        assertThat(file.with(
                        Map.of(file.policies().get(0), new RegoInYaml.Change("package a # \u0007\n", false)), false))
                .isEmpty();
    }

    @Test
    void aTemplateOfGoogleHasItsTargetsByName() {
        RegoInYaml file =
                read("kind: ConstraintTemplate\nspec:\n  targets:\n    x.y:\n      rego: |\n        package a\n");
        assertThat(file.policies())
                .extracting(each -> each.path() + " " + each.version().orElse(RegoVersion.V2))
                .containsExactly("spec.targets[\"x.y\"].rego v0");
    }

    private static RegoInYaml read(String yaml) {
        return RegoInYaml.read(Source.of("x.yaml", yaml), List.of());
    }

    private static String changed(RegoInYaml file, String text) {
        return file.with(Map.of(file.policies().get(0), new RegoInYaml.Change(text, false)), false)
                .orElse("refused");
    }
}
