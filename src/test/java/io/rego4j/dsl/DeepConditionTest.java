package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.block;
import static io.rego4j.dsl.Dsl.data;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.not;
import static io.rego4j.dsl.Dsl.plainNot;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.Rego;
import io.rego4j.ast.Body;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.check.Capabilities;
import io.rego4j.format.FormatOptions;
import io.rego4j.source.RegoVersion;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Negations in negations for an OPA without the keyword: its compiler takes many times as long for each comprehension in
 * another, so few of them may lie in each other.
 */
class DeepConditionTest {
    private static final int MOST_BODIES = 6;

    @TempDir
    Path folder;

    @Test
    void deepNegationsAreFunctionsOfTheVariablesThatTheyShare() throws IOException {
        RegoModule module = module("p")
                .portable()
                .add(rule("known").assign(2))
                .add(rule("q").when(some("k").in(data("ks")), negations(50, var("k"))))
                .add(rule("r").when(negations(49, var("known"))))
                .build();

        assertThat(bodies(module)).isLessThanOrEqualTo(MOST_BODIES);
        assertThat(Rego.parse(Rego.format(module)).rules()).isEqualTo(module.rules());
        assertThat(decided("{\"ks\": [1, 2]}", module)).isEqualTo("{\"known\":2,\"q\":true}");
        assertThat(decided("{\"ks\": [2]}", module)).isEqualTo("{\"known\":2,\"q\":true}");
        assertThat(decided("{\"ks\": [1]}", module)).isEqualTo("{\"known\":2}");
    }

    @Test
    void variablesOfAFunctionHaveAnyType() throws IOException {
        Condition contradiction = block(var("k").eq("a"), var("k").eq(2)).or(negations(8, var("k")));
        RegoModule module = module("p")
                .portable()
                .add(rule("q")
                        .when(
                                some("k").in(data("ks")),
                                not(block(contradiction, input("a").eq(1)))))
                .build();

        assertThat(decided("{\"ks\": [2]}", module)).isEqualTo("{}");
        assertThat(decided("{\"ks\": [1]}", module)).isEqualTo("{\"q\":true}");
    }

    /** As with the keyword, where a variable without a value is one of each negation's own. */
    @Test
    void aVariableThatHasAValueOnlyInANegationIsItsOwn() throws IOException {
        Condition within =
                not(block(var("k").unify(input("z")), data("ks").get(0).eq(var("k"))));
        Condition between = not(block(var("k").unify(input("z")), negations(7, var("k")), negations(8, data("ks"))));
        for (int levels : List.of(1, 2, 5, 12, 13)) {
            Condition deep = levels(levels, within);
            for (Condition condition :
                    List.of(deep, levels(levels, input("xs").get(var("k")).eq(1)), not(deep))) {
                RuleBuilder q = rule("q").body(some("k"), condition);
                RuleBuilder r = rule("r").body(some("k"), condition, levels(levels, between));
                RuleBuilder k = rule("k").assign(7);
                RegoModule portable =
                        module("p").portable().add(q).add(r).add(k).build();
                RegoModule nested = module("p").add(q).add(r).add(k).build();

                assertThat(bodies(portable)).isLessThanOrEqualTo(MOST_BODIES);
                for (String data : List.of("{\"ks\": [2]}", "{\"ks\": [1]}")) {
                    assertThat(decided(data, portable)).isEqualTo(decided(data, nested));
                }
            }
        }
    }

    @Test
    void aVariableWithoutAValueIsStillRefusedWhereAHeadOrNothingUsesIt() {
        Condition deep =
                levels(9, not(block(var("k").unify(input("z")), input("b").eq(var("k")))));
        ModuleBuilder module = module("p").portable().add(rule("k").assign(1));

        assertThatThrownBy(module.add(rule("q").contains(var("k")).body(some("k"), deep))::build)
                .hasMessageContaining("rego_unsafe_var_error: var k is unsafe");
        assertThatThrownBy(() -> module("p")
                        .portable()
                        .add(rule("k").assign(1))
                        .add(rule("q").assign(Dsl.arrayComprehension(var("k"), some("k"), deep)))
                        .build())
                .hasMessageContaining("rego_unsafe_var_error: var k is unsafe");
        assertThatThrownBy(() -> module("p")
                        .portable()
                        .add(rule("q").body(some("j", "k"), deep))
                        .build())
                .hasMessageContaining("declared var j unused")
                .hasMessageNotContainingAny("declared var k");
    }

    @Test
    void aVariableThatABodyWithinDeclaresAnewIsAnother() throws IOException {
        Condition own =
                not(block(some("k"), var("k").unify(input("z")), input("b").eq(var("k"))));
        Condition outer = not(block(var("k").unify(input("z")), input("b").eq(var("k"))));
        RegoModule module = module("p")
                .portable()
                .add(rule("q").body(some("k"), own, levels(10, outer), levels(10, own)))
                .add(rule("r").body(some("k"), outer, levels(10, own)))
                .build();

        assertThat(Rego.format(module)).contains("q if {\n\t[true |", "r if {\n\tsome k\n\t[true |");
        assertThat(decided("{}", module)).isEqualTo("{\"q\":true,\"r\":true}");
        assertThatThrownBy(module("p").portable().add(rule("q").body(some("k"), levels(9, own)))::build)
                .hasMessageContaining("declared var k unused");
    }

