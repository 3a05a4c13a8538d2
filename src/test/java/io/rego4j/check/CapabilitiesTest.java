package io.rego4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.internal.language.BuiltinNames;
import io.rego4j.internal.language.VersionRules;
import io.rego4j.source.RegoVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapabilitiesTest {
    @Test
    void theBuiltInOnesAreThoseOfOpa() {
        Capabilities current = Capabilities.current();
        assertThat(current.builtins()).hasSize(206);
        assertThat(current.features()).contains("rego_v1", "template_strings");
        assertThat(current.futureKeywords()).containsExactly("and", "not", "or");
        assertThat(Capabilities.current(RegoVersion.V0).futureKeywords()).contains("if", "contains", "every", "in");
    }

    @Test
    void aBuiltinHasItsParametersWithNamesAndTypes() {
        Builtin concat = Capabilities.current().builtin("concat").orElseThrow();
        assertThat(concat.arity()).isEqualTo(2);
        assertThat(concat.parameters()).extracting(Builtin.Parameter::name).containsExactly("delimiter", "collection");
        assertThat(concat.type()).hasToString("(string, any<array[string], set[string]>) => string");
        assertThat(concat.result().name()).isEqualTo("output");
        assertThat(Capabilities.current().builtin("plus").orElseThrow().infix()).isEqualTo("+");
        assertThat(Capabilities.current().builtin("walk").orElseThrow().relation())
                .isTrue();
        assertThat(Capabilities.current().builtin("re_match").orElseThrow().deprecated())
                .isTrue();
        assertThat(Capabilities.current().builtin("print").orElseThrow().type().result())
                .isNull();
    }

    @Test
    void theDeprecatedOnesAreThoseThatAllPackagesKnow() {
        assertThat(Capabilities.current().builtins())
                .filteredOn(Builtin::deprecated)
                .extracting(Builtin::name)
                .containsExactlyInAnyOrderElementsOf(VersionRules.deprecatedBuiltins())
                .allMatch(VersionRules::isDeprecated)
                .allMatch(name -> !name.contains(".") || VersionRules.isDeprecatedGroup(name.split("\\.")[0]));
        assertThat(Capabilities.current().builtins())
                .extracting(Builtin::name)
                .containsExactlyInAnyOrderElementsOf(BuiltinNames.all());
    }

    @Test
    void builtinsCanBeTakenAway() {
        Capabilities offline = Capabilities.current().without(List.of("http.send"));
        assertThat(offline.builtin("http.send")).isEmpty();
        assertThat(offline.builtins()).hasSize(205);
    }

    @Test
    void whatIsNoCapabilitiesSaysSo() {
        assertThatThrownBy(() -> Capabilities.of("[]"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an object as opa capabilities prints it");
        assertThatThrownBy(() -> Capabilities.of("{\"builtins\":[{\"name\":\"f\",\"decl\":{\"type\":\"tuple\"}}]}"))
                .hasMessageContaining("the built-in \"f\" has the unknown type \"tuple\"");
    }
}
