package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.block;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.plainNot;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operands in braces that start with a union: OPA reads {@code { x | y }} as a comprehension, {@code not} before it or not. */
class OperandInBracesTest {
    private static final Operand UNION = input("a").unite(input("b"));

    @TempDir
    Path folder;

    @Test
    void aNegatedUnionIsACallWhereABraceStandsBeforeIt() throws IOException {
        Statement negated = plainNot(UNION);

        assertThat(written(block(negated, input("c")).or(input("d"))))
                .isEqualTo("{ not or(input.a, input.b); input.c } or input.d");
        assertThat(written(input("d").and(block(negated, input("c")))))
                .isEqualTo("input.d and { not or(input.a, input.b); input.c }");
        assertThat(written(block(negated.with(input("x"), 1), input("c")).or(input("d"))))
                .isEqualTo("{ not or(input.a, input.b) with input.x as 1; input.c } or input.d");
        assertThat(written(block(plainNot(UNION.unite(input("e"))), input("c")).or(input("d"))))
                .isEqualTo("{ not or(input.a | input.b, input.e); input.c } or input.d");
        assertThat(written(block(plainNot(set(1).unite(input("b"))), input("c")).or(input("d"))))
                .isEqualTo("{ not or({1}, input.b); input.c } or input.d");
        assertThat(written(block(block(negated, input("c")).or(input("d")), input("e"))
                        .or(input("f"))))
                .isEqualTo("{ { not or(input.a, input.b); input.c } or input.d; input.e } or input.f");
    }

    @Test
    void otherOperandsThatStartWithAUnionKeepItsOperator() throws IOException {
        assertThat(written(block(UNION, input("c")).or(input("d"))))
                .isEqualTo("{ (input.a | input.b); input.c } or input.d");
        assertThat(written(block(plainNot(UNION.eq(1)), input("c")).or(input("d"))))
                .isEqualTo("{ not input.a | input.b == 1; input.c } or input.d");
        assertThat(written(block(plainNot(UNION.in(input("e"))), input("c")).or(input("d"))))
                .isEqualTo("{ not (input.a | input.b) in input.e; input.c } or input.d");
        assertThat(written(block(plainNot(UNION).and(input("e")), input("c")).or(input("d"))))
                .isEqualTo("{ not input.a | input.b and input.e; input.c } or input.d");
        assertThat(written(block(input("c"), plainNot(UNION)).or(input("d"))))
                .isEqualTo("{ input.c; not input.a | input.b } or input.d");
    }

    /** The last expression of a rule, which OPA checks. */
    private String written(Condition condition) throws IOException {
        RegoModule module =
                module("p").add(rule("q").when(input("z"), condition)).build();
        String text = Rego.format(module);
        assertThat(Rego.parse(text).rules()).isEqualTo(module.rules());
        Path file = Files.writeString(folder.resolve("q.rego"), text);
        assertThat(OpaProgram.run(folder, "check", file.toString())).isEmpty();
        List<String> lines = text.lines().toList();
        return lines.get(lines.size() - 2).strip();
    }
}
