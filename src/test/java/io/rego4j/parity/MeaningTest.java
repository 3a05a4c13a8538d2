package io.rego4j.parity;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What formatting may change, and what it may not. */
class MeaningTest {
    private static Meaning of(String rules) throws IOException {
        return of(RegoVersion.V1, "package a\n" + rules.replace("\\n", "\n"));
    }

    private static Meaning of(RegoVersion version, String text) throws IOException {
        return Meaning.of(SelfOpa.tree(RegoParser.parse(Source.of("a.rego", text), ParseOptions.of(version))
                .orThrow()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p if x == 1 | p if { x == 1 }",
                "import data.b\\nimport data.a\\np := 1 | import data.a\\nimport data.b\\nimport rego.v1\\n\\np := 1",
                "p = 1 | p := 1",
                "p if { _ = 1; y[_] } | p if { __local = 1; y[_] }",
                "p := $\"a{1}b{null}{x}\" | p := $\"a1bnull{x}\"",
                "p if some _, x in xs | p if some x in xs",
                "p.k := true if x | p.k if x",
                "# one  \\np := 1 # two | # two\\np := 1 # one"
            })
    void aSpellingIsNoDifference(String a, String b) throws IOException {
        // The wildcard's name is OPA's own: it has no other spelling.
        assertThat(of(a).difference(of(b.replace("__local", "_")))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "p := 1000 | p := 1e3 | /rules/0/head/value/value: before 1000, after 1e3",
                "p := 1 | p contains 1 | /rules/0/head/key: only after has it",
                "import data.a\\np := 1 | p := 1 | /imports: before has 1, after has 0",
                "p := 1 # one | p := 1 | the comments are not the same",
                "# METADATA\\n# title: t\\np := 1 | # METADATA\\n# title: u\\np := 1 | /annotations/0/title: before t, after u"
            })
    void anythingElseIsOne(String a, String b, String difference) throws IOException {
        assertThat(of(a).difference(of(b))).isEqualTo(difference);
    }

    @Test
    void aNegationIsTheSameAcrossVersionsOnly() throws IOException {
        Meaning before = of(RegoVersion.V1, "package a\np if not x = 1 with input as 2");
        Meaning after = of(RegoVersion.V1, "package a\nimport rego.v2\np if not x = 1 with input as 2");
        assertThat(before.difference(after)).isEqualTo("/rules/0/body/0/negated: only before has it");
        assertThat(before.acrossVersions().difference(after.acrossVersions())).isNull();
        Meaning body = of(RegoVersion.V1, "package a\nimport rego.v2\np if not { x = 1 }");
        assertThat(before.acrossVersions().difference(body.acrossVersions())).isNotNull();
    }
}
