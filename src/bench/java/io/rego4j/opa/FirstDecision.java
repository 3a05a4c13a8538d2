package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One JVM's first decision: reads a planned bundle, loads it, asks, and prints the milliseconds until it was loaded, and from
 * there to the first answer and the second. Arguments: the bundle, the document, and the file of the input.
 */
public final class FirstDecision {
    private FirstDecision() {}

    public static void main(String[] arguments) throws IOException {
        Input input = Input.json(Files.readString(Path.of(arguments[2])));
        long start = System.nanoTime();
        try (Opa opa = Opa.inProcess().load(Bundle.read(Path.of(arguments[0])).toPolicies())) {
            long loaded = System.nanoTime();
            Decision<JsonNode> first = opa.decide(arguments[1], input);
            long answered = System.nanoTime();
            Decision<JsonNode> second = opa.decide(arguments[1], input);
            long again = System.nanoTime();
            if (!first.equals(second) || !first.isDefined()) {
                throw new AssertionError(first + " and " + second);
            }
            System.out.println(millis(start, loaded) + " " + millis(loaded, answered) + " " + millis(answered, again));
        }
    }

    private static double millis(long from, long to) {
        return (to - from) / 1e6;
    }
}
