package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.opa.OpaDocuments.DataPatch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Policies and data one by one, on a local server and on a remote one. */
class OpaDocumentsTest {
    @Test
    void changesALocalServer() {
        try (Opa opa = Opa.local()) {
            opa.load(Policies.none()
                    .module("old.rego", "package old\n\nx := 1\n")
                    .data("data.kept", 1));
            changes(opa);
            assertThat(opa.documents().policies()).containsOnlyKeys("old.rego", "p.rego");
            assertThat(opa.documents().deletePolicy("old.rego")).isTrue();
            assertThat(opa.decide("data.old.x", null).isUndefined()).isTrue();
            assertThat(opa.decide("data", null).orElseThrow().has("system")).isFalse();
        }
    }

    @Test
    void changesARemoteServer() throws Exception {
        try (OpaServerProcess server = OpaServerProcess.start();
                Opa opa = Opa.at(server.uri())) {
            changes(opa);
            assertThat(opa.documents().policies()).containsOnlyKeys("p.rego");
        }
    }

    private static void changes(Opa opa) {
        OpaDocuments documents = opa.documents();
        documents.putPolicy("p.rego", "package p\n\nnames := [u.name | some u in data.users]\n");
        documents.putData("data.users", List.of(Map.of("name", "ann")));
        assertThat(opa.decide("data.p.names", null).orElseThrow()).hasToString("[\"ann\"]");
        documents.patchData(
                "data.users",
                List.of(
                        DataPatch.add("/-", Map.of("name", "bob")),
                        DataPatch.replace("/0/name", "eve"),
                        DataPatch.add("/-", Map.of("name", "x")),
                        DataPatch.remove("/2")));
        assertThat(opa.decide("data.p.names", null).orElseThrow()).hasToString("[\"eve\",\"bob\"]");
        assertThat(documents.policy("p.rego"))
                .hasValueSatisfying(text -> assertThat(text).startsWith("package p"));
        assertThat(documents.policy("q.rego")).isEmpty();
        assertThat(documents.data("data.users[\"0\"]")).isPresent();
        assertThatThrownBy(() -> documents.putPolicy("bad.rego", "package p\n\nx := y\n"))
                .isInstanceOfSatisfying(
                        OpaException.class, e -> assertThat(e.error().code()).isEqualTo("rego_unsafe_var_error"));
        assertThatThrownBy(() -> documents.patchData("data.users", List.of(DataPatch.remove("/9"))))
                .isInstanceOf(OpaException.class);
        assertThat(documents.deletePolicy("none.rego")).isFalse();
        assertThat(documents.deleteData("data.nothing")).isFalse();
        documents.putData("data.a.b.c", 1);
        assertThat(documents.deleteData("data.a.b")).isTrue();
        assertThat(documents.data("data.a").orElseThrow()).hasToString("{}");
    }
}
