package io.rego4j.internal.go;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GoQuoteTest {
    @Test
    void quotesAsGoDoes() {
        assertThat(GoQuote.quote("a\"\\\n\u0007\u0000\u007f\u00e9\u00a0\u200b\ud83d\ude00"))
                .isEqualTo("\"a\\\"\\\\\\n\\a\\x00\\x7f\u00e9\\u00a0\\u200b\ud83d\ude00\"");
    }

    @Test
    void quotesSoThatRegoReadsIt() {
        assertThat(GoQuote.rego("a\"\u0007\u0000\t\u00e9\ufeff\ud83d\ude00"))
                .isEqualTo("\"a\\\"\\u0007\\u0000\\t\u00e9\\ufeff\ud83d\ude00\"");
    }
}
