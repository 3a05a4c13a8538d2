package io.rego4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What most tests of trees read holds every kind of node, so that a new one is not left out of them. */
class NodeKindsTest {
    private final Set<Class<?>> seen = new HashSet<>();

    @Test
    void theSamplePoliciesHoldEveryKindOfNode() {
        SamplePolicies.all().forEach(this::see);
        assertThat(missing()).isEmpty();
    }

    @Test
    void everyKindOfNodeComesOutOfTheGenerator() {
        for (RegoVersion version : RegoVersion.values()) {
            ModuleGenerator generator = new ModuleGenerator(1, version);
            for (int i = 0; i < 200; i++) {
                RegoParser.parse(Source.of(generator.module()), ParseOptions.of(version))
                        .tree()
                        .ifPresent(this::see);
            }
        }
        assertThat(missing()).isEmpty();
    }

    private void see(RegoModule module) {
        NodeWalk.walk(module, node -> {
            seen.add(node.getClass());
            return true;
        });
    }

    private Set<String> missing() {
        Set<String> missing = new TreeSet<>();
        for (Class<?> kind : NodeKinds.all()) {
            if (Node.class.isAssignableFrom(kind) && !seen.contains(kind)) {
                missing.add(kind.getSimpleName());
            }
        }
        return missing;
    }
}
