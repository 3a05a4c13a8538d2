package io.rego4j.format;

import static io.rego4j.dsl.Dsl.arrayComprehension;
import static io.rego4j.dsl.Dsl.block;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.not;
import static io.rego4j.dsl.Dsl.object;
import static io.rego4j.dsl.Dsl.objectComprehension;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.setComprehension;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.value;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.Rego;
import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Not;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.dsl.Block;
import io.rego4j.dsl.Condition;
import io.rego4j.dsl.Operand;
import io.rego4j.dsl.Statement;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.parse.ParseOptions;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trees that are no text, or not any more: each is written, in the order of the tree, or refused with a reason. */
class TreesTest {
    /** A rule with comments, one with METADATA, and a comment at the end. */
    static final String POLICY = """
            package p

            # about a
            a if input.a # why

            # METADATA
            # title: B
            b if {
            	# in b
            	input.b
            }

            # the end
            """;

    private static final RegoModule PARSED = Rego.parse(POLICY);
    private static final RegoModule OTHER = Rego.parse("""
            package q

            # METADATA
            # title: C
            c if {
            	input.c

            	input.d
            }
            """);
    private static final Rule BUILT = rule("d").when(input("d")).build();

    @Test
    void aRuleThatWasBuiltIsWrittenAfterThoseThatWereRead() {
        assertThat(Rego.format(PARSED.withRules(with(PARSED.rules(), BUILT)))).isEqualTo("""
                package p

                # about a
                a if input.a # why

                # METADATA
                # title: B
                b if {
                	# in b
                	input.b
                }

                d if input.d

                # the end
                """);
    }

    @Test
    void aRuleThatIsReplacedTakesItsMetadataWithIt() {
        assertThat(Rego.format(PARSED.withRules(List.of(PARSED.rules().get(0), BUILT))))
                .isEqualTo("""
                package p

                # about a
                a if input.a # why

                d if input.d

                # in b
                # the end
                """);
    }

    @Test
    void rulesStandInTheOrderOfTheTreeWithTheirComments() {
        List<Rule> reversed = new ArrayList<>(PARSED.rules());
        Collections.reverse(reversed);

        assertThat(Rego.format(PARSED.withRules(reversed))).isEqualTo("""
                package p

                # METADATA
                # title: B
                b if {
                	# in b
                	input.b
                }

                # about a
                a if input.a # why

                # the end
                """);
    }

    @Test
    void rulesOfTwoModulesKeepTheirLayoutAndTheirMetadata() {
        String text =
                Rego.format(PARSED.withRules(with(PARSED.rules(), OTHER.rules().toArray(Rule[]::new))));

        assertThat(text).isEqualTo("""
                package p

                # about a
                a if input.a # why

                # METADATA
                # title: B
                b if {
                	# in b
                	input.b
                }

                # METADATA
                # scope: rule
                # title: C
                c if {
                	input.c

                	input.d
                }

                # the end
                """);
        assertThat(Rego.parse(text).rules().get(2)).isEqualTo(OTHER.rules().get(0));
    }

    @Test
    void rulesThatWereReadStandInAModuleThatIsBuilt() {
        RegoModule built = module("z")
                .add(PARSED.rules().get(1))
                .add(BUILT)
                .add(OTHER.rules().get(0))
                .build();

        assertThat(Rego.parse(Rego.format(built)).rules())
                .containsExactly(PARSED.rules().get(1), BUILT, OTHER.rules().get(0));
    }

    @Test
    void manyRulesWithoutLocationsStayInTheirOrder() {
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rules.add(rule("p" + (40 - i)).when(input("x")).build());
        }

