package io.rego4j.ast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.SamplePolicies;
import java.util.List;
import org.junit.jupiter.api.Test;

class OriginRewriterTest {
    @Test
    void everyNodeOfAModuleGetsTheNewOriginAndTheTreeStaysEqual() {
        for (RegoModule module : SamplePolicies.all()) {
            RegoModule bare = new OriginRewriter(Origin::withoutPlace).module(module);

            assertThat(bare.withComments(module.comments()).withAnnotations(module.annotations()))
                    .isEqualTo(module);
            for (Rule rule : bare.rules()) {
                NodeWalk.walk(rule.withAnnotations(List.of()), node -> {
                    assertThat(node.origin().isPresent()).as(node.toString()).isFalse();
                    return !(node instanceof Annotations);
                });
            }
            assertThat(bare.pkg().path().origin().isPresent()).isFalse();
        }
    }
}
