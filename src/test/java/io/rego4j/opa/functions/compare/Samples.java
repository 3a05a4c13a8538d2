package io.rego4j.opa.functions.compare;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.opa.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Operands that mean something to a function, from {@code samples.txt}. A line {@code = name name …} begins the samples of
 * functions; a line {@code 1: …} below it is a JSON value for the first operand (or with {@code 1" …} a text to the end of
 * the line), and {@code *: […]} all operands of a call.
 */
final class Samples {
    private final Map<String, Map<Integer, List<Value>>> operands = new HashMap<>();
    private final Map<String, List<Value>> calls = new HashMap<>();

    static Samples read() {
        try (InputStream in = Objects.requireNonNull(Samples.class.getResourceAsStream("samples.txt"))) {
            Samples samples = new Samples();
            samples.add(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
            return samples;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(List<String> lines) throws IOException {
        List<String> names = List.of();
        for (String line : lines) {
            if (line.startsWith("= ")) {
                names = List.of(line.substring(2).trim().split(" +"));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                Value value = line.charAt(1) == '"'
                        ? io.rego4j.opa.value.StringValue.of(line.substring(2))
                        : JsonValues.parse(line.substring(2));
                for (String name : names) {
                    if (line.charAt(0) == '*') {
                        calls.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
                    } else {
                        operands.computeIfAbsent(name, key -> new HashMap<>())
                                .computeIfAbsent(line.charAt(0) - '1', key -> new ArrayList<>())
                                .add(value);
                    }
                }
            }
        }
    }

    /** Samples of one operand; none if there are none. */
    List<Value> operand(String name, int index) {
        return operands.getOrDefault(name, Map.of()).getOrDefault(index, List.of());
    }

    /** A sample of all operands, or none. */
    List<Value> call(String name, Random random) {
        List<Value> known = calls.getOrDefault(name, List.of());
        return known.isEmpty() || random.nextInt(3) == 0
                ? List.of()
                : ((ArrayValue) known.get(random.nextInt(known.size()))).toList();
    }
}
