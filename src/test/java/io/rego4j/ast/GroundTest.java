package io.rego4j.ast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "1 ~ true",
                "x ~ false",
                "input ~ true",
                "data.a[1] ~ true",
                "data.a[x] ~ false",
                "data.a[_] ~ false",
                "[1, {2}] ~ true",
                "{1: x} ~ false",
                "f(1) ~ true",
                "f(x) ~ false",
                "[1 | true] ~ true",
                "[x | x = 1] ~ false",
                "{1: 2 | data.a} ~ true",
                "$\"{1}\" ~ false"
            })
    void aTermIsGroundWhereOpaSaysSo(String term, boolean ground) {
        assertThat(RegoParser.parseTerm(Source.of(term), ParseOptions.of(RegoVersion.V1))
                        .orThrow()
                        .isGround())
                .isEqualTo(ground);
    }
}
