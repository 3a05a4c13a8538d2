package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** What a server that is started again gets must be what the server before it had. */
    @Test
    void remembersWhatWasPutIntoArrays() throws Exception {
        try (Opa opa = Opa.local()) {
            OpaDocuments documents = opa.documents();
            documents.putData("data.list", List.of("a", "b", "c"));
            documents.putData("data.list[\"1\"]", "between");
            documents.deleteData("data.list[\"0\"]");
            documents.putData("data.deep", List.of(Map.of("k", 1)));
            documents.putData("data.deep[\"0\"].k", List.of(2));
            documents.patchData("data.deep[\"0\"]", List.of(DataPatch.add("/l", 3), DataPatch.add("/k/-", 4)));
            JsonNode before = documents.data("data").orElseThrow();
            assertThat(before).hasToString("{\"deep\":[{\"k\":[2,4],\"l\":3}],\"list\":[\"between\",\"b\",\"c\"]}");
            KillDrill.kill(ProcessHandle.current().descendants().toList());
            assertThat(opa.decide("data.deep", null).orElseThrow()).isEqualTo(before.get("deep"));
            assertThat(opa.decide("data.list", null).orElseThrow()).isEqualTo(before.get("list"));
        }
    }

    private static void numbers(OpaDocuments documents) {
        documents.putData("data.byId", Map.of("2", Map.of("0", "key"), "3", List.of("index")));
        assertThat(documents.data("data.byId[\"2\"][\"0\"]").orElseThrow()).hasToString("\"key\"");
        assertThat(documents.data("data.byId[\"3\"][\"0\"]").orElseThrow()).hasToString("\"index\"");
        assertThat(documents.data("data.byId[\"3\"][\"1\"]")).isEmpty();
        assertThat(documents.deleteData("data.byId[\"2\"]")).isTrue();
        assertThat(documents.data("data.byId").orElseThrow()).hasToString("{\"3\":[\"index\"]}");
        assertThat(documents.deleteData("data.byId")).isTrue();
    }

    private static void changes(Opa opa) {
        OpaDocuments documents = opa.documents();
        numbers(documents);
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