        assertThat(Rego.parse(Rego.format(PARSED.withRules(rules))).rules()).isEqualTo(rules);
        RegoModule unlocated = new RegoModule(PARSED.pkg(), List.of(), List.of(), rules, List.of())
                .withPackage(module("p").add(BUILT).build().pkg());
        FormatResult result = Rego.format(unlocated, FormatOptions.DEFAULT);
        assertThat(result.outcome()).isEqualTo(Outcome.AS_OPA);
        assertThat(Rego.parse(result.text()).rules()).isEqualTo(rules);
    }

    @Test
    void aStringThatATreeChangedIsNotWrittenAsItStood() {
        RegoModule changed = new Rewriter() {
            @Override
            public Term visitString(StringTerm string) {
                return string.value().equals("old") ? new StringTerm("new", string.origin()) : string;
            }
        }.module(Rego.parse("package p\n\np := [\"old\", \"a\\u00e9\"]\n\nq if input.x == `old`\n"));

        assertThat(Rego.format(changed))
                .isEqualTo("package p\n\np := [\"new\", \"a\\u00e9\"]\n\nq if input.x == \"new\"\n");
    }

    @Test
    void anOperatorInTheHeadOfAComprehensionStandsInParentheses() {
        Statement lines = some("l").in(input("lines"));

        assertThat(text(arrayComprehension(var("l").get("price").times(var("l").get("qty")), lines)))
                .isEqualTo("[(l.price * l.qty) | some l in input.lines]");
        assertThat(text(setComprehension(var("l").plus(1), lines))).isEqualTo("{(l + 1) | some l in input.lines}");
        assertThat(text(objectComprehension(var("l").plus(1), var("l").plus(2).times(3), lines)))
                .isEqualTo("{l + 1: ((l + 2) * 3) | some l in input.lines}");
    }

    @Test
    void aTreeFromJsonWithoutLocationsKeepsTheHeadOfItsComprehensions() {
        String policy = "package p\n\nq := [(x * 2) | some x in input]\n";
        RegoModule read = AstJson.readModule(AstJson.toString(Rego.parse(policy), AstJsonOptions.DEFAULT));

        assertThat(Rego.format(read)).isEqualTo(policy);
    }

    @Test
    void aNodeByItselfIsReadBackOrRefused() {
        Rule rule = rule("q")
                .assign(arrayComprehension(var("l").times(2), some("l").in(input("lines"))))
                .build();

        assertThat(Rego.format(rule)).isEqualTo("q := [(l * 2) | some l in input.lines]\n");
        assertThat(Rego.format(rule.head().value())).isEqualTo("[(l * 2) | some l in input.lines]");
        assertThat(Rego.format(some("x").in(input("y")).toExpr().terms())).isEqualTo("some x in input.y");
        assertThatThrownBy(() -> Rego.format(new Rule(
                        true,
                        rule.head().withValue(input("a").term()),
                        Body.of(new Expr(value(true).term())),
                        null,
                        List.of())))
                .isInstanceOf(FormatException.class)
                .hasMessage("rego_format_error: no text says what this node says: "
                        + "illegal default rule (value cannot contain ref)");
    }

    @Test
    void aBodyThatStartsWithABraceStandsInABlock() {
        assertThat(rules(rule("q")
                        .assign(1)
                        .when(input("x"))
                        .otherwise(2)
                        .when(block(input("a"), input("b")).or(input("c")))
                        .build()))
                .isEqualTo("q := 1 if input.x\n\nelse := 2 if {\n\t{ input.a; input.b } or input.c\n}\n");
        assertThat(rules(rule("q")
                        .assign(1)
                        .when(input("x"))
                        .otherwise(2)
                        .when(object("a", 1).eq(input("x")))
                        .build()))
                .isEqualTo("q := 1 if input.x\n\nelse := 2 if {\n\t{\"a\": 1} == input.x\n}\n");
    }

    @Test
    void aStatementThatStartsWithAMinusIsNotJoinedToTheOneBeforeIt() {
        String text =
                rules(rule("q").when(input("x").eq(1), value(-5).lt(input("y"))).build());

        assertThat(text).isEqualTo("q if {\n\tinput.x == 1;\n\t-5 < input.y\n}\n");
        assertThat(Rego.format("package p\n\n" + text)).isEqualTo("package p\n\n" + text);
    }

    @Test
    void aModifierOnAnOperandOfAndStandsInBracesWithIt() {
        assertThat(expr(input("x").eq(1).with(input("y"), 2).and(input("z"))))
                .isEqualTo("{ input.x == 1 with input.y as 2 } and input.z");
    }

    @Test
    void negationsInNegationsStandInParenthesesOrBraces() {
        assertThat(expr(not(not(input("x"))))).isEqualTo("not (not input.x)");
        assertThat(expr(not(not(not(input("x")))))).isEqualTo("not { not (not input.x) }");
    }

    @Test
    void theTwoKindsOfNotAreNotMixed() {
        Expr old = Rego.parse("package p\n\nq if not input.x in [1]\n")
                .rules()
                .get(0)
                .body()
                .get(0);
        Expr taking = new Expr(new Not(Body.of(input("y").toExpr(), input("z").toExpr()), true));
        RegoModule module = PARSED.withRules(List.of(BUILT.withBody(Body.of(old)), BUILT.withBody(Body.of(taking))));

        FormatResult result = Rego.format(module, FormatOptions.DEFAULT);

        assertThat(result.outcome()).isEqualTo(Outcome.LEFT);
        assertThat(result.errors().get(0).message())
                .startsWith("one text cannot hold both kinds of not: \"not internal.member_2(input.x, [1])\" is false");
    }

    @Test
    void theCommentOfAnOperandWithoutBracesStandsAboveTheWhole() {
        assertThat(Rego.format(module("p")
                        .add(rule("q")
                                .when(input("a")
                                        .comment("why b")
                                        .and(not(input("b").comment("why not")))))
                        .build()))
                .isEqualTo("""
                        package p

                        import future.keywords.and

                        q if {
                        	# why b
                        	# why not
                        	input.a and not input.b
                        }
                        """);
    }

    @Test
    void theCommentInABodyInBracesHasALine() {
        Block block = block(input("a"), input("b").comment("why b"));

        assertThat(Rego.format(module("p")
                        .add(rule("q").when(input("d"), block.or(input("c"))))
                        .build()))
                .isEqualTo("""
                        package p

                        import future.keywords.or

                        q if {
                        	input.d
                        	{
                        		input.a

                        		# why b
                        		input.b
                        	} or input.c
                        }
                        """);
    }

    @Test
    void aRuleWithoutIfIsTheTreeOfItsTextInAModuleThatHasIf() {
        RegoModule built = module("p")
                .version(RegoVersion.V0)
                .add(rule("a.b").assign(1).body(input("x")))
                .add(rule("c").assign(true).body(input("x")))
                .add(rule("d").when(input("x")))
                .build();

        assertThat(readBack(built, RegoVersion.V0)).isEqualTo(built);
    }

    @Test
    void aRuleThatIsTrueHasNoValueInItsText() {
        RegoModule built =
                module("p").add(rule("a.b").assign(true).when(input("x"))).build();

        assertThat(readBack(built, RegoVersion.V1)).isEqualTo(built);
    }

    private static RegoModule readBack(RegoModule module, RegoVersion version) {
        String text = Rego.format(module, FormatOptions.of(version)).text();
        return Rego.parse(Source.of(text), ParseOptions.of(version)).orThrow();
    }

    private static List<Rule> with(List<Rule> rules, Rule... more) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(List.of(more));
        return all;
    }

    /** The text of an expression in a rule. */
    private static String expr(Condition condition) {
        String rule = rules(rule("q").when(condition).build());
        return rule.substring("q if ".length()).strip();
    }

    /** The text of a term that is the value of a rule. */
    private static String text(Operand value) {
        String rule = rules(rule("q").assign(value).build());
        return rule.substring("q := ".length()).strip();
    }

    private static String rules(Rule rule) {
        String text = Rego.format(module("p").add(rule).buildUnchecked());
        return text.substring(text.indexOf("q "));
    }
}
