package io.rego4j.opa.inprocess;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaNotFoundException;
import io.rego4j.opa.Policies;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class LoadedPlanTest {
    @Test
    void saysWhereThereIsNoOpaThatAPlanNeedsNone() {
        Supplier<OpaBinary> none = () -> {
            throw new OpaNotFoundException(List.of("nowhere"));
        };
        Policies policies = Policies.none().module("p.rego", "package p\n\nx := 1\n");
        assertThatThrownBy(() -> LoadedPlan.of(policies, none, false))
                .isInstanceOf(OpaNotFoundException.class)
                .hasMessageStartingWith("no usable opa. What was tried:\n  - nowhere\n")
                .hasMessageEndingWith(
                        "\nWithout an opa: load a bundle that has a plan, which rego4j bundle build --target plan"
                                + " --entrypoint … or opa build -t plan makes; these policies have none.");
    }
}
