package io.rego4j.dsl;

import io.rego4j.dsl.ConstructsTest.Construct;
import java.util.List;
import java.util.stream.Stream;

/** The constructs of Rego: each as a text that {@code opa fmt} leaves alone, and as the Java that builds it. */
final class Constructs {
    private Constructs() {}

    static List<Construct> all() {
        return Stream.of(RuleConstructs.all(), ExpressionConstructs.all())
                .flatMap(List::stream)
                .toList();
    }
}
