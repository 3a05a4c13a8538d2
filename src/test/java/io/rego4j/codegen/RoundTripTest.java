package io.rego4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.ModuleGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Generated policies become Java and come back: none as another text, and no comment lost. */
@Tag("slow")
class RoundTripTest {
    private static final int MODULES = 40;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void everyPolicyComesBackAsItWas(RegoVersion version) throws Exception {
        Path policies = Files.createDirectories(folder.resolve("policies"));
        ModuleGenerator generator = new ModuleGenerator(20260607, version);
        for (int made = 0; made < MODULES; ) {
            String text = generator.module();
            ParseResult<RegoModule> result = RegoParser.parse(Source.of(text), ParseOptions.of(version));
            if (result.isSuccess() && hasPlainHeads(result.orThrow())) {
                Files.writeString(policies.resolve("m" + made++ + ".rego"), text);
            }
        }

        RoundTrip.Result result = new RoundTrip(version, folder).of(policies);

        assertThat(result.modules()).isEqualTo(MODULES);
        assertThat(result.different()).isEmpty();
        assertThat(result.comments()).isGreaterThan(MODULES / 2);
        assertThat(result.lost()).isEmpty();
    }

    /** OPA lays out a collection in the reference of a head by its rows even where it ignores places elsewhere. */
    private static boolean hasPlainHeads(RegoModule module) {
        return module.rules().stream()
                .flatMap(rule -> rule.head().ref().terms().stream())
                .allMatch(term -> term.children().isEmpty());
    }
}