    @Test
    void aDeclarationThatMovesIntoAFunctionLeavesItsComment() {
        Condition deep =
                levels(9, not(block(var("k").unify(input("z")), input("b").eq(var("k")))));
        RegoModule module = module("p")
                .portable()
                .add(rule("q").body(some("k").comment("which one"), deep))
                .build();

        assertThat(Rego.format(module)).contains("q if {\n\t# which one\n\t[true | input.a == 1; ");
    }

    @Test
    void aChainOfOrIsOneComprehension() throws IOException {
        List<Condition> any = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            any.add(input("x").plus(i).eq(49));
        }
        RegoModule module =
                module("p").portable().add(rule("q").when(Dsl.anyOf(any))).build();

        assertThat(bodies(module)).isLessThanOrEqualTo(MOST_BODIES);
        assertThat(decided("{}", module)).isEqualTo("{\"q\":true}");
    }

    @Test
    void modulesOfOnePackageMayHaveTheSameFunction() throws IOException {
        RegoModule one = module("p")
                .portable()
                .imports("data.ks", "list")
                .add(rule("q").when(negations(9, var("list").get(0))))
                .build();
        RegoModule other = module("p")
                .portable()
                .imports("data.other", "list")
                .add(rule("r").when(negations(9, var("list").get(0))))
                .build();

        assertThat(decided("{\"ks\": [2], \"other\": [1]}", one, other)).isEqualTo("{\"r\":true}");
        assertThat(decided("{\"ks\": [1], \"other\": [2]}", one, other)).isEqualTo("{\"q\":true}");
        assertThat(decided("{\"ks\": [1], \"other\": [1]}", one, one, other)).isEqualTo("{\"q\":true,\"r\":true}");
    }

    @Test
    void anOpaThatLacksTheKeywordGetsTheFunctionsInEachVersion() throws IOException {
        Capabilities old = Capabilities.of(OpaProgram.run(folder, "capabilities", "--version", "v1.4.0"));
        for (RegoVersion version : List.of(RegoVersion.V0, RegoVersion.V1)) {
            RegoModule module = module("p")
                    .version(version)
                    .capabilities(old)
                    .add(rule("q").body(some("k"), input("xs").get(var("k")).eq(1), negations(9, var("k"))))
                    .build();

            assertThat(bodies(module)).isLessThanOrEqualTo(MOST_BODIES);
            String text = Rego.format(module, FormatOptions.of(version)).text();
            String head = "condition_[0-9a-f]{32}\\(k\\)" + (version == RegoVersion.V0 ? " \\{" : " if \\{");
            assertThat(text).containsPattern(head).doesNotContain("import");
        }
    }

    @Test
    void aVariableThatIsDeclaredNowhereMayBeTheNameOfARuleElsewhere() {
        ModuleBuilder module =
                module("p").portable().add(rule("q").when(input("xs").get(var("i")), negations(20, var("i"))));

        assertThatThrownBy(module::build)
                .hasMessageStartingWith("rule q, expression not ")
                .hasMessageEndingWith(": more than 8 negations in each other share the variable i, which OPA's compiler"
                        + " would take too long for: declare it with some(…) or assign(…)");
        RegoModule beside = module("p").add(rule("i").assign(1)).build();
        assertThat(bodies(module.alongside(beside).build())).isLessThanOrEqualTo(MOST_BODIES);
    }

    @Test
    void aRuleWithoutItsModuleHasNoFunctions() {
        String text = rule("q")
                .when(plainNot(input("a").in(input("b"))), negations(6, input("x")))
                .toString();
        assertThat(text)
                .startsWith("q if {\n\tnot input.a in input.b\n\t[true | ")
                .doesNotContain("condition_");
    }

    /** Holds where the input's z, which is 2, is the value, if the number of levels is even; else where it is not. */
    private static Condition negations(int levels, Operand value) {
        return levels(levels, input("z").eq(value));
    }

    private static Condition levels(int levels, Condition innermost) {
        Condition condition = innermost;
        for (int i = 0; i < levels; i++) {
            condition = not(block(input("a").eq(1), condition));
        }
        return condition;
    }

    private static int bodies(RegoModule module) {
        return module.rules().stream()
                .mapToInt(rule -> levels(rule.body()))
                .max()
                .orElseThrow();
    }

    private static int levels(Body body) {
        return 1
                + NodeWalk.all(body.exprs(), Body.class).stream()
                        .mapToInt(DeepConditionTest::levels)
                        .max()
                        .orElse(0);
    }

    private String decided(String data, RegoModule... modules) throws IOException {
        Path policies = Files.createTempDirectory(folder, "policies");
        List<String> arguments = new ArrayList<>(List.of("eval", "--format", "raw"));
        for (int i = 0; i < modules.length; i++) {
            Path file = policies.resolve(i + ".rego");
            Files.writeString(file, Rego.format(modules[i]));
            arguments.addAll(List.of("-d", file.toString()));
        }
        Path json = policies.resolve("data.json");
        Files.writeString(json, data);
        arguments.addAll(
                List.of("-d", json.toString(), "[x | x := data.p with input as {\"x\": 0, \"z\": 2, \"a\": 1}][0]"));
        return OpaProgram.run(folder, arguments.toArray(new String[0])).strip();
    }
}
