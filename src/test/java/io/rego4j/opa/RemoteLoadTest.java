package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whole sets of policies on a server that takes them one by one. */
class RemoteLoadTest {
    private OpaServerProcess server;
    private Opa opa;

    @BeforeEach
    void start() throws Exception {
        server = OpaServerProcess.start();
        opa = Opa.at(server.uri());
    }

    @AfterEach
    void stop() {
        opa.close();
        server.close();
    }

    private static final Policies EACH_OTHER = Policies.none()
            .module("a.rego", "package a\n\neven(n) if n == 0\n\neven(n) if data.b.odd(n - 1)\n")
            .module("b.rego", "package b\n\nodd(n) if n == 1\n\nx if data.a.even(0)\n");

    @Test
    void loadsModulesThatCallEachOther() {
        opa.load(EACH_OTHER.module("c.rego", "package c\n\nx if data.a.even(2)\n"));
        assertThat(opa.allowed("data.c.x", null)).isTrue();
        assertThat(opa.allowed("data.b.x", null)).isTrue();
        opa.load(Policies.none().module("d.rego", "package d\n\nx := 1\n"));
        assertThat(opa.documents().policies()).containsOnlyKeys("d.rego");
    }

    @Test
    void takesAwayTheDataOfTheLoadBefore() {
        opa.load(Policies.none().data("data.old", Map.of("k", 1)).data("data.kept", 1));
        opa.documents().deleteData("data.kept");
        opa.documents().putData("data.others", 5);
        opa.load(Policies.none().data("data.fresh", 2));
        assertThat(opa.documents().data("data").orElseThrow()).hasToString("{\"fresh\":2,\"others\":5}");
    }

    @Test
    void loadsDataWhereThePoliciesBeforeHadARule() {
        opa.load(Policies.none().module("p.rego", "package p\n\nx := 1\n"));
        opa.load(Policies.none().data("data.p.x", 2).module("q.rego", "package q\n\ny := data.p.x\n"));
        assertThat(opa.decide("data.q.y", null, Integer.class).orElseThrow()).isEqualTo(2);
        assertThatThrownBy(
                        () -> opa.load(Policies.none().data("data.p.x", 3).module("p.rego", "package p\n\nx := 1\n")))
                .hasMessageContaining("conflicting rule for data path p/x");
        assertThat(opa.decide("data.q.y", null, Integer.class).orElseThrow()).isEqualTo(2);
    }
}
