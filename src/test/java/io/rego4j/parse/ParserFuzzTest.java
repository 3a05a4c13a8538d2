package io.rego4j.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes give a tree or diagnostics, never an exception, and all places lie inside of the text. Here the kept inputs are
 * run again; {@code scripts/fuzz} has Jazzer look for new ones.
 */
class ParserFuzzTest {
    @FuzzTest(maxDuration = "60s")
    void anyBytesGiveATreeOrDiagnostics(FuzzedDataProvider data) {
        byte[] bytes = data.consumeRemainingAsBytes();
        for (RegoVersion version : RegoVersion.values()) {
            Source source = Source.of("fuzz.rego", bytes);
            ParseResult<RegoModule> result = RegoParser.parse(source, ParseOptions.of(version));
            assertThat(result.isSuccess()).isEqualTo(result.diagnostics().isEmpty());
            for (Diagnostic diagnostic : result.diagnostics()) {
                assertThat(diagnostic.toString()).isNotEmpty();
                check(diagnostic.span(), source);
            }
            if (result.isSuccess()) {
                check(result.orThrow(), source);
            }
        }
    }

    private static void check(Node node, Source source) {
        check(node.origin().span().orElse(null), source);
        node.children().forEach(child -> check(child, source));
    }

    private static void check(@Nullable Span span, Source source) {
        if (span != null) {
            assertThat(span.start()).isBetween(0, span.end());
            assertThat(span.end()).isLessThanOrEqualTo(source.text().length());
        }
    }
}
