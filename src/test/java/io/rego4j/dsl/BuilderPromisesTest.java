package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.arrayComprehension;
import static io.rego4j.dsl.Dsl.block;
import static io.rego4j.dsl.Dsl.data;
import static io.rego4j.dsl.Dsl.defaultFunction;
import static io.rego4j.dsl.Dsl.defaultRule;
import static io.rego4j.dsl.Dsl.every;
import static io.rego4j.dsl.Dsl.function;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.metadata;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.not;
import static io.rego4j.dsl.Dsl.object;
import static io.rego4j.dsl.Dsl.objectComprehension;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.setComprehension;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.value;
import static io.rego4j.dsl.Dsl.var;
import static io.rego4j.dsl.Dsl.walk;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.Rego;
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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is built is what it says: each example is decided, checked or formatted by the real OPA. */
class BuilderPromisesTest {
    @TempDir
    Path folder;

    // What "not" means.

    @Test
    void aNegationMeansTheSameWhateverElseTheModuleHas() throws IOException {
        RuleBuilder allow = rule("allow").when(not(input("country").in(List.of("XX", "YY"))));
        RuleBuilder other = rule("other").when(not(input("a").or(input("b"))));

        assertThat(decided(module("p").add(allow).build(), "data.p.allow")).isEqualTo("true");
        assertThat(decided(module("p").add(allow).add(other).build(), "data.p.allow"))
                .isEqualTo("true");
    }

    @Test
    void aNegationThatWasReadKeepsItsMeaningBesideOneThatWasBuilt() throws IOException {
        RegoModule read = Rego.parse("package p\n\nread if not input.country in [\"XX\"]\n");
        RegoModule both = module("p")
                .add(read.rules().get(0))
                .add(rule("built").when(not(input("country").in(List.of("XX")))))
                .build();

        assertThat(decided(both, "data.p")).isEqualTo(decided(read, "data.p").replace("{", "{\"built\":true"));
    }

    // An operator in the head of a comprehension.

    @Test
    void aComprehensionMayHaveAnyOperatorInItsHead() {
        Statement lines = some("l").in(input("lines"));
        Operand l = var("l");

        assertThat(formattedByOpa(arrayComprehension(l.get("price").times(l.get("qty")), lines)))
                .isEqualTo("[(l.price * l.qty) | some l in input.lines]");
        assertThat(formattedByOpa(arrayComprehension(l.plus(1), lines))).isEqualTo("[(l + 1) | some l in input.lines]");
        assertThat(formattedByOpa(arrayComprehension(l.eq(1), lines))).isEqualTo("[(l == 1) | some l in input.lines]");
        assertThat(formattedByOpa(setComprehension(l.minus(1), lines))).isEqualTo("{(l - 1) | some l in input.lines}");
        assertThat(formattedByOpa(objectComprehension(l, l.times(2), lines)))
                .isEqualTo("{l: (l * 2) | some l in input.lines}");
    }

    // Doors that do not open.

