package io.rego4j;

import static io.rego4j.dsl.Dsl.bind;
import static io.rego4j.dsl.Dsl.condition;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.operand;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.dsl.Operand;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Hostile values and names change nothing but the hole that they are put into. The suite makes 20,000 tries; a million with
 * {@code mvn test -Dtest=InjectionTest -Drego4j.tries=1000000}.
 */
@Tag("slow")
class InjectionTest {
    private static final int TRIES = Integer.getInteger("rego4j.tries", 20_000);
    private static final List<String> TEXTS = List.of(
            "startswith(input.path, hole)",
            "input.user[hole].name == 1",
            "count({x | some x in input.xs; x != hole}) > 0",
            "not input.a == {\"k\": hole, \"l\": [hole]}",
            "every k, v in input.xs { v != hole } with input.z as hole",
            "$\"a {hole} b\" == input.t",
            "$`a {hole}\n b{input.x}` == input.t",
            "f(hole, [y | y := hole]) + 1 == -3");
    private static final String[] PIECES = {
        "\"",
        "\\",
        "`",
        "'",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        "\n",
        "\r",
        "\t",
        "\0",
        "#",
        "$\"",
        "$`",
        "{x}",
        "\\{",
        ";",
        ":=",
        " if { true }",
        "\n}\nallow := true\n",
        "\u2028",
        "\u0085",
        "\uFEFF",
        "\uD83D\uDE00",
        "é",
        "input",
        "data",
        "_",
        "hole",
        "x",
        "\\u0022",
        "\\\"",
        "1e9999",
        "%s",
        "true",
        "null",
        "package p",
        "# METADATA\n# scope: package",
        "a.b",
        "0",
        "-"
    };

    private final SplittableRandom random = new SplittableRandom(20260101);

    @Test
    void noValueChangesAnythingButItsHole() {
        for (int i = 0; i < TRIES; i++) {
            String text = TEXTS.get(i % TEXTS.size());
            Object value = value(3);
            Expr filled = Rego.expr(text, bind("hole", value)).toExpr();

            assertThat(readAgain(filled)).as("%s with %s", text, value).isEqualTo(filled);
            Term term = bind("hole", value).term();
            assertThat(emptied(filled, term)).as("%s with %s", text, value).isEqualTo(emptied(original(text), term));
        }
    }

    @Test
    void noNameBecomesCode() {
        for (int i = 0; i < TRIES / 4; i++) {
            String name = string();
            RegoModule module;
            try {
                module = switch (i % 5) {
                    case 0 -> module("p").add(rule(name).when(input("x"))).buildUnchecked();
                    case 1 -> module(name).add(rule("q").when(input("x"))).buildUnchecked();
                    case 2 ->
                        module("p")
                                .imports("data." + name)
                                .add(rule("q").when(input("x")))
                                .buildUnchecked();
                    case 3 ->
                        module("p")
                                .add(rule("q").when(some(name), var(name).eq(1)))
                                .buildUnchecked();
                    default ->
                        module("p")
                                .comment(name)
                                .add(rule("q").when(input(name).comment(name)))
                                .buildUnchecked();
                };
            } catch (IllegalArgumentException refused) {
                continue;
            }
            RegoModule again = Rego.parse(Rego.format(module));

            assertThat(again.pkg()).as(name).isEqualTo(module.pkg());
            assertThat(again.imports()).as(name).isEqualTo(module.imports());
            assertThat(again.rules())
                    .extracting(r -> r.withAnnotations(List.of()))
                    .as(name)
                    .isEqualTo(module.rules());
        }
    }

    private static Expr readAgain(Expr expr) {
        RegoModule module = module("p").add(rule("q").when(condition(expr))).buildUnchecked();
        RegoModule again = Rego.parse(Rego.format(module));
        assertThat(again.rules()).hasSize(1);
        assertThat(again.rules().get(0).body().exprs()).hasSize(1);
        return again.rules().get(0).body().get(0);
    }

    private static Expr original(String text) {
        return RegoParser.parseExpr(Source.of(text), ParseOptions.DEFAULT).orThrow();
    }

    /** The expression with each filled or open hole made the same, so that all that is left are the other parts. */
    private static Expr emptied(Expr expr, Term filling) {
        return new Rewriter() {
            @Override
            public Term term(Term term) {
                boolean hole = term.equals(filling)
                        || term instanceof VarTerm v && v.name().equals("hole");
                return hole ? new BooleanTerm(true) : super.term(term);
            }

            @Override
            public Term visitTemplateString(io.rego4j.ast.TemplateStringTerm term) {
                // A constant is folded into the text around it.
                return new BooleanTerm(false);
            }
        }.expr(expr);
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0, 1 -> string();
            case 2 -> random.nextLong();
            case 3 -> random.nextInt(4) == 0 ? null : random.nextBoolean();
            case 4 -> random.nextDouble() * Math.pow(10, random.nextInt(-300, 300));
            case 5 -> {
                List<@Nullable Object> items = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    items.add(value(depth - 1));
                }
                yield items;
            }
            case 6 -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(string(), value(depth - 1));
                }
                yield map;
            }
            default -> reference();
        };
    }

    private Operand reference() {
        Operand ref = operand(input().term());
        for (int i = random.nextInt(3); i >= 0; i--) {
            ref = ref.get(string());
        }
        return ref;
    }
}
