package io.rego4j.format.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class StatementBisectionTest {
    private int trials;

    private BitSet find(int count, Predicate<BitSet> holds) {
        return StatementBisection.find(count, 100, careful -> {
            trials++;
            return holds.test(careful);
        });
    }

    @Test
    void theHarmedStatementsAreFoundByHalving() {
        assertThat(find(64, careful -> careful.get(7) && careful.get(40)).stream())
                .containsExactly(7, 40);
        assertThat(trials).isLessThan(30);
    }

    @Test
    void harmThatTwoStatementsDoTogetherIsFoundWhereTheyMeet() {
        assertThat(find(8, careful -> careful.get(3) || careful.get(4)).stream())
                .containsExactly(3, 4);
    }

    @Test
    void afterTooManyTrialsTheSearchEnds() {
        assertThat(StatementBisection.find(1000, 20, careful -> careful.cardinality() == 1000))
                .isNull();
    }

    @Test
    void nothingIsCarefulWhereNothingIsHarmed() {
        assertThat(find(8, careful -> true).stream()).isEmpty();
    }
}
