package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A few of the comparisons that {@link PlanDifferences} makes in any number. */
class PlanDifferencesTest {
    private static final int ANSWERS = 150;

    @Test
    void theEngineInTheJvmAnswersAsALocalOpaDoes() {
        try (PlanDifferences run = new PlanDifferences()) {
            for (long seed = 1; run.answers() < ANSWERS; seed++) {
                run.compare(seed);
            }
            assertThat(run.differences()).isEmpty();
        }
    }
}
