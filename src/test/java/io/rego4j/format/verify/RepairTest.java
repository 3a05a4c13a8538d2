package io.rego4j.format.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.layout.LayoutPlan;
import io.rego4j.parse.ParseResult;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepairTest {
    @Test
    void readsNoMoreTextsThanThereAreHarmedRulesHoweverManyOthersStandAround() {
        StringBuilder rules = new StringBuilder("package a\n");
        for (int i = 0; i < 200; i++) {
            rules.append("\np").append(i).append(" if input.x > ").append(i).append('\n');
            if (i % 70 == 30) {
                rules.append("\nallow if f(")
                        .append(i)
                        .append(", {\n\t# who\n\t\"user\": \"alice\",\n}) with input.user as \"bob\"\n");
            }
        }
        List<RegoVersion> reads = new ArrayList<>();
        RoundTripCheck check = new RoundTripCheck(FormatOptions.DEFAULT, new WrittenTextReader() {
            @Override
            ParseResult<RegoModule> read(String text, RegoVersion version) {
                reads.add(version);
                return super.read(text, version);
            }
        });
        RegoModule module = Rego.parse(rules.toString());

        Candidate repaired = Repair.of(module, check.prove(module, LayoutPlan.NONE), check);

        assertThat(repaired.proven).isTrue();
        assertThat(repaired.text).isEqualTo(rules.toString());
        assertThat(reads)
                .as("OPA's text, and one for each of three harmed rules")
                .hasSize(4);
    }
}
