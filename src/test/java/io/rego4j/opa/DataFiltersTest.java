package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DataFiltersTest {
    @Test
    void x() {
        assertThat(1).isEqualTo(1);
    }
}
