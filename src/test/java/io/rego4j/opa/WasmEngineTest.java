package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The suite inside this JVM. */
class WasmEngineTest extends EngineSuite {
    @Override
    Opa open(OpaOptions options) {
        return Opa.inProcess(options);
    }

    @Override
    void strict(Decision<JsonNode> decision) {
        assertThat(decision.failure().orElseThrow().code()).isEqualTo(OpaError.UNSUPPORTED);
    }

    @Test
    void refusesAPolicyWithBuiltinsThatItLacksWhenItIsLoaded() {
        String policy = """
                package p

                a := http.send({"method": "get", "url": input.url}).status_code

                b := crypto.x509.parse_certificates(input.c)

                c := crypto.sha256(input.c)
                """;
        assertThatThrownBy(() -> opa().load(Policies.none().module("p.rego", policy)))
                .isInstanceOfSatisfying(
                        OpaException.class, e -> assertThat(e.error().code()).isEqualTo(OpaError.UNSUPPORTED))
                .hasMessageContaining("crypto.x509.parse_certificates, http.send");
    }

    @Test
    void takesPackagesWithoutRules() {
        Policies policies = Policies.none()
                .module("empty.rego", "package a.empty\n")
                .module("p.rego", "package p\n\nx := 1\n\nf(y) := y\n");
        try (Opa wasm = Opa.inProcess().load(policies)) {
            assertThat(wasm.decide("data.p.x", null).orElseThrow()).hasToString("1");
            assertThat(wasm.decide("data.p.x.y", null).failure().orElseThrow().message())
                    .contains("undefined ref: data.p.x.y");
            assertThat(wasm.decide("data.p.none", null).isUndefined()).isTrue();
        }
    }

    @Test
    void readsJsonInTextsAsOpaDoes() {
        String policy = "package p\n\nx := json.unmarshal(input.t) # json.unmarshal\n\nok if json.is_valid(input.t)\n";
        try (Opa wasm =
                Opa.inProcess().load(Policies.none().module("p.rego", policy).data("data.nested", 1))) {
            assertThat(wasm.decide("data.p.x", Map.of("t", "{\"a\": [1e2]}")).orElseThrow())
                    .hasToString("{\"a\":[100]}");
            assertThat(wasm.allowed("data.p.ok", Map.of("t", "{}"))).isTrue();
            assertThat(wasm.allowed("data.p.ok", Map.of("t", "{"))).isFalse();
            assertThat(wasm.decide("data.p.x", Map.of("t", "1e40000"))
                            .failure()
                            .orElseThrow()
                            .code())
                    .isEqualTo(OpaError.UNSUPPORTED);
            assertThat(wasm.decide("data.p.ok", Input.json("{\"t\": 1e40000}"))
                            .failure()
                            .orElseThrow()
                            .code())
                    .isEqualTo(OpaError.UNSUPPORTED);
        }
    }

    @Test
    void takesTextsThatLookLikeLargeNumbers() {
        Policies policies = Policies.none().module("p.rego", "package p\n\nx := input.t\n");
        try (Opa wasm = Opa.inProcess().load(policies)) {
            for (String text : List.of("1e400", "\\\"1e400", "\"1e400\\", "a\"\"9E999")) {
                assertThat(wasm.decide("data.p.x", Map.of("t", text), String.class)
                                .orElseThrow())
                        .isEqualTo(text);
            }
            assertThat(wasm.decide("data.p.x", Input.json("{\"t\\\"\": \"\\\\\", \"u\": 1e40000}"))
                            .failure()
                            .orElseThrow()
                            .code())
                    .isEqualTo(OpaError.UNSUPPORTED);
        }
    }

    @Test
    void refusesBlocksOfAddressesThatAreTooMuchForOpaToo() {
        Policies policies = Policies.none()
                .module("p.rego", "package p\n\nx := net.cidr_expand(input.b)\n\ny := net.cidr_merge(input.b)\n");
        try (Opa wasm = Opa.inProcess().load(policies)) {
            assertThat(wasm.decide("data.p.x", Map.of("b", "::/64"))
                            .failure()
                            .orElseThrow()
                            .message())
                    .contains("a block of so many addresses is not in this engine");
            // OPA panics.
            assertThat(wasm.decide("data.p.y", Map.of("b", List.of("::101/128", "::102/128")))
                            .failure()
                            .orElseThrow()
                            .message())
                    .contains("merging addresses that begin with zeros is not in this engine");
        }
    }

    @Test
    void refusesANumberForAKeyOfData() {
        Policies policies = Policies.none()
                .module("p.rego", "package p\n\nx := data.nested[2]\n")
                .data("data.nested", Map.of("2", "two"));
        try (Opa wasm = Opa.inProcess()) {
            assertThatThrownBy(() -> wasm.load(policies))
                    .isInstanceOf(OpaException.class)
                    .hasMessageContaining("cannot find the key \"2\" of data by a number, as data.nested[2] does");
            wasm.load(policies.data("data.nested", List.of(0, 1, "two")));
            assertThat(wasm.decide("data.p.x", null, String.class).orElseThrow())
                    .isEqualTo("two");
        }
    }
}
