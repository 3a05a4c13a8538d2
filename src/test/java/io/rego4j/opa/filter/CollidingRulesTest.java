package io.rego4j.opa.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.json.PartialAnswer;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.CollidingNames;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules whose names were chosen to have one hash code cost no more than others when a filter is looked at. */
@Tag("slow")
class CollidingRulesTest {
    @Test
    void costNoMoreThanOthers() {
        RefTerm unknown = RegoParser.parseRef(Source.of("input.x"), ParseOptions.of(RegoVersion.V1))
                .orThrow();
        CollidingNames.assertCostNoMore(1 << 12, names -> {
            StringBuilder text = new StringBuilder("package shop\n");
            names.forEach(name -> text.append(name).append(" if input.x\n"));
            RegoModule module =
                    RegoParser.parse(Source.of("shop.rego", text.toString())).orThrow();
            assertThat(FragmentCheck.problems(
                            new PartialAnswer(List.of(), List.of(module)), List.of(module), Set.of(unknown)))
                    .isEmpty();
        });
    }
}
