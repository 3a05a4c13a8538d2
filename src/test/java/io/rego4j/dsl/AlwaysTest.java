package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.always;
import static io.rego4j.dsl.Dsl.function;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatOptions;
import io.rego4j.parse.ParseOptions;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rules whose only condition always holds, in each shape of a head: OPA's formatter writes them without conditions. */
class AlwaysTest {
    private static final List<Supplier<RuleBuilder>> SHAPES = List.of(
            () -> rule("s"),
            () -> rule("s").assign(3),
            () -> rule("s").assign(true),
            () -> rule("s").unify(3),
            () -> rule("s").assign(3).when(input("a")).otherwise(5),
            () -> rule("s").assign(3).when(input("a")).otherwise(),
            () -> function("s", "x").assign(3),
            () -> function("s", "x"),
            () -> rule("s").contains(3),
            () -> rule(var("s").get("a")),
            () -> rule(var("s").get("a")).assign(3),
            () -> rule(var("s").get("a", "b")),
            () -> rule(var("s").get("a", "b")).assign(3),
            () -> rule(var("s").get("a", "b")).contains(3));

    @ParameterizedTest
    @EnumSource(RegoVersion.class)
    void aRuleThatAlwaysHoldsIsTheTreeOfItsText(RegoVersion version) {
        for (Supplier<RuleBuilder> shape : SHAPES) {
            isTheTreeOfItsText(shape.get().when(always()), version);
        }
    }

    @ParameterizedTest
    @EnumSource(RegoVersion.class)
    void soIsOneWithoutIf(RegoVersion version) {
        for (Supplier<RuleBuilder> shape : SHAPES) {
            RuleBuilder rule = shape.get();
            if (!rule.toString().contains(" if ")) {
                isTheTreeOfItsText(rule.body(always()), version);
            }
        }
    }

    private static void isTheTreeOfItsText(RuleBuilder rule, RegoVersion version) {
        RegoModule built = module("t").version(version).add(rule).build();
        String text = Rego.format(built, FormatOptions.of(version)).text();
        assertThat(Rego.parse(Source.of(text), ParseOptions.of(version)).orThrow())
                .as(text)
                .isEqualTo(built);
        assertThat(text).doesNotContain("if true", "{");
    }
}
