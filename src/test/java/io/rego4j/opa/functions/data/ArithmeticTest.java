package io.rego4j.opa.functions.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.functions.BuiltinFunctions;
import io.rego4j.opa.functions.FixedContext;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The results are those of {@code opa eval}. */
class ArithmeticTest {
    @ParameterizedTest
    @CsvSource({
        "plus, 1, 2, 3",
        "plus, 0.1, 0.2, 0.3",
        "plus, 9223372036854775807, 1, 9223372036854775808",
        "mul, 3, 1.1, 3.3000000000000000002",
        "mul, 1e30, 3, 3000000000000000000000000000000",
        "minus, 1, 1.0, 0",
        "mul, 1e100, 1.5, 14999999999999999999500000000000000000000000000000000000000000000000000000000000000000000000000000000",
        "plus, 1e-5, 0, 1e-05",
        "plus, 123456.7, 0.1, 123456.800000000000004",
        "mul, 1234567.7, 1, 1.2345677e+06",
        "div, 1, 3, 0.33333333333333333334",
        "div, 6, 3, 2",
        "div, 0, -5, -0",
        "rem, -7, 3, -1",
        "rem, 10, 18446744073709551616, 10",
    })
    void givesOpasDigits(String name, String a, String b, String result) throws BuiltinException {
        assertThat(call(name, NumberValue.parse(a), NumberValue.parse(b))).hasToString(result);
    }

    @ParameterizedTest
    @CsvSource({
        "round, 2.5, 3",
        "round, -2.5, -3",
        "round, 1e30, 1000000000000000000024696061952",
        "round, 9999999999999999999999.7, 10000000000000000000000",
        "ceil, 1.2, 2",
        "floor, -1.2, -2",
        "abs, -5, 5",
        "abs, -1.50, 1.5",
    })
    void roundsAsOpaDoes(String name, String number, String result) throws BuiltinException {
        assertThat(call(name, NumberValue.parse(number))).hasToString(result);
    }

    @Test
    void subtractsSets() throws BuiltinException {
        Value rest =
                call("minus", SetValue.of(NumberValue.of(1), NumberValue.of(2)), SetValue.of(NumberValue.parse("1.0")));
        assertThat(rest).hasToString("{2}");
    }

    @Test
    void reportsOpasErrors() {
        assertError("div", "eval_builtin_error", "divide by zero", NumberValue.ONE, NumberValue.parse("0.0"));
        assertError("rem", "eval_builtin_error", "modulo by zero", NumberValue.ONE, NumberValue.ZERO);
        assertError(
                "rem",
                "eval_builtin_error",
                "modulo on floating-point number",
                NumberValue.ONE,
                NumberValue.parse("1.5"));
        assertError(
                "plus",
                "eval_type_error",
                "operand 2 must be number but got string",
                NumberValue.ONE,
                StringValue.of("a"));
        assertError(
                "minus",
                "eval_type_error",
                "operand 1 must be one of {number, set} but got string",
                StringValue.of("a"),
                NumberValue.ONE);
    }

    private static Value call(String name, Value... operands) throws BuiltinException {
        return BuiltinFunctions.find(name).call(new FixedContext(), operands);
    }

    private static void assertError(String name, String code, String message, Value... operands) {
        assertThatThrownBy(() -> call(name, operands)).isInstanceOfSatisfying(BuiltinException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e).hasMessage(message);
        });
    }
}
