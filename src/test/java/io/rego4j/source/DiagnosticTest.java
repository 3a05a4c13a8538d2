package io.rego4j.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.parse.RegoParser;
import org.junit.jupiter.api.Test;

/** What a person sees of an error. */
class DiagnosticTest {
    @Test
    void aCaretStandsUnderThePlace() {
        assertThat(shown("package a\n\np := \u00e9\n")).isEqualTo("""
                        a.rego:3:6: rego_parse_error: illegal token
                        \tp := \u00e9
                        \t     ^""");
    }

    @Test
    void whereATextEndsTooSoonItsLastWordsAreShown() {
        assertThat(shown("package a\n\np if {\n\tx == 1\n \n\n")).isEqualTo("""
                        a.rego:7:0: rego_parse_error: unexpected eof token
                        \t x == 1
                        \t       ^""");
    }

    private static String shown(String text) {
        return RegoParser.parse(Source.of("a.rego", text)).diagnostics().get(0).display();
    }
}
