package io.rego4j.check;

import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import io.rego4j.testing.CollidingNames;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that a stranger chose so that all have one hash code cost no more than others when a module is checked. */
@Tag("slow")
class CollidingNamesTest {
    private static final int COUNT = 1 << 13;

    static Stream<Shape> shapes() {
        return Stream.of(
                new Shape("rules", names -> each(names, "%s := 1")),
                new Shape("references", names -> each(names, "%s := data.shop.%1$s.x[input.y]")),
                new Shape("partial rules", names -> each(names, "p[\"%s\"] := 1")),
                new Shape("references to packages", names -> each(names, "p contains data.%s.q")),
                new Shape("functions", names -> each(names, "%s(x) := x + 1") + each(names, "p contains %s(1)")),
                new Shape("variables", names -> "p if {" + each(names, "%s := 1") + "}"),
                new Shape("unsafe variables", names -> "p if {" + each(names, "%s > 1") + "}"),
                new Shape("parameters", names -> "f(" + String.join(",", names) + ") := 1"),
                new Shape("imports", names -> each(names, "import input.%s")),
                new Shape("keys of an object", names -> "p := {" + each(names, "\"%s\": 1,") + "}"),
                new Shape(
                        "keys of unified objects",
                        names -> "p if { {" + each(names, "\"%s\": input.x,") + "} = {"
                                + each(names, "\"%s\": input.y,") + "} }"),
                new Shape("elements of a set", names -> "p if input.x in {" + each(names, "\"%s\",") + "}"),
                new Shape("metadata", names -> each(names, "# METADATA\n# scope: document\n%s := 1")),
                new Shape("keys of metadata", names -> "# METADATA\n# custom:" + each(names, "#   %s: 1") + "p := 1"),
                new Shape("replaced documents", names -> "p if {" + each(names, "input.x with data.%s as 1") + "}"));
    }

    record Shape(String name, Function<List<String>, String> text) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String each(List<String> names, String line) {
        return names.stream().map(name -> String.format(line, name)).collect(Collectors.joining("\n", "\n", "\n"));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void costNoMoreThanOthers(Shape shape) {
        CollidingNames.assertCostNoMore(COUNT, names -> {
            Source source =
                    Source.of("shop.rego", "package shop\n" + shape.text().apply(names));
            Checker.check(RegoParser.parse(source).orThrow());
        });
    }
}
