package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.array;
import static io.rego4j.dsl.Dsl.call;
import static io.rego4j.dsl.Dsl.data;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatOptions;
import io.rego4j.parse.ParseOptions;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each construct of Rego beside the Java that builds it. What is built is the tree that the text is parsed to, its text is
 * this text, and the real {@code opa fmt} leaves the text as it is.
 */
class ConstructsTest {
    static List<Construct> constructs() {
        return Constructs.all();
    }

    @ParameterizedTest
    @MethodSource("constructs")
    void theTreeIsThatOfTheText(Construct construct) {
        RegoModule built = construct.module().buildUnchecked();
        RegoModule parsed = Rego.parse(Source.of(construct.text()), ParseOptions.of(construct.version()))
                .orThrow();

        assertThat(built.withComments(List.of())).isEqualTo(parsed.withComments(List.of()));
    }

    @ParameterizedTest
    @MethodSource("constructs")
    void theTextIsThisText(Construct construct) {
        RegoModule built = construct.module().buildUnchecked();

        assertThat(Rego.format(built, FormatOptions.of(construct.version())).text())
                .isEqualTo(construct.text());
    }

    @Test
    void theRealOpaFormatsEachTextToItself(@TempDir Path folder) throws IOException {
        for (Construct construct : Constructs.all()) {
            Path versioned =
                    Files.createDirectories(folder.resolve(construct.version().toString()));
            Files.writeString(versioned.resolve(construct.fileName()), construct.text());
        }

        assertThat(OpaProgram.run(folder, "fmt", "--diff", "v1")).isEmpty();
        assertThat(OpaProgram.run(folder, "fmt", "--diff", "--v0-compatible", "v0"))
                .isEmpty();
    }

    @Test
    void whatRegoDoesNotHaveIsRefused() {
        assertThat(List.<Runnable>of(
                        () -> module("a").imports("http.x"),
                        () -> module("a b"),
                        () -> Dsl.rule("a b"),
                        () -> var("_"),
                        () -> var("a-b"),
                        () -> input("a..b"),
                        () -> data(""),
                        () -> call("f."),
                        () -> array("x").get("y").assign(1).in(2),
                        () -> Dsl.object("key"),
                        () -> Dsl.not(Dsl.some("x")),
                        () -> Dsl.rule(Dsl.wildcard()),
                        () -> Dsl.rule("p").assign(1).assign(2),
                        () -> module("a").add(Dsl.rule("p")),
                        () -> module("a").add(Dsl.defaultRule("p", 1).when(input("x"))),
                        () -> module("a").add(Dsl.rule("p").contains(1).assign(2))))
                .allSatisfy(fault -> org.assertj.core.api.Assertions.assertThatThrownBy(fault::run)
                        .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class));
    }

    /** A construct: its name, its text, and what builds it. */
    record Construct(String name, RegoVersion version, String text, ModuleBuilder module) {
        String fileName() {
            return name.replaceAll("\\W+", "_") + ".rego";
        }

        @Override
        public String toString() {
            return version + " " + name;
        }
    }
}
