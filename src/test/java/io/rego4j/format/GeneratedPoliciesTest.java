package io.rego4j.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.format.verify.PolicyComparison;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.ModuleGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the text of any policy, tried on generated ones with comments and line feeds in odd places. */
class GeneratedPoliciesTest {
    private static final int MODULES = 200;
    /** So many of the texts that OPA changes again are compared with the real one: each takes a process. */
    private static final int ASKED = 3;

    @ParameterizedTest
    @EnumSource(RegoVersion.class)
    void aFormattedPolicyIsTheSamePolicyAndFormattingAgainChangesNothingThatOpaKeeps(RegoVersion version)
            throws Exception {
        ModuleGenerator generator = new ModuleGenerator(11, version);
        FormatOptions options = FormatOptions.of(version);
        int formatted = 0;
        int unstable = 0;
        for (int i = 0; i < MODULES; i++) {
            Source source = Source.of(generator.module());
            ParseResult<RegoModule> read = RegoParser.parse(source, ParseOptions.of(version));
            if (!read.isSuccess()) {
                continue;
            }
            FormatResult once = Rego.format(source, version, options);
            if (once.outcome() == Outcome.LEFT) {
                // Two imports of one name, for instance: OPA refuses to format them.
                assertThat(once.text()).isEqualTo(source.text());
                continue;
            }
            formatted++;
            Source text = Source.of(once.text());
            RegoModule written = RegoParser.parse(text, ParseOptions.of(version).withAllFeatures())
                    .orThrow();
            assertThat(PolicyComparison.difference(read.orThrow(), written))
                    .as(source.text())
                    .isNull();

            FormatResult twice = Rego.format(text, version, options);
            if (twice.changed() && once.outcome() == Outcome.AS_OPA) {
                // The command does not read Rego v2.
                if (unstable++ < ASKED && version != RegoVersion.V2) {
                    assertThat(twice.ofOpa().orElse(twice.text()))
                            .isEqualTo(OpaFmt.text(once.text(), version, version));
                }
            } else {
                assertThat(twice.text()).as(source.text()).isEqualTo(once.text());
            }
        }
        assertThat(formatted).isGreaterThan(MODULES / 2);
        assertThat(unstable).isLessThan(formatted / 2);
    }
}
