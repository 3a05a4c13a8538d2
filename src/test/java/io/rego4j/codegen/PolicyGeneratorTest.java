package io.rego4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import java.io.ByteArrayOutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generated Java compiles, and builds the module that it was made from. */
class PolicyGeneratorTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "default allow := false\n\nallow if {\n\tinput.method == \"PUT\"\n\tsome petid\n"
                        + "\tinput.path = [\"pets\", petid]\n}",
                "p[x] := y if some x, y in input.xs\n\nq contains x if { some x in [1]; not x in {2} }\n\nr.a[x].b := 1 if x := 2",
                "f(x, _, [1, y]) := x + y if x > 1\n\nelse := 2 if startswith(x, `raw`)\n\nelse := {\"a\": null, 1: [1e3, -0]}",
                "import rego.v2\n\np if { a; b } and not (c or { d }) with input.x as 1",
                "s := $\"a {input.b} \\{ {count([x | x := 1])}\"\n\nt := {k: v | some k, v in data.a[\"b c\"]}",
                "#\n# about p\n#\np if {\n\t# why\n\tevery k, v in input.xs { v == k; 1, v in [2] }\n\n\tinput.y[_] # beside\n}\n# the end",
            })
    void buildsTheSameModule(String rules) throws Exception {
        RegoModule module = Rego.parse("package test.a[\"b c\"]\n\n" + rules + "\n");

        RegoModule plain =
                built("Plain", PolicyGenerator.into("").withoutComments().generate("Plain", module));
        assertThat(plain).isEqualTo(module.withComments(List.of()));

        String text = Rego.format(built("Commented", PolicyGenerator.into("").generate("Commented", module)));
        assertThat(Rego.parse(text).comments()).containsExactlyInAnyOrderElementsOf(module.comments());
    }

    @ParameterizedTest
    @ValueSource(ints = {5_000})
    void aLargeModuleFitsIntoMethodsOfJava(int size) throws Exception {
        StringBuilder text = new StringBuilder("package large\n\nxs := [0");
        for (int i = 1; i < size; i++) {
            text.append(", {\"k").append(i).append("\": ").append(i).append('}');
        }
        text.append("]\n\ndeep := ")
                .append("[".repeat(150))
                .append("]".repeat(150))
                .append('\n');
        for (int i = 0; i < 200; i++) {
            text.append("\np").append(i).append(" if input.x == ").append(i).append('\n');
        }
        RegoModule module = Rego.parse(text.toString());

        assertThat(built("Large", PolicyGenerator.into("").generate("Large", module)))
                .isEqualTo(module);
    }

    private RegoModule built(String name, String java) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".java"), java);
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, errors, "-proc:none", "-d", folder.toString(), file.toString());
        assertThat(result).as(errors.toString(StandardCharsets.UTF_8)).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            return (RegoModule) loader.loadClass(name).getMethod("module").invoke(null);
        }
    }
}
