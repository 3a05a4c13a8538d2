package io.rego4j.opa;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Documents, constants and names made at random. */
abstract class RandomWords {
    static final List<String> KEYS = List.of("a", "b", "c", "d", "e");

    final Random random;

    RandomWords(long seed) {
        random = new Random(seed);
    }

    /** An input or a data document: an object with some of the keys. */
    String document() {
        return IntStream.range(0, KEYS.size())
                .filter(i -> random.nextInt(5) > 0)
                .mapToObj(i -> "\"" + KEYS.get(i) + "\": " + json(3))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    String json(int depth) {
        int size = random.nextInt(4);
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> number();
            case 1, 2 -> string();
            case 3 -> random.nextBoolean() ? "true" : "false";
            case 4 -> random.nextInt(3) == 0 ? "null" : number();
            case 5 -> list(size, i -> json(depth - 1), "[", "]");
            default ->
                list(size, i -> "\"" + KEYS.get((i * 2 + size) % KEYS.size()) + "\": " + json(depth - 1), "{", "}");
        };
    }

    String number() {
        return pick("0", "1", "2", "3", "-1", "1.5", "2.0", "10", "0.1", "100000000000000000000", "1e3");
    }

    String string() {
        return "\"" + (random.nextInt(4) == 0 ? pick("é", "😀", "", "x y", "1") : key()) + "\"";
    }

    String key() {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    interface Item {
        String at(int index);
    }

    String list(int size, Item item, String open, String close) {
        return IntStream.range(0, size).mapToObj(item::at).collect(Collectors.joining(", ", open, close));
    }

    String constant(int depth) {
        return switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0 -> number();
            case 1, 2 -> string();
            case 3 -> pick("true", "false", "null");
            default -> list(random.nextInt(3), i -> constant(depth - 1), "[", "]");
        };
    }
}
