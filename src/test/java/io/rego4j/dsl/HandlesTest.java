package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.exports;
import static io.rego4j.dsl.Dsl.function;
import static io.rego4j.dsl.Dsl.functionRef;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.value;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Handles on functions and rules, which know what they stand for. */
class HandlesTest {
    private static final FunctionRef FEE = functionRef("fee", "amount: number", "country");

    record Limits(int daily) {}

    private static RegoModule prices() {
        return module("shop.prices")
                .add(function("fee", "amount").assign(var("amount").times(0.1)))
                .add(rule("countries").assign(List.of("DE")))
                .add(rule(var("rates").get(var("c")))
                        .assign(1)
                        .when(Dsl.some("c").in(var("countries"))))
                .build();
    }

    @Test
    void aFunctionIsDeclaredOnceAndCalledByItsHandle() {
        RegoModule module = module("shop")
                .add(FEE.define(var("amount"), value("DE")).assign(0))
                .add(FEE.define()
                        .assign(var("amount").times(0.1))
                        .when(var("country").neq("DE")))
                .add(rule("total").assign(FEE.call(input("price"), "FR")))
                .build();

        assertThat(Rego.format(module)).isEqualTo("""
                package shop

                fee(amount, "DE") := 0

                fee(amount, country) := amount * 0.1 if country != "DE"

                total := fee(input.price, "FR")
                """);
    }

    @Test
    void aWrongNumberOfArgumentsIsAnErrorWhereTheCallIsMade() {
        assertThatThrownBy(() -> FEE.call(1)).hasMessage("fee(amount, country) takes 2 arguments, not 1");
        assertThatThrownBy(() -> FEE.define("x")).hasMessage("fee(amount, country) takes 2 arguments, not 1");
        assertThatThrownBy(() -> functionRef("f", "x").call(1, 2)).hasMessage("f(x) takes 1 argument, not 2");
        assertThat(FEE.arity()).isEqualTo(2);
    }

    @Test
    void aConstantOfTheWrongTypeIsAnErrorWhereTheCallIsMade() {
        assertThatThrownBy(() -> FEE.call("ten", "DE")).hasMessage("fee: amount is a number, not the string \"ten\"");
        FunctionRef either = functionRef("f", "x: array|set|null");
        assertThat(either.call(List.of(1)).toString()).isEqualTo("f([1])");
        assertThatThrownBy(() -> either.call(1)).hasMessageContaining("not the number 1");
    }

    @Test
    void aParameterIsANameAndAType() {
        assertThatThrownBy(() -> functionRef("f", "x: int"))
                .hasMessageStartingWith(
                        "not a parameter: \"x: int\": write \"name\", or \"name: type\" with any, array,");
    }

    @Test
    void aModuleGivesHandlesOnItsFunctions() {
        FunctionRef fee = exports(prices()).function("fee");

        assertThat(fee.call(input("price")).toString()).isEqualTo("data.shop.prices.fee(input.price)");
        assertThat(fee.ref().toString()).isEqualTo("data.shop.prices.fee");
        assertThatThrownBy(() -> fee.call(1, 2)).hasMessage("data.shop.prices.fee(amount) takes 1 argument, not 2");
        assertThatThrownBy(fee::define).hasMessage("data.shop.prices.fee(amount) is a function of another module");
    }

    @Test
    void aModuleGivesHandlesOnItsRules() {
        Exports prices = exports(prices());

        assertThat(prices.rule("countries").toString()).isEqualTo("data.shop.prices.countries");
        assertThat(prices.rule("rates").toString()).isEqualTo("data.shop.prices.rates");
        assertThat(prices.rule("rates.DE").toString()).isEqualTo("data.shop.prices.rates.DE");
        assertThat(prices.rule("rates", Limits.class).at(Limits::daily).toString())
                .isEqualTo("data.shop.prices.rates.daily");
    }

    @Test
    void whatAModuleDoesNotHaveIsAnError() {
        Exports prices = exports(prices());

        assertThatThrownBy(() -> prices.rule("country"))
                .hasMessage("module shop.prices has no country: it has [fee, countries, rates[c]]");
        assertThatThrownBy(() -> prices.rule("fee"))
                .hasMessage("module shop.prices: fee is a function: take it by function(…)");
        assertThatThrownBy(() -> prices.function("countries"))
                .hasMessage("module shop.prices: countries is no function: take it by rule(…)");
    }
}
