package io.rego4j.opa.inprocess;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.opa.Policies;
import io.rego4j.testing.CollidingNames;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules whose names were chosen to have one hash code cost no more than others when policies are planned. */
@Tag("slow")
class CollidingDocumentsTest {
    @Test
    void costNoMoreThanOthers() {
        CollidingNames.assertCostNoMore(1 << 12, names -> {
            StringBuilder text = new StringBuilder("package shop\n");
            names.forEach(name -> text.append(name).append(" := 1\n"));
            ModuleDocuments documents = ModuleDocuments.of(Policies.none().module("shop.rego", text.toString()));
            assertThat(documents.rules()).hasSameSizeAs(names);
        });
    }
}
