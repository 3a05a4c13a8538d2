package io.rego4j.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.format.verify.PolicyComparison;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each case in docs/format.md: the real OPA harms the policy as the page says, and we do not. */
class HarmedPoliciesTest {
    private static final Pattern CASE = Pattern.compile(
            "### ([^\n]*)\n.*?<!-- harm (v\\d) (v\\d) -->\n"
                    + "```rego\n(.*?)```\n[^\n]*\n```rego\n(.*?)```\n[^\n]*\n```rego\n(.*?)```\n",
            Pattern.DOTALL);

    private record Case(String title, RegoVersion read, RegoVersion to, String source, String opa, String ours) {
        FormatOptions options() {
            return FormatOptions.between(read, to);
        }
    }

    @TestFactory
    Stream<DynamicTest> noPolicyIsHarmed() throws IOException {
        return cases().stream()
                .map(c -> dynamicTest(c.title(), () -> {
                    FormatResult result = Rego.format(Source.of(c.source()), c.read(), c.options());
                    assertThat(result.text()).isEqualTo(c.ours());
                    assertThat(result.outcome()).isEqualTo(Outcome.REPAIRED);
                    assertThat(result.deviations()).isNotEmpty();
                    assertThat(result.ofOpa()).contains(c.opa());
                    assertThat(Rego.format(Source.of(result.text()), c.read(), c.options())
                                    .text())
                            .as("formatted again")
                            .isEqualTo(c.ours());
                }));
    }

    @TestFactory
    Stream<DynamicTest> opaHarmsIt() throws IOException {
        return cases().stream()
                .map(c -> dynamicTest(c.title(), () -> {
                    assertThat(OpaFmt.text(c.source(), c.read(), c.to())).isEqualTo(c.opa());
                    RegoModule before = read(c.source(), c.read()).orThrow();
                    ParseResult<RegoModule> after = read(c.opa(), c.read());
                    if (after.isSuccess()) {
                        assertThat(PolicyComparison.difference(before, after.orThrow()))
                                .isNotNull();
                    }
                }));
    }

    private static ParseResult<RegoModule> read(String text, RegoVersion version) {
        return Rego.parse(Source.of(text), ParseOptions.of(version).withAllFeatures());
    }

    private static List<Case> cases() throws IOException {
        List<Case> cases = new ArrayList<>();
        Matcher matcher = CASE.matcher(Files.readString(Path.of("docs/format.md")));
        while (matcher.find()) {
            cases.add(new Case(
                    matcher.group(1),
                    RegoVersion.of(matcher.group(2)),
                    RegoVersion.of(matcher.group(3)),
                    matcher.group(4),
                    matcher.group(5),
                    matcher.group(6)));
        }
        assertThat(cases).hasSizeGreaterThan(16);
        return cases;
    }
}
