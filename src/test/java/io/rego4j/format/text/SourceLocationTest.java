package io.rego4j.format.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.Origin;
import io.rego4j.source.Source;
import org.junit.jupiter.api.Test;

class SourceLocationTest {
    @Test
    void aStringHasItsValueHoweverItIsSpelled() {
        assertThat(isString("\"ab\"", "ab")).isTrue();
        assertThat(isString("\"a\\u0062\\\"\"", "ab\"")).isTrue();
        assertThat(isString("`a\"b`", "a\"b")).isTrue();
        assertThat(isString("\"\\ud800\"", "\uFFFD")).isTrue();
        assertThat(isString("\"ab\"", "a")).isFalse();
        assertThat(isString("`a\\n`", "a\n")).isFalse();
    }

    @Test
    void whatIsNotOneStringHasNoValue() {
        assertThat(isString("\"a\", \"b\"", "a\", \"b")).isFalse();
        assertThat(isString("\"a\", \"\\n\"", "a\", \"\n")).isFalse();
        assertThat(isString("\"a", "a")).isFalse();
        assertThat(isString("\"", "")).isFalse();
        assertThat(isString("'a'", "a")).isFalse();
    }

    private static boolean isString(String text, String value) {
        Source source = Source.of(text);
        return SourceLocation.of(Origin.of(source, 0, 0, text.length()), source).isString(value);
    }
}
