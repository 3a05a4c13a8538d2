package io.rego4j.opa.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Single calls, with OPA's answers. */
class CallsTest {
    private static Value call(String name, String... operands) throws BuiltinException, IOException {
        Value[] values = new Value[operands.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = JsonValues.parse(operands[i]);
        }
        return Objects.requireNonNull(BuiltinFunctions.find(name).call(new FixedContext(), values));
    }

    @Test
    void templatesCompareNumbersByOrder() throws Exception {
        assertThat(call("strings.render_template", "\"{{if gt (len .a) 1}}more{{else}}one{{end}}\"", "{\"a\": [1, 2]}"))
                .hasToString("\"more\"");
        assertThatThrownBy(() -> call("strings.render_template", "\"{{range $k,z $v := .m}}{{end}}\"", "{}"))
                .hasMessage("template: template:1: range can only initialize variables");
    }

    @Test
    void templatesLookForVariablesBeforeTheyAreWritten() throws Exception {
        String empty = "{\"a\": 0}";
        for (String template : List.of(
                "{{range $i, $nme := .b}}{{$name}}{{end}}",
                "{{if $name := .a}}{{end}}{{$name}}",
                "{{with .a}}{{$name := 1}}{{end}}{{$name}}")) {
            assertThatThrownBy(() -> call("strings.render_template", "\"" + template + "\"", empty))
                    .hasMessage("template: template:1: undefined variable \"$name\"");
        }
        assertThat(call("strings.render_template", "\"{{if $x := .a}}{{$x}}{{end}}\"", empty))
                .hasToString("\"0\"");
    }

    @Test
    void aQuoteThatDoesNotEndInATemplateIsAnErrorOfTheTemplate() {
        for (String open : List.of("\\\"", "`", "'", "\\\"" + "\\\\\\\"".repeat(100_000) + "\\n")) {
            assertThatThrownBy(() -> call("strings.render_template", "\"{{" + open + "}}\"", "{}"))
                    .isInstanceOf(BuiltinException.class);
        }
    }

    @Test
    void aWordOfATemplateEndsWhereAFieldOrAParenthesisBegins() throws Exception {
        String data = "{\"b\": 0, \"c\": {\"d\": 1}}";
        assertThat(call("strings.render_template", "\"{{if.a}}a{{else\\tif .b}}b{{else}}c{{end}}\"", data))
                .hasToString("\"b\"");
        assertThat(call("strings.render_template", "\"{{with(.c)}}{{.d}}{{end}}\"", data))
                .hasToString("\"1\"");
        assertThatThrownBy(() -> call("strings.render_template", "\"{{if\\\"a\\\"}}a{{end}}\"", data))
                .isInstanceOf(BuiltinException.class);
    }

    @Test
    void aFilterHasTheKeysOfTheLargerOfItsOperands() throws Exception {
        ObjectValue one = ObjectValue.EMPTY.toBuilder()
                .put(JsonValues.parse("1.0"), NullValue.NULL)
                .build();
        ObjectValue two =
                one.toBuilder().put(StringValue.of("b"), NullValue.NULL).build();
        assertThat(filtered(one, "[1, 2]")).isEqualTo("{1: null}");
        assertThat(filtered(two, "[1]")).isEqualTo("{1.0: null}");
    }

    private static String filtered(ObjectValue object, String keys) throws BuiltinException, IOException {
        Value[] operands = {object, JsonValues.parse(keys)};
        return String.valueOf(BuiltinFunctions.find("object.filter").call(new FixedContext(), operands));
    }

    @Test
    void aModuleWhoseTreeHasAByteOrderMarkIsNoTerm() {
        assertThatThrownBy(() -> call("rego.parse_module", "\"a\"", "\"package a\\nb := \\\"\\\\ufeff\\\"\""))
                .hasMessage("failed to parse term: illegal byte-order mark");
    }

    @Test
    void onlyAtItsBeginningABackslashMakesATimeZonesNameInvalid() {
        assertThatThrownBy(() -> call("time.weekday", "[0, \"a\\\\b\"]")).hasMessage("unknown time zone a\\b");
        assertThatThrownBy(() -> call("time.weekday", "[0, \"\\\\b\"]")).hasMessage("time: invalid location name");
    }

    @Test
    void variablesOfABlockOfATemplateHideThoseAroundItAndEndWithIt() throws Exception {
        assertThat(call(
                        "strings.render_template",
                        "\"{{$x := 1}}{{if .a}}{{$x := 2}}{{$x}}{{end}}{{$x}}\"",
                        "{\"a\": 1}"))
                .hasToString("\"21\"");
        assertThat(call(
                        "strings.render_template",
                        "\"{{$e := 9}}{{range $i, $e := .a}}{{$i}}{{$e}}{{$i := $e}}{{$i}}{{end}}{{$e}}\"",
                        "{\"a\": [5, 6]}"))
                .hasToString("\"0551669\"");
    }

    @Test
    void aBraceThatBeginsNoRepetitionIsACharacter() throws Exception {
        assertThat(call("regex.find_n", "\"a{?\"", "\"aa{{\"", "-1")).hasToString("[\"a\", \"a{\"]");
        assertThat(call("regex.find_n", "\"{{2}\"", "\"aa{{\"", "-1")).hasToString("[\"{{\"]");
        assertThat(call("regex.is_valid", "\"({?m)^\"")).hasToString("true");
        assertThat(call("regex.is_valid", "\"a{2}{3}\"")).hasToString("false");
    }

