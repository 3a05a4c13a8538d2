package io.rego4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.CommandLineTester;
import org.junit.jupiter.api.Test;

class DemoCommandTest {
    @Test
    void showsTheWholeWayWithTheRightDecisions() {
        CommandLineTester result = CommandLineTester.run("demo");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("    allow if {\n    \tinput.method == \"PUT\"\n    \tsome petid\n")
                .contains("PUT by bob, the owner      -> true", "PUT by alice, who is not   -> false")
                .contains("the same PUT by bob        -> undefined")
                .contains("    hello := m if m := data.greetings[input.lang]\n")
                .contains("{\"lang\": \"en\"}             -> \"hello world\"")
                .contains("{\"lang\": \"es\"}             -> \"hola mundo\"")
                .contains("{\"lang\": \"fr\"}             -> \"bonjour le monde\"")
                .contains("{\"lang\": \"de\"}             -> undefined");
    }
}
