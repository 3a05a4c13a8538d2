package io.rego4j.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.List;

/**
 * Whatever text is a policy, what is written for it is one, has its comments, and stays as it is. Here the kept inputs are
 * run again; {@code scripts/fuzz} has Jazzer look for new ones.
 */
class FormatterFuzzTest {
    private static final List<FormatOptions> WAYS = List.of(
            FormatOptions.of(RegoVersion.V0),
            FormatOptions.of(RegoVersion.V1),
            FormatOptions.of(RegoVersion.V2),
            FormatOptions.between(RegoVersion.V0, RegoVersion.V1));

    @FuzzTest(maxDuration = "60s")
    void whatIsWrittenIsTheSamePolicy(FuzzedDataProvider data) {
        Source source = Source.of("fuzz.rego", data.consumeRemainingAsBytes());
        for (FormatOptions way : WAYS) {
            RegoVersion version = way.from();
            ParseResult<RegoModule> read = Rego.parse(source, ParseOptions.of(version));
            if (!read.isSuccess()) {
                continue;
            }
            FormatResult written = Rego.format(source, version, way);
            assertThat(written.outcome() == FormatResult.Outcome.LEFT)
                    .isEqualTo(!written.errors().isEmpty());
            if (written.isFormatted()) {
                RegoModule again = Rego.parse(Source.of("fuzz.rego", written.text()), ParseOptions.of(version))
                        .orThrow();
                assertThat(comments(again)).isEqualTo(comments(read.orThrow()));
                assertThat(Rego.format(Source.of("fuzz.rego", written.text()), version, way)
                                .isFormatted())
                        .isTrue();
            }
        }
    }

    private static List<String> comments(RegoModule module) {
        return module.comments().stream()
                .map(comment -> comment.text().stripTrailing())
                .sorted()
                .toList();
    }
}
