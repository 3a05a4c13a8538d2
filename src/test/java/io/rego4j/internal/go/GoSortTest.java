package io.rego4j.internal.go;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GoSortTest {
    private record Item(int key, int number) {}

    @Test
    void sortsListsOfEverySize() {
        Random random = new Random(7);
        for (int size = 0; size < 400; size++) {
            List<Integer> list = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                list.add(random.nextInt(1 + random.nextInt(size + 1)));
            }
            List<Integer> expected = new ArrayList<>(list);
            expected.sort(null);
            GoSort.sort(list, Comparator.naturalOrder());
            assertThat(list).isEqualTo(expected);
        }
    }

    /** What Go 1.26's {@code slices.SortFunc} makes of (i * 7) % 5 for i below 30. */
    @Test
    void leavesEqualElementsInTheOrderOfGo() {
        List<Item> items =
                IntStream.range(0, 30).mapToObj(i -> new Item(i * 7 % 5, i)).collect(Collectors.toList());
        GoSort.sort(items, Comparator.comparingInt(Item::key));
        assertThat(items.stream().map(Item::number)).containsExactly(GO);
    }

    private static final Integer[] GO = {
        20, 5, 15, 25, 10, 0, 13, 28, 3, 18, 8, 23, 26, 21, 11, 6, 16, 1, 14, 19, 9, 24, 4, 29, 17, 12, 22, 7, 27, 2
    };
}
