package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
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
}
