package io.rego4j.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class HarmedStatementsTest {
    private int trials;

    private BitSet find(int count, Predicate<BitSet> holds) {
        return HarmedStatements.find(count, 100, careful -> {
            trials++;
            return holds.test(careful);
        });
    }

    @Test
    void the_harmed_statements_are_found_by_halving() {
        assertThat(find(64, careful -> careful.get(7) && careful.get(40)).stream())
                .containsExactly(7, 40);
        assertThat(trials).isLessThan(30);
    }

    @Test
    void harm_that_two_statements_do_together_is_found_where_they_meet() {
        assertThat(find(8, careful -> careful.get(3) || careful.get(4)).stream())
                .containsExactly(3, 4);
    }

    @Test
    void after_too_many_trials_the_search_ends() {
        assertThat(HarmedStatements.find(1000, 20, careful -> careful.cardinality() == 1000))
                .isNull();
    }

    @Test
    void nothing_is_careful_where_nothing_is_harmed() {
        assertThat(find(8, careful -> true).stream()).isEmpty();
    }
}
