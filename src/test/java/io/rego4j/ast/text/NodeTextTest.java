package io.rego4j.ast.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TreeText;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.SamplePolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The text of nodes. The expectations for whole modules were written by OPA's {@code Module.String}. */
class NodeTextTest {
    @ParameterizedTest
    @MethodSource("io.rego4j.testing.SamplePolicies#names")
    void aModuleHasTheTextThatOpaGivesIt(String name) throws IOException {
        String expected = Files.readString(SamplePolicies.FOLDER.resolve(name.replace(".rego", ".string.txt")));

        assertThat(SamplePolicies.parse(name)).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\'',
            value = {
                "x = 1  ~ x = 1",
                "x := 1 + 2  ~ assign(x, plus(1, 2))",
                "[(x + 1) | x := 2]  ~ [(x + 1) | assign(x, 2)]",
                "{x: (y * z) | xs[x]}  ~ {x: (y * z) | xs[x]}",
                "some k, v in xs  ~ some k, v in xs",
                "not x with input as {}  ~ not x with input as {}",
                "\"a\\u0007\\u00e9\\u2028\"  ~ \"a\\aé\\u2028\"",
                "a[\"b c\"][\"in\"].d[_]  ~ a[\"b c\"][\"in\"].d[_]",
                "a[\"q\\\"\"]  ~ a[\"q\"\"]",
                "set() == {3, 1, 2}  ~ equal(set(), {1, 2, 3})",
                "$\"a\\{b{c}\"  ~ $\"a\\{b{c}\""
            })
    void anExpressionHasTheTextThatOpaGivesIt(String rego, String text) {
        Expr expr = RegoParser.parseExpr(Source.of(rego), ParseOptions.of(RegoVersion.V1))
                .orThrow();

        assertThat(expr).hasToString(text);
    }

    @Test
    void aPercentSignInTheTreeForPeopleReadsAsGosPrintfReadsIt() {
        assertThat(TreeText.of(new StringTerm("100%"))).isEqualTo("\"100%!\"(MISSING)\n");
        assertThat(TreeText.of(new StringTerm("%d %% %5.2f %[1]s %*v")))
                .isEqualTo("\"%!d(MISSING) % %!f(MISSING) %!s(BADINDEX) %!(BADWIDTH)%!v(MISSING)\"\n");
    }

    @Test
    void theTextOfADeepTreeNeedsNoStack() {
        Term deep = new NumberTerm(1);
        for (int i = 0; i < 20_000; i++) {
            deep = new ArrayTerm(List.of(deep));
        }

        assertThat(deep.toString()).hasSize(40_001);
        assertThat(TreeText.of(new ArrayTerm(List.of()))).isEqualTo("array\n");
    }
}
