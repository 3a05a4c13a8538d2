package io.rego4j.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Names that a stranger chose so that all have one hash code. Time is compared with that for as many ordinary names in the
 * same run: without defence it is more than thirty times as long.
 */
public final class CollidingNames {
    private static final int MOST_TIMES_AS_LONG = 8;

    private CollidingNames() {}

    /** Does some work with names that collide, and with as many that do not: the one takes no longer than the other. */
    public static void assertCostNoMore(int count, Consumer<List<String>> work) {
        List<String> colliding = List.of("");
        while (colliding.size() < count) {
            colliding = colliding.stream()
                    .flatMap(name -> Stream.of(name + "Aa", name + "BB"))
                    .toList();
        }
        List<String> ordinary = IntStream.range(0, colliding.size())
                .mapToObj(i -> String.format("name%022d", i))
                .toList();
        assertThat(colliding.stream().map(String::hashCode).distinct()).hasSize(1);
        assertThat(colliding).doesNotHaveDuplicates();

        long usual = nanos(work, ordinary);
        long hostile = Math.min(nanos(work, colliding), nanos(work, colliding));
        assertThat(hostile).isLessThan(MOST_TIMES_AS_LONG * usual);
    }

    private static long nanos(Consumer<List<String>> work, List<String> names) {
        long start = System.nanoTime();
        work.accept(names);
        return System.nanoTime() - start;
    }
}
