package io.rego4j.internal.go;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts as Go's {@code slices.SortFunc} does: pattern-defeating quicksort. It is not stable, so only the same algorithm gives
 * elements that compare equal the order that OPA shows them in.
 */
public final class GoSort {
    private static final int INSERTION = 12;
    private static final int SHIFTING = 50;
    private static final int SHIFTS = 5;
    private static final int ALL_SWAPPED = 12;

    private GoSort() {}

    /** Sorts a modifiable list in place. */
    public static <T> void sort(List<T> list, Comparator<? super T> order) {
        if (!isSorted(list, order)) {
            new Run<T>(list, order).sort(0, list.size(), bits(list.size()));
        }
    }

    /** True for a list in order, which Go's sort leaves as it is; equal neighbours are in order. */
    private static <T> boolean isSorted(List<T> list, Comparator<? super T> order) {
        for (int i = 1; i < list.size(); i++) {
            if (order.compare(list.get(i), list.get(i - 1)) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int bits(int n) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(n);
    }

    /** One sort of one list. */
    private static final class Run<T> {
        private final List<T> list;
        private final Comparator<? super T> order;
        private int swaps;

        Run(List<T> list, Comparator<? super T> order) {
            this.list = list;
            this.order = order;
        }

        private boolean less(int i, int j) {
            return order.compare(list.get(i), list.get(j)) < 0;
        }

        private void swap(int i, int j) {
            Collections.swap(list, i, j);
        }

        void sort(int from, int to, int limit) {
            int a = from;
            int b = to;
            int badLeft = limit;
            boolean balanced = true;
            boolean partitioned = true;
            while (b - a > INSERTION) {
                int length = b - a;
                if (badLeft == 0) {
                    heapSort(a, b);
                    return;
                }
                if (!balanced) {
                    breakPatterns(a, b);
                    badLeft--;
                }
                int pivot = choosePivot(a, b);
                boolean rising = swaps == 0;
                if (swaps == ALL_SWAPPED) {
                    Collections.reverse(list.subList(a, b));
                    pivot = b - 1 - (pivot - a);
                    rising = true;
                }
                if (balanced && partitioned && rising && almostSorted(a, b)) {
                    return;
                }
                if (a > 0 && !less(a - 1, pivot)) {
                    a = partitionEqual(a, b, pivot);
                    continue;
                }
                int scanned = partition(a, b, pivot);
                partitioned = scanned >= 0;
                int mid = partitioned ? scanned : ~scanned;
                balanced = Math.min(mid - a, b - mid) >= length / 8;
                if (mid - a < b - mid) {
                    sort(a, mid, badLeft);
                    a = mid + 1;
                } else {
                    sort(mid + 1, b, badLeft);
                    b = mid;
                }
            }
            for (int i = a + 1; i < b; i++) {
                sink(i, a);
            }
        }

        /** Insertion sort's step: moves an element down while the one before it is greater. */
        private void sink(int from, int floor) {
            for (int j = from; j > floor && less(j, j - 1); j--) {
                swap(j, j - 1);
            }
        }

        /** Moves smaller elements before the pivot, others after it; returns its index, complemented if any element was moved. */
        private int partition(int a, int b, int pivot) {
            swap(a, pivot);
            int i = a + 1;
            int j = b - 1;
            boolean moved = false;
            while (true) {
                while (i <= j && less(i, a)) {
                    i++;
                }
                while (i <= j && !less(j, a)) {
                    j--;
                }
                if (i > j) {
                    swap(j, a);
                    return moved ? ~j : j;
                }
                swap(i++, j--);
                moved = true;
            }
        }

        /** Moves the elements equal to the pivot to the front, where none is smaller; returns the index of the first greater one. */
        private int partitionEqual(int a, int b, int pivot) {
            swap(a, pivot);
            int i = a + 1;
            int j = b - 1;
            while (true) {
                while (i <= j && !less(a, i)) {
                    i++;
                }
                while (i <= j && less(a, j)) {
                    j--;
                }
                if (i > j) {
                    return i;
                }
                swap(i++, j--);
            }
        }

        /** Moves a few elements of a long list into order; true if all of it is sorted then. */
        private boolean almostSorted(int a, int b) {
            int i = a + 1;
            for (int shift = 0; shift < SHIFTS; shift++) {
                while (i < b && !less(i, i - 1)) {
                    i++;
                }
                if (i == b) {
                    return true;
                }
                if (b - a < SHIFTING) {
                    return false;
                }
                swap(i, i - 1);
                if (i - a >= 2) {
                    sink(i - 1, 0);
                }
                for (int j = i + 1; b - i >= 2 && j < b && less(j, j - 1); j++) {
                    swap(j, j - 1);
                }
            }
            return false;
        }

        private void heapSort(int a, int b) {
            int size = b - a;
            for (int i = (size - 1) / 2; i >= 0; i--) {
                siftDown(i, size, a);
            }
            for (int i = size - 1; i >= 0; i--) {
                swap(a, a + i);
                siftDown(0, i, a);
            }
        }

        private void siftDown(int from, int size, int first) {
            int root = from;
            for (int child = 2 * root + 1; child < size; child = 2 * root + 1) {
                if (child + 1 < size && less(first + child, first + child + 1)) {
                    child++;
                }
                if (!less(first + root, first + child)) {
                    return;
                }
                swap(first + root, first + child);
                root = child;
            }
        }

        /** Three swaps at pseudo-random indices, with the length as the seed. */
        private void breakPatterns(int a, int b) {
            int length = b - a;
            long random = length;
            int mask = (1 << bits(length)) - 1;
            int middle = a + length / 4 * 2;
            for (int i = middle - 1; i <= middle + 1; i++) {
                random ^= random << 13;
                random ^= random >>> 7;
                random ^= random << 17;
                int other = (int) (random & mask);
                swap(i, a + (other >= length ? other - length : other));
            }
        }

        /** The index of the median of three elements, or of three medians; {@link #swaps} counts those out of order. */
        private int choosePivot(int a, int b) {
            int quarter = (b - a) / 4;
            int i = a + quarter;
            int j = a + quarter * 2;
            int k = a + quarter * 3;
            swaps = 0;
            if (b - a >= SHIFTING) {
                i = median(i - 1, i, i + 1);
                j = median(j - 1, j, j + 1);
                k = median(k - 1, k, k + 1);
            }
            return median(i, j, k);
        }

        private int median(int a, int b, int c) {
            int low = a;
            int mid = b;
            if (less(mid, low)) {
                low = b;
                mid = a;
                swaps++;
            }
            if (less(c, mid)) {
                mid = c;
                swaps++;
            }
            if (less(mid, low)) {
                mid = low;
                swaps++;
            }
            return mid;
        }
    }
}
