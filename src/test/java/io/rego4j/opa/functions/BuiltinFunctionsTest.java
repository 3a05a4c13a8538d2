package io.rego4j.opa.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BuiltinFunctionsTest {
    private final FixedContext context = new FixedContext();

    @Test
    void noFunctionIsInTwoFamilies() {
        Set<String> all = new HashSet<>();
        for (Map<String, Builtin> family : BuiltinFunctions.families().toList()) {
            assertThat(family.keySet()).noneMatch(all::contains);
            all.addAll(family.keySet());
        }
        assertThat(BuiltinFunctions.names()).isEqualTo(all);
    }

    @Test
    void aFunctionThatIsNotHereIsNamed() {
        assertThatThrownBy(() -> BuiltinFunctions.find("nowhere.parse"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("the built-in function nowhere.parse is not in this engine");
    }

    @Test
    void randomAnswersAreTheSameWithinAnEvaluation() throws BuiltinException {
        Value number = call("rand.intn", StringValue.of("a"), NumberValue.of(1_000_000));
        assertThat(call("rand.intn", StringValue.of("a"), NumberValue.of(1_000_000)))
                .isEqualTo(number);
        assertThat(call("rand.intn", StringValue.of("b"), NumberValue.ZERO)).hasToString("0");
        Value id = call("uuid.rfc4122", StringValue.of("a"));
        assertThat(call("uuid.rfc4122", StringValue.of("a"))).isEqualTo(id);
        assertThat(call("uuid.rfc4122", StringValue.of("b"))).isNotEqualTo(id);
        assertThat(((StringValue) id).text())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void timeAndRuntimeAreThoseOfTheEvaluation() throws BuiltinException {
        assertThat(call("time.now_ns")).hasToString("1767323045000000006");
        assertThat(call("opa.runtime")).isEqualTo(ObjectValue.EMPTY);
    }

    @Test
    void printsEachChoiceOfValues() throws BuiltinException {
        call(
                "internal.print",
                ArrayValue.of(
                        SetValue.of(StringValue.of("a")),
                        SetValue.EMPTY,
                        SetValue.of(NumberValue.of(1), ArrayValue.of(StringValue.of("x")))));
        assertThat(context.printed).containsExactly("a <undefined> 1", "a <undefined> [\"x\"]");
    }

    @Test
    void aTemplateStringHasOneValue() throws BuiltinException {
        assertThat(call("internal.template_string", ArrayValue.of(StringValue.of("a"), SetValue.of(NumberValue.of(1)))))
                .hasToString("\"a1\"");
        Value two = ArrayValue.of(SetValue.of(NumberValue.of(1), NumberValue.of(2)));
        assertThatThrownBy(() -> call("internal.template_string", two))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo("eval_conflict_error"))
                .hasMessage("template-strings must not produce multiple outputs");
    }

    @Test
    void whatIsLargerThanItsOperandsAsksForMemoryFirst() {
        context.memory = 1_000_000;
        assertEnds("memory", "numbers.range", NumberValue.of(1), NumberValue.parse("1e15"));
        assertEnds("memory", "bits.lsh", NumberValue.of(1), NumberValue.parse("1000000000000"));
        assertEnds("memory", "net.cidr_expand", StringValue.of("::/0"));
        assertEnds("memory", "sprintf", StringValue.of("%999999d"), ArrayValue.of(NumberValue.of(1)));
        Value indent = new ObjectValue.Builder().put("indent", text(500_000)).build();
        assertEnds("memory", "json.marshal_with_options", numbers(10), indent);
        Value many = SetValue.of(numbers(10).toList());
        assertEnds("memory", "internal.print", ArrayValue.of(many, many, many, many, many, many));
        Value data = new ObjectValue.Builder().put("a", numbers(10)).build();
        String loops = "{{range $.a}}".repeat(3) + "x".repeat(2000) + "{{end}}".repeat(3);
        assertEnds("memory", "strings.render_template", StringValue.of(loops), data);
        assertEnds(
                "memory", "regex.globs_match", StringValue.of("[\u0001-\udbff\udfff]".repeat(20)), StringValue.of("a"));
    }

    @Test
    void numbersWhoseDigitsTakeTooLongAreNotComputed() throws BuiltinException {
        Value large = call("bits.lsh", NumberValue.ONE, NumberValue.of(60_000));
        assertEnds("memory", "product", ArrayValue.of(large, large));
        Value small = NumberValue.parse("1e-30000");
        assertThat(call("mul", small, NumberValue.parse("0.5"))).hasToString("5e-30001");
        assertEnds("memory", "mul", small, small);
        assertEnds("memory", "div", small, NumberValue.parse("1e10000"));
        assertEnds("memory", "units.parse_bytes", StringValue.of("1e999999"));
        assertEnds("memory", "units.parse", StringValue.of("1e-999999"));
    }

    private static ArrayValue numbers(int count) {
        return ArrayValue.of(IntStream.range(0, count).mapToObj(NumberValue::of).toList());
    }

    private static Value text(int length) {
        return StringValue.of("x".repeat(length));
    }

    @Test
    void longWorkLooksAtTheTime() {
        context.looks = 3;
        assertEnds("timeout", "numbers.range", NumberValue.of(1), NumberValue.of(100));
        context.looks = 3;
        assertEnds("timeout", "replace", StringValue.of("aaaaaa"), StringValue.of("a"), StringValue.of("b"));
        context.looks = 3;
        assertEnds("timeout", "glob.match", StringValue.of("*"), ArrayValue.EMPTY, StringValue.of("aaaaaa"));
        context.looks = 3;
        assertEnds(
                "timeout",
                "walk",
                ArrayValue.of(NumberValue.of(1), NumberValue.of(2), NumberValue.of(3), NumberValue.of(4)));
        context.looks = 3;
        assertEnds("timeout", "object.subset", numbers(10), ArrayValue.of(NumberValue.of(9), NumberValue.of(8)));
        context.looks = 3;
        ArrayValue texts = ArrayValue.of(StringValue.of("a"), StringValue.of("b"));
        assertEnds(
                "timeout", "strings.any_prefix_match", texts, ArrayValue.of(StringValue.of("c"), StringValue.of("d")));
        context.looks = 3;
        assertEnds("timeout", "time.parse_ns", StringValue.of("2006 ".repeat(4)), StringValue.of("2006 ".repeat(4)));
        context.looks = 3;
        Value layout = ArrayValue.of(NumberValue.ZERO, StringValue.of("UTC"), StringValue.of("2006 ".repeat(4)));
        assertEnds("timeout", "time.format", layout);
        context.looks = 3;
        Value document = new ObjectValue.Builder().put("a", text(1000)).build();
        String schema = "{\"properties\": {\"a\": {\"pattern\": \"y\"}}}";
        assertEnds("timeout", "json.match_schema", document, StringValue.of(schema));
    }

    @Test
    void fieldsOfOneNameAreComparedOnlyAsLongAsThereIsTime() {
        context.looks = 3;
        assertEnds(
                "timeout",
                "graphql.is_valid",
                StringValue.of("{ a a a a a }"),
                StringValue.of("type Query { a: Int }"));
    }

    private Value call(String name, Value... operands) throws BuiltinException {
        return BuiltinFunctions.find(name).call(context, operands);
    }

    private void assertEnds(String code, String name, Value... operands) {
        assertThatThrownBy(() -> call(name, operands))
                .isInstanceOfSatisfying(
                        EvaluationException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
