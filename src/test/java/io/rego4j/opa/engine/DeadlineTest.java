package io.rego4j.opa.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    @Test
    void aTimeOfMoreNanosecondsThanALongHoldsIsLong() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(Long.MAX_VALUE));
        assertThat(deadline.leftNanos()).isGreaterThan(TimeUnit.DAYS.toNanos(100 * 365));
        assertThat(deadline.isOver()).isFalse();
    }

    @Test
    void aTimeThatIsOverLeavesNothing() {
        assertThat(Deadline.in(Duration.ZERO).leftNanos()).isZero();
        assertThat(Deadline.in(Duration.ofDays(-1)).isOver()).isTrue();
    }
}