    @Test
    void noConditionsAreNoDecision() {
        Condition[] none = new ArrayList<Condition>().toArray(new Condition[0]);

        for (RuleBuilder rule : List.of(
                rule("r").assign(1),
                rule("r").contains(1),
                rule("r").assign(1).when(input("a")).otherwise(2))) {
            assertThatThrownBy(() -> rule.when(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("rule r: no conditions are given, and a rule without any always holds:"
                            + " write always() or never()");
            assertThatThrownBy(() -> rule.body(none)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> every("x", input("xs"), none))
                .hasMessage("a body needs a condition: write always() or never()");
        assertThatThrownBy(() -> block(none)).hasMessage("a body needs a condition: write always() or never()");
        assertThatThrownBy(() -> Dsl.anyOf(List.of()))
                .hasMessage("anyOf of no conditions: write never() if that is meant, or always()");
        assertThatThrownBy(() -> Dsl.allOf(List.of()))
                .hasMessage("allOf of no conditions: write always() if that is meant, or never()");
        assertThatThrownBy(() -> Dsl.noneOf(List.of()))
                .hasMessage("noneOf of no conditions: write always() if that is meant, or never()");
    }

    @Test
    void theTextOfACommentIsNoMetadata() {
        String name = "orders\nMETADATA\nscope: rule\ncompile:\n  mask_rule: data.p.mask";

        assertThatThrownBy(() -> rule("allow").comment("Rows of " + name))
                .hasMessage("a comment cannot start with METADATA, which OPA would read as a block: use metadata(…)");
        assertThatThrownBy(() -> module("p").header("Rows of " + name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> module("p").comment(name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> input("a").comment(name)).isInstanceOf(IllegalArgumentException.class);
        RegoModule lines = module("p")
                .add(rule("allow").comment("Rows of\norders").when(input("a")))
                .build();
        assertThat(Rego.format(lines)).isEqualTo("package p\n\n# Rows of\n# orders\nallow if input.a\n");
    }

    @Test
    void aCommentAfterMetadataStandsAboveIt() throws IOException {
        RegoModule module = module("p")
                .metadata(metadata().title("P"))
                .header("about p")
                .add(rule("allow")
                        .metadata(metadata().title("Allow"))
                        .comment("about allow")
                        .when(input("a")))
                .build();

        assertThat(formattedByOpa(module)).isEqualTo("""
                # about p
                # METADATA
                # title: P
                package p

                # about allow
                # METADATA
                # title: Allow
                allow if input.a
                """);
        assertThat(Rego.parse(Rego.format(module)).rules().get(0).annotations())
                .isEqualTo(module.rules().get(0).annotations());
    }

    // What was accepted and could not be written.

    @Test
    void bodiesThatStartWithABraceOrAMinusAreWritten() throws IOException {
        RegoModule module = module("p")
                .add(rule("q")
                        .assign(1)
                        .when(input("x"))
                        .otherwise(2)
                        .when(block(input("a"), input("b")).or(input("c"))))
                .add(rule("r")
                        .assign(1)
                        .when(input("x"))
                        .otherwise(2)
                        .when(object("a", 1).eq(input("x"))))
                .add(rule("t").when(input("x").eq(1).with(input("y"), 2).and(input("z"))))
                .build();

        assertThat(formattedByOpa(module)).contains("else := 2 if {\n\t{ input.a; input.b } or input.c\n}");
        assertThat(formattedByOpa(module)).contains("else := 2 if {\n\t{\"a\": 1} == input.x\n}");
        assertThat(formattedByOpa(module)).contains("t if { input.x == 1 with input.y as 2 } and input.z");
        assertThat(decided(module, "data.p", "{\"x\": {\"a\": 1}, \"y\": 3, \"z\": true}"))
                .isEqualTo("{\"q\":1,\"r\":1}");

        // OPA's formatter would join these two lines to a difference.
        RegoModule minus = module("p")
                .add(rule("s").when(input("x").eq(1), value(-5).lt(input("y"))))
                .build();
        assertThat(Rego.format(minus)).endsWith("s if {\n\tinput.x == 1;\n\t-5 < input.y\n}\n");
        assertThat(decided(minus, "data.p.s", "{\"x\": 1, \"y\": 3}")).isEqualTo("true");
    }

    @Test
    void aNegatedEquationHoldsWhereAnObjectInItHasNoValue() throws IOException {
        RegoModule module = module("p")
                .add(rule("q").when(not(input("y").eq(object("a", input("x"))))))
                .build();

        assertThat(decided(module, "data.p.q", "{\"y\": 1}")).isEqualTo("true");
    }

    @Test
    void anEquationThatStartsWithABraceStandsInBraces() throws IOException {
        Statement equation = object("k", 1).unify(input("x"));

        RegoModule module = module("p")
                .add(rule("q").when(not(equation)))
                .add(rule("r").when(equation.or(input("y"))))
                .add(rule("s").when(Dsl.plainNot(equation), not(input("z").or(equation))))
                .build();

        assertThat(formattedByOpa(module)).endsWith("""
                q if not { {"k": 1} = input.x }

                r if { {"k": 1} = input.x } or input.y

                s if {
                	not { {"k": 1} = input.x }
                	not (input.z or { {"k": 1} = input.x })
                }
                """);
        assertThat(decided(module, "data.p", "{\"x\": {\"k\": 1}}")).isEqualTo("{\"r\":true}");

        // OPA's formatter makes an error of this text, which OPA reads.
        RegoModule pair = module("p")
                .add(rule("q")
                        .when(not(Dsl.pairIn(object("k", 1), 2, input("y")).unify(true))))
                .build();
        assertThat(Rego.format(pair)).endsWith("q if not ({\"k\": 1}, 2 in input.y) = true\n");
        assertThat(decided(pair, "data.p.q")).isEqualTo("true");
    }

    @Test
    void whatNoTextSaysIsRefusedWithItsRule() {
        Condition first = block(input("a"), input("b")).or(input("c"));

        assertThatThrownBy(module("p").add(rule("q").when(setComprehension(1, first)))::build)
                .hasMessageStartingWith("rule q, expression ")
                .hasMessageEndingWith(
                        ": OPA reads no set comprehension at the start of an expression whose first condition"
                                + " starts with a block: assign it to a variable before");
        assertThatThrownBy(module("p").add(rule("q").when(Builtins.print("x").and(input("a"))))::build)
                .hasMessageEndingWith(
                        ": an operand of and cannot consist only of calls of print, which always succeeds:"
                                + " put it before the condition");
        assertThatThrownBy(() -> input("a").with(Dsl.call("f", 1), 2))
                .hasMessage("with replaces a reference below input or data, or a function, which f(1) is not");
        assertThatThrownBy(() -> module("p")
                        .metadata(metadata().title("a"))
                        .metadata(metadata().title("b")))
                .hasMessage("module p has METADATA of the scope package already: put all of it into one block");
    }

    @Test
    void threeNegationsAreWritten() throws IOException {
        RegoModule module =
                module("p").add(rule("q").when(not(not(not(input("x")))))).build();

        assertThat(formattedByOpa(module)).contains("q if not { not (not input.x) }");
        assertThat(decided(module, "data.p.q")).isEqualTo("true");
    }

    // What another OPA lacks.

    @Test
    void anOpaWithoutTheKeywordsIsNamedAsTheReason() throws IOException {
        Capabilities old = Capabilities.of(OpaProgram.run(folder, "capabilities", "--version", "v1.4.0"));
        ModuleBuilder module =
                module("p").add(rule("q").when(input("a").or(input("b")))).capabilities(old);

        assertThatThrownBy(module::build)
                .hasMessage("rule q, expression input.a or input.b: the OPA that it is built for has no keyword or:"
                        + " write it without, or build with portable()");
        String portable = Rego.format(module.portable().build());
        assertThat(portable).doesNotContain(" or ", "future");
        Files.writeString(folder.resolve("old.json"), OpaProgram.run(folder, "capabilities", "--version", "v1.4.0"));
        Files.writeString(folder.resolve("p.rego"), portable);
        assertThat(OpaProgram.run(folder, "check", "--capabilities", "old.json", "p.rego"))
                .isEmpty();
    }

    @Test
    void anOpaThatReadsV1HasItsKeywordsInV0() throws IOException {
        Files.writeString(folder.resolve("now.json"), OpaProgram.run(folder, "capabilities", "--current"));
        RegoModule module = module("p")
                .version(RegoVersion.V0)
                .capabilities(Capabilities.read(folder.resolve("now.json")))
                .add(rule("q").contains(1).when(every("x", input("xs"), var("x").in(input("ys")))))
                .build();
        String text = Rego.format(module, FormatOptions.of(RegoVersion.V0)).text();
        assertThat(text).contains("import future.keywords.every", "import future.keywords.if");
        Files.writeString(folder.resolve("p.rego"), text);
        assertThat(OpaProgram.run(folder, "check", "--v0-compatible", "--capabilities", "now.json", "p.rego"))
                .isEmpty();
    }

    // As a new user tries it.

    @Test
    void rulesAndConditionsPrintAsRego() {
        assertThat(rule("allow").when(input("x").eq(1))).hasToString("allow if input.x == 1");
        assertThat(rule("allow")).hasToString("rule allow: it has no value, no conditions and no contains: add one");
        assertThat(some("x").in(input("xs"))).hasToString("some x in input.xs");
        assertThat(not(input("x").in(List.of(1)))).hasToString("not input.x in [1]");
        assertThat(block(input("a"), input("b"))).hasToString("{ input.a; input.b }");
        assertThat(input("x").plus(1)).hasToString("input.x + 1");
        assertThat(metadata().title("T")).hasToString("# METADATA\n# title: T");
        assertThat(module("a.b")).hasToString("module a.b");
    }

    @Test
    void theEqualityOfJavaIsNoCondition() {
        assertThatThrownBy(() -> rule("allow").assign(input("user").equals("admin")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("equals compares objects of Java: for a condition write input.user.eq(…)");
        assertThat(Set.of(input("user"))).contains(input("user"));
    }

    @Test
    void walkGivesPathAndValue() throws IOException {
        RegoModule module = module("p")
                .add(rule("paths")
                        .contains(var("path"))
                        .when(
                                walk(input(), var("path"), var("found")),
                                var("found").eq(1)))
                .build();

        assertThat(formattedByOpa(module)).isEqualTo("""
                package p

                paths contains path if {
                	walk(input, [path, found])
                	found == 1
                }
                """);
        assertThat(decided(module, "data.p.paths", "{\"a\": [2, 1]}")).isEqualTo("[[\"a\",1]]");
    }

    @Test
    void aFunctionHasADefault() throws IOException {
        RegoModule module = module("p")
                .add(defaultFunction("fee", 0, "amount"))
                .add(function("fee", "amount").assign(7).when(var("amount").gt(100)))
                .build();

        assertThat(formattedByOpa(module)).contains("default fee(amount) := 0\n");
        assertThat(decided(module, "[data.p.fee(5), data.p.fee(500)]")).isEqualTo("[0,7]");
        assertThatThrownBy(() -> module("p").add(defaultRule("allow", input("a"))))
                .hasMessage("rule allow: the value of a default rule is a constant or a comprehension,"
                        + " it cannot contain input.a");
    }

    @Test
    void aNameThatHidesABuiltInIsExplained() {
        assertThatThrownBy(module("p").add(function("f", "count").assign(Builtins.count(var("count"))))::build)
                .hasMessageContaining(
                        "undefined function count (rule f): the variable or parameter count hides the built-in count:"
                                + " give it another name\n");
        assertThatThrownBy(module("p")
                        .add(rule("time").assign(1))
                        .add(rule("q").when(Builtins.timeNowNs().gt(1)))::build)
                .hasMessageContaining(": the rule time hides the built-in time.now_ns: give it another name\n");
        assertThatThrownBy(module("p")
                        .imports("data.time")
                        .add(rule("q").when(Builtins.timeNowNs().gt(1)))::build)
                .hasMessageContaining(": the import time hides the built-in time.now_ns: give it another name\n");
        assertThatThrownBy(module("p").add(rule("q").when(data("lib.f").eq(1), Dsl.call("cuont", 1)))::build)
                .hasMessageContaining("undefined function cuont")
                .hasMessageNotContaining("hides");
    }

    private String decided(RegoModule module, String query) throws IOException {
        return decided(module, query, "{}");
    }

    private String decided(RegoModule module, String query, String json) throws IOException {
        Path policy = Files.createTempFile(folder, "p", ".rego");
        Files.writeString(policy, Rego.format(module));
        Path document = Files.createTempFile(folder, "input", ".json");
        Files.writeString(document, json);
        return OpaProgram.run(
                        folder, "eval", "-d", policy.toString(), "-i", document.toString(), "--format", "raw", query)
                .strip();
    }

    /** The text, which the real OPA leaves as it is. */
    private String formattedByOpa(RegoModule module) throws IOException {
        String text = Rego.format(module);
        Path policy = Files.createTempFile(folder, "f", ".rego");
        Files.writeString(policy, text);
        assertThat(OpaProgram.run(folder, "fmt", policy.toString())).isEqualTo(text);
        return text;
    }

    private String formattedByOpa(Operand value) {
        try {
            String text =
                    formattedByOpa(module("p").add(rule("q").assign(value)).build());
            return text.substring(text.indexOf("q := ") + 5).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