    @Test
    void aHeaderOfATokenMayHaveControlCharactersInItsStrings() throws Exception {
        String header = "\"{\\\"alg\\\":\\\"HS256\\\",\\\"ty\\u0000p\\\":\\\"JWT\\\"}\"";
        String key =
                "\"{\\\"kty\\\":\\\"oct\\\",\\\"k\\\":\\\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow\\\"}\"";
        assertThat(call("io.jwt.encode_sign_raw", header, "\"\\\"x\\\"\"", key))
                .hasToString(
                        "\"eyJhbGciOiJIUzI1NiIsInR5AHAiOiJKV1QifQ.Ingi.XhztnQXe9A81FTswPfydEMvprLkj0Dm4wRXRd0YlsWQ\"");
    }

    @Test
    void yamlKeepsNegativeZeroAndEscapesAllBehindAByteOrderMark() throws Exception {
        assertThat(call("yaml.marshal", "-0.0")).hasToString("\"-0\\n\"");
        assertThat(call("yaml.marshal", "\"\\ufeff1é\"")).hasToString("\"\\\"\\\\uFEFF\\\\x31\\\\xE9\\\"\\n\"");
    }

    @Test
    void realNumbersHaveTheFewestDigitsThatGiveThemBack() throws Exception {
        assertThat(call("yaml.marshal", "18446744073709551616")).hasToString("\"1.8446744073709552e+19\\n\"");
        assertThat(call("sprintf", "\"%v %v %v %v\"", "[1e5, 1e6, 4.9e-324, 0.0001]"))
                .hasToString("\"100000 1e+06 5e-324 0.0001\"");
    }

    @Test
    void yamlErrorsNameTheLineOfTheTokenThatIsNotExpected() throws Exception {
        assertThatThrownBy(() -> call("yaml.unmarshal", "\"[1,2,3\""))
                .hasMessage("yaml: line 1: did not find expected ',' or ']'");
        assertThat(call("yaml.unmarshal", "\"a: b\\nc: \\td\\n\"")).hasToString("{\"a\": \"b\", \"c\": \"d\"}");
    }

    @Test
    void aTimeZoneWithAZeroByteIsNoFile() {
        assertThatThrownBy(() -> call("time.weekday", "[0, \"a\\u0000\"]")).hasMessage("invalid argument");
    }

    @Test
    void anAddressIsItselfWithoutALookUp() throws Exception {
        assertThat(call("net.lookup_ip_addr", "\"10.0.0.1\"")).hasToString("{\"10.0.0.1\"}");
    }

    @Test
    void theLastLineOfPemStandsByItself() throws Exception {
        assertThat(call(
                        "crypto.x509.parse_certificates",
                        "\"-----BEGIN PRIVATE KEY-----\\nAAAA-----END PRIVATE KEY-----\\n\""))
                .hasToString("[]");
    }

    @Test
    void ofAFaultAndAByteOfNoCharacterInAnExpressionTheFirstIsReported() throws Exception {
        Map<String, String> errors = Map.of(
                "c)\udca3", "unexpected ): `c)\ufffd`",
                "\udca3)", "invalid UTF-8: `\ufffd)`",
                "(a\udca3", "invalid UTF-8: `\ufffd`",
                "a**\udca3", "invalid nested repetition operator: `**`",
                "(?\udca3", "invalid UTF-8: `\ufffd`",
                "\\\u00e9)", "invalid escape sequence: `\\\u00e9`");
        for (Map.Entry<String, String> error : errors.entrySet()) {
            Value[] operands = {StringValue.ofParts(error.getKey()), StringValue.of("a")};
            assertThatThrownBy(() -> BuiltinFunctions.find("regex.match").call(new FixedContext(), operands))
                    .hasMessage("error parsing regexp: " + error.getValue());
        }
    }

    @Test
    void primesThatAreNotDifferentSignNothing() {
        String key =
                "\"{\\\"kty\\\":\\\"RSA\\\",\\\"n\\\":\\\"MQ\\\",\\\"e\\\":\\\"AQAB\\\",\\\"d\\\":\\\"Bw\\\",\\\"p\\\":\\\"Bw\\\",\\\"q\\\":\\\"Bw\\\"}\"";
        assertThatThrownBy(() -> call("io.jwt.encode_sign_raw", "\"{\\\"alg\\\":\\\"RS256\\\"}\"", "\"{}\"", key))
                .isInstanceOf(BuiltinException.class)
                .hasMessage("crypto/rsa: invalid CRT coefficient");
    }

    @Test
    void keysWithWrongNumbersSignNothing() {
        String set = "\"{\\\"kty\\\":\\\"OKP\\\",\\\"x\\\":\\\"HnLswflXGEctA8kBfq8u21bz-9xh2xjfjCsuEcJARMM\\\"}\"";
        assertThatThrownBy(() -> call("io.jwt.verify_eddsa", "\"e30.e30.\"", set))
                .isInstanceOf(BuiltinException.class)
                .hasMessageContaining("unknown EllipticCurveAlgorithm");
        assertThatThrownBy(() -> call(
                        "io.jwt.encode_sign_raw",
                        "\"\"",
                        "\"{}\"",
                        "\"{\\\"kty\\\":\\\"oct\\\",\\\"k\\\":\\\"AyM1\\\"}\""))
                .hasMessageContaining("cannot parse JSON: cannot parse empty string");
    }
}
