package io.rego4j.opa.functions.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltinComparisonTest {
    private static final int CALLS_OF_EACH = 30;
    private static final long SEED = 20261127;

    @Test
    void everyFunctionGivesWhatOpaGivesErrorsIncluded(@TempDir Path folder) {
        assertThat(BuiltinComparison.compare(BuiltinComparison.functions(), CALLS_OF_EACH, SEED, folder))
                .isEmpty();
    }
}
