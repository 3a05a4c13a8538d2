package io.rego4j.format;

import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules of one module in another, with the comments and the METADATA that belong to them. */
class GraftedRulesTest {
    private static final RegoModule PARSED = Rego.parse(TreesTest.POLICY);
    private static final Rule BUILT = rule("d").when(input("d")).build();

    @Test
    void aRuleThatIsReplacedTakesItsCommentsWithIt() {
        Rule first = PARSED.rules().get(0);
        RegoModule changed = PARSED.withRulesAndComments(List.of(BUILT, first.withBody(BUILT.body())));

        assertThat(changed.annotations()).isEmpty();
        assertThat(Rego.format(changed)).isEqualTo("""
                package p

                d if input.d

                # about a
                a if { # why
                	input.d
                }

                # the end
                """);
        assertThat(Rego.format(PARSED.withRulesAndComments(List.of(BUILT)))).isEqualTo("""
                package p

                d if input.d

                # the end
                """);
        assertThat(PARSED.withRulesAndComments(PARSED.rules())).isEqualTo(PARSED);
    }

    @Test
    void rulesOfAnotherModuleBringTheirComments() {
        RegoModule other = Rego.parse("""
                package q

                # of no rule

                # about c
                c if input.c # why c

                # about e
                e := 1

                # METADATA
                # title: F
                f if {
                	# in f
                	input.f
                }

                # the end of q
                """);
        RegoModule changed = PARSED.withRulesAndComments(
                List.of(
                        PARSED.rules().get(0),
                        other.rules().get(2),
                        other.rules().get(0)),
                other);

        assertThat(changed.annotations()).isEqualTo(other.annotations());
        assertThat(Rego.format(changed)).isEqualTo("""
                package p

                # about a
                a if input.a # why

                # METADATA
                # title: F
                f if {
                	# in f
                	input.f
                }

                # about c
                c if input.c # why c

                # the end
                """);
    }

    @Test
    void aRuleKeepsTheMetadataOfItsDocumentWithoutTheRuleBelowIt() {
        RegoModule other = Rego.parse("""
                package q

                # METADATA
                # scope: document
                # title: Both
                c contains 1

                # second
                c contains 2
                """);
        String expected = "\n# second\n\n# METADATA\n# scope: document\n# title: Both\nc contains 2\n";
        List<Rule> second = List.of(other.rules().get(1));

        assertThat(Rego.format(other.withRulesAndComments(second))).isEqualTo("package q\n" + expected);
        assertThat(Rego.format(PARSED.withRulesAndComments(second, other)))
                .isEqualTo("package p\n" + expected + "\n# the end\n");
    }
}
