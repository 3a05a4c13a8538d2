package io.rego4j.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rego4j.Rego;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Node;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParseException;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatterTest {
    private static final FormatOptions FROM_V0_TO_V1 = FormatOptions.between(RegoVersion.V0, RegoVersion.V1);

    private static FormatResult migrate(String text) {
        return Rego.format(Source.of(text), RegoVersion.V0, FROM_V0_TO_V1);
    }

    private static String fragment(Fragment kind, String text) {
        FormatResult result = Rego.format(kind, text, RegoVersion.V1, FormatOptions.DEFAULT);
        assertThat(result.errors()).isEmpty();
        return result.text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void lineEndsBecomeLineFeeds(String end) throws Exception {
        String text = String.join(end, "package a", "", "p := [1,", "2] # two", "# end", "");
        assertThat(Rego.format(text)).isEqualTo("package a\n\np := [\n\t1,\n\t2, # two\n]\n\n# end\n");
        assertThat(Rego.format(text)).isEqualTo(OpaFmt.text(text, RegoVersion.V1, RegoVersion.V1));
    }

    @Test
    void aResultTellsWhetherAnythingChanged() {
        assertThat(Rego.format(Source.of("package a\n"), RegoVersion.V1, FormatOptions.DEFAULT)
                        .changed())
                .isFalse();
        assertThat(Rego.format(Source.of("package  a"), RegoVersion.V1, FormatOptions.DEFAULT)
                        .changed())
                .isTrue();
    }

    @Test
    void aTextWithErrorsIsRefusedWithItsPlaces() {
        assertThatThrownBy(() -> Rego.format("package a\np := ")).isInstanceOf(RegoParseException.class);
    }

    @Test
    void wrongMetadataDoNotKeepAPolicyFromBeingFormatted() {
        assertThat(Rego.format("package a\n\n# METADATA\n# scope: nowhere\np:=1"))
                .isEqualTo("package a\n\n# METADATA\n# scope: nowhere\np := 1\n");
    }

    @Test
    void whatAPersonMustDecideIsAnErrorAndLeavesTheText() {
        String text = "package a\nimport data.x\nimport data.y.x\np { any([1]) }\nin = 1";
        FormatResult result = migrate(text);
        assertThat(result.outcome()).isEqualTo(Outcome.LEFT);
        assertThat(result.text()).isEqualTo(text);
        assertThat(result.errors())
                .extracting(Object::toString)
                .containsExactly(
                        "3:1: rego_compile_error: import must not shadow import data.x",
                        "4:5: rego_type_error: deprecated built-in function calls in expression: any",
                        "5:1: rego_parse_error: in keyword cannot be used for rule name");
    }

    @Test
    void rootsKeepTheirNamesFromV1On() {
        FormatResult result = migrate("package a\nf(input) { data := 1 }\ndata = 1");
        assertThat(result.errors())
                .extracting(e -> e.message())
                .containsExactly(
                        "args must not shadow input (use a different variable name)",
                        "rules must not shadow data (use a different rule name)",
                        "variables must not shadow data (use a different variable name)");
    }

    @Test
    void aMigrationNeverLeavesWhatItsTargetCannotRead() {
        FormatResult result = migrate("package a\np[in] { in := input.xs[_]; every = in }");
        assertThat(result.outcome()).isEqualTo(Outcome.REPAIRED);
        assertThat(result.text()).isEqualTo("""
                        package a

                        import rego.v1

                        p contains in_ if {
                        	in_ := input.xs[_]
                        	every_ = in_
                        }
                        """);
        assertThat(Rego.parse(Source.of(result.text()), io.rego4j.parse.ParseOptions.DEFAULT)
                        .isSuccess())
                .isTrue();
    }

    @Test
    void anImportThatEndsInAKeywordIsLeftForAPerson() {
        assertThat(migrate("package a\nimport data.every\np { every }").outcome())
                .isEqualTo(Outcome.LEFT);
    }

    @Test
    void withoutTheProofTheTextIsThatOfOpa() throws Exception {
        String text = "package a\n\np if true == (1 in [1])\n";
        FormatOptions unproven = FormatOptions.DEFAULT.withSafe(false);
        assertThat(Rego.format(Source.of(text), RegoVersion.V1, unproven).text())
                .isEqualTo(OpaFmt.text(text, RegoVersion.V1, RegoVersion.V1));
    }

    @Test
    void aWrongNumberOfOperandsStaysAsItIs() {
        FormatResult result = Rego.format(Source.of("package a\np if eq(1)"), RegoVersion.V1, FormatOptions.DEFAULT);
        assertThat(result.outcome()).isEqualTo(Outcome.REPAIRED);
        assertThat(result.text()).isEqualTo("package a\n\np if eq(1)\n");
    }

    @Test
    void keywordsInReferencesAreQuotedForAnOpaThatAsksForIt() {
        Source source = Source.of("package a\np := input.not\n");
        FormatOptions old = FormatOptions.DEFAULT.withKeywordsInRefs(false);
        assertThat(Rego.format(source, RegoVersion.V1, old).text()).contains("input[\"not\"]");
        assertThat(Rego.format(source, RegoVersion.V1, FormatOptions.DEFAULT).text())
                .contains("input.not");
    }

    @Test
    void needlessImportsAreDroppedIfAsked() {
        String text = "package a\n\nimport rego.v1\n\np := 1\n";
        assertThat(Rego.format(Source.of(text), RegoVersion.V1, FormatOptions.DEFAULT.withDropV0Imports(true))
                        .text())
                .isEqualTo("package a\n\np := 1\n");
    }

    @Test
    void fragmentsFormatOnTheirOwn() {
        assertThat(fragment(Fragment.RULE, "p if{x:=1;x>0} # why")).isEqualTo("p if { # why\n\tx := 1\n\tx > 0\n}\n");
        assertThat(fragment(Fragment.BODY, "x:=1; y:=`a\n\tb`\n# c\nx==y"))
                .isEqualTo("x := 1\ny := `a\n\tb`\n\n# c\nx == y\n");
        assertThat(fragment(Fragment.EXPRESSION, "not  f(1)with input as 2")).isEqualTo("not f(1) with input as 2\n");
        assertThat(fragment(Fragment.TERM, "{\"b\":[1,2],\n\"a\":x}"))
                .isEqualTo("{\n\t\"b\": [1, 2],\n\t\"a\": x,\n}\n");
        assertThat(fragment(Fragment.COMMENT, "  # one\n\n\n#two")).isEqualTo("# one\n#two\n");
    }

    @Test
    void aFragmentOfAnotherKindIsRefusedInItsOwnRows() {
        FormatResult two = Rego.format(Fragment.EXPRESSION, "a\nb", RegoVersion.V1, FormatOptions.DEFAULT);
        assertThat(two.outcome()).isEqualTo(Outcome.LEFT);
        assertThat(two.errors()).extracting(e -> e.message()).containsExactly("this is more than one expression");
        FormatResult wrong = Rego.format(Fragment.TERM, "[1,\n}", RegoVersion.V1, FormatOptions.DEFAULT);
        assertThat(wrong.errors().get(0).toLine()).startsWith("2:1: rego_parse_error");
    }

    @Test
    void nodesAreWrittenByThemselves() {
        RegoModule module = Rego.parse("package a\n\np if {x := 1}\n");
        Rule rule = module.rules().get(0);
        assertThat(Rego.format(rule)).isEqualTo("p if x := 1\n");
        assertThat(Rego.format(rule.body())).isEqualTo("x := 1\n");
        assertThat(Rego.format(rule.body().get(0))).isEqualTo("x := 1");
        assertThat(Rego.format(new Comment(" c"))).isEqualTo("# c\n");
        CallTerm sum = new CallTerm(
                new RefTerm(List.of(new VarTerm("plus"))), List.of(new NumberTerm(1), new StringTerm("a\u0000")));
        assertThat(Rego.format(sum)).isEqualTo("1 + \"a\\u0000\"");
    }

    @Test
    void aNodeByItselfIsWrittenWithEscapesThatOpaReads() throws Exception {
        StringTerm odd = new StringTerm("a\u0000\u0007\u001f\u007f\ud83d\ude00\ue000{");
        RefTerm ref = new RefTerm(List.of(new VarTerm("input"), odd, new VarTerm("x"), odd));
        Term template = new TemplateStringTerm(List.of(odd, new Expr(ref, List.of(), false, false)), false);
        Rule rule = Rego.parse("package a\n\np[\"k\"] := 1").rules().get(0);
        Head head =
                rule.head().withRef(new RefTerm(List.of(new VarTerm("p"), odd))).withKey(odd);
        for (Node node : List.of(ref, new ArrayTerm(List.of(odd, ref)), template)) {
            String text = Rego.format(node);
            assertThat(RegoParser.parseTerm(Source.of(text), ParseOptions.DEFAULT)
                            .orThrow())
                    .as(text)
                    .isEqualTo(node);
            String module = "package a\n\np := " + text + "\n";
            assertThat(OpaFmt.text(module, RegoVersion.V1, RegoVersion.V1)).startsWith("package a");
        }
        assertThat(Rego.parse("package a\n\n" + Rego.format(rule.withHead(head)))
                        .rules())
                .extracting(r -> r.head().ref())
                .containsExactly(head.ref());
    }

    @Test
    void onlyARuleThatOpaHarmsGetsAnotherLayout() throws Exception {
        String around = "package a\n\np := [1,2\n# c\n]\n\n%s\n\nq := {\"a\":   1\n# d\n}\n";
        FormatResult result = Rego.format(
                Source.of(String.format(around, "f(\n# why\nx) := x")), RegoVersion.V1, FormatOptions.DEFAULT);
        assertThat(result.outcome()).isEqualTo(Outcome.REPAIRED);
        assertThat(result.text()).isEqualTo(String.format(around, "f(\n\t# why\n\tx,\n) := x"));
        String unharmed = String.format(around, "f(x) := x");
        assertThat(OpaFmt.text(unharmed, RegoVersion.V1, RegoVersion.V1)).isEqualTo(unharmed);
    }

    @Test
    void aRuleThatNoDifferenceNamesIsFoundAllTheSame() {
        FormatResult result = Rego.format(
                Source.of("package a\n\np := [1,2\n# c\n]\n\nq if eq(1)\n\nr := [1,2\n# c\n]\n"),
                RegoVersion.V1,
                FormatOptions.DEFAULT);
        assertThat(result.outcome()).isEqualTo(Outcome.REPAIRED);
        assertThat(result.text()).isEqualTo("package a\n\np := [1,2\n# c\n]\n\nq if eq(1)\n\nr := [1,2\n# c\n]\n");
    }

    /** Each is one line, of which a search for the next line feed sees the end: quadratic, it would take minutes. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "[1, {\"a\": {\"b\": [1, 2]}}]", "({1} | {2})"})
    void aLineOfManyItemsTakesTimeThatGrowsWithItsLength(String item) {
        String text = "package a\n\np := [" + (item + ", ").repeat(3_000_000 / (item.length() + 2)) + item + "]\n";
        FormatResult result = assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> Rego.format(Source.of(text), RegoVersion.V1, FormatOptions.DEFAULT));
        assertThat(result.changed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"if not {", "if input.x and not {", "if input.x or {"})
    void aRepairedSetInParenthesesIsAFixedPointInEveryMode(String head) {
        String text = "package a\n\nfun(x) " + head + "\n\t# comment\n\tx == \"hello\"\n}\n";
        if (!head.equals("if not {")) {
            text = text.replace("package a\n", "package a\n\nimport rego.v2\n")
                    .replace("{", "({")
                    .replace("}", "})");
        }
        FormatOptions both = FormatOptions.between(RegoVersion.V1, RegoVersion.V2);
        String repaired = Rego.format(Source.of(text), RegoVersion.V1, both).text();
        for (RegoVersion version : List.of(RegoVersion.V1, RegoVersion.V2)) {
            for (FormatOptions mode : List.of(both, FormatOptions.of(version))) {
                assertThat(Rego.format(Source.of(repaired), version, mode).text())
                        .isEqualTo(repaired);
            }
        }
    }

    @Test
    void aCommentInWhatACallCallsIsWrittenOnce() {
        String text = "package a\n\np[{ # why\n$\"{1e3}\" -  (q)}] := $\"\" if { [ [1 | some v, w], [ z]] == set();\n"
                + "\ty[[\n\tinput,\n\tinput, # why\n\"s\"]](0).c == -q.r # why\n} # end\n";

        FormatResult result = Rego.format(Source.of(text), RegoVersion.V1, FormatOptions.DEFAULT);

        assertThat(result.outcome()).isEqualTo(Outcome.REPAIRED);
        assertThat(result.text()).isEqualTo("""
                package a

                p[{ # why
                	$"{1e3}" - q,
                }] := $"" if {
                	[[1 | some v, w], [z]] == set()
                	y[[
                		input,
                		input, # why
                		"s", # why
                	]](0).c == (0 - q.r)
                } # end
                """);
        assertThat(Rego.format(result.text())).isEqualTo(result.text());
    }

    @Test
    void aTreeWithoutPlacesLiesOnOneLine() {
        FormatOptions built = FormatOptions.DEFAULT.withIgnorePlaces(true);
        RegoModule module = Rego.parse("package a\n\np := {\n\t\"b\": 1,\n\t\"a\": 2,\n}\n");
        assertThat(Rego.format(module, built).text()).isEqualTo("package a\n\np := {\"a\": 2, \"b\": 1}\n");
    }
}
