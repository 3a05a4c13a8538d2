package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import org.junit.jupiter.api.Test;

/** Rules of a module that was read, in one that is built. */
class AddedRulesTest {
    @Test
    void rulesThatWereReadBringTheirComments() {
        RegoModule read = RegoParser.parse(
                        Source.of("""
                        package a

                        # of no rule

                        # METADATA
                        # scope: document
                        # title: P

                        # why p
                        p contains 1 if input.a # aside

                        p contains 2 if {
                        	# inside
                        	input.b
                        }
                        """), ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
        RegoModule module = module("b").addRules(read).add(rule("q").assign(1)).build();

        assertThat(Rego.format(module)).isEqualTo("""
                package b

                # aside
                # why p
                # METADATA
                # scope: document
                # title: P
                p contains 1 if input.a

                # inside
                p contains 2 if input.b

                q := 1
                """);
    }
}
