package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A few of the comparisons that {@link PlanDifferences} makes in any number. */
class PlanDifferencesTest {
    private static final int ANSWERS = 50;

    @Test
    void theEngineInTheJvmAnswersAsALocalOpaDoes() {
        try (PlanDifferences run = new PlanDifferences()) {
            run.compare(1);
            assertThat(run.answers()).isGreaterThan(ANSWERS);
            assertThat(run.differences()).isEmpty();
        }
    }
}
