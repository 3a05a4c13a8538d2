package io.rego4j.opa.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Order, equality, digits and texts, as {@code opa eval} shows them. */
class ValuesTest {
    private static Value json(String text) {
        try {
            return JsonValues.parse(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Test
    void sortByKindAndThenByContent() {
        List<Value> sorted = List.of(
                json("null"),
                json("false"),
                json("true"),
                json("-1"),
                json("1e-1"),
                json("1"),
                json("100000000000000000000"),
                json("\"\""),
                json("\"a\""),
                // By bytes: the first is U+FFFF, whose UTF-16 comes after that of the second.
                json("\"\\uffff\""),
                json("\"\\ud83d\\ude00\""),
                json("[]"),
                json("[1, 2]"),
                json("[2]"),
                json("{\"a\": 1}"),
                json("{\"a\": 2}"),
                json("{\"b\": 0}"),
                SetValue.of(json("1")),
                SetValue.of(json("2")));
        List<Value> shuffled = new ArrayList<>(sorted);
        Collections.reverse(shuffled);
        Collections.sort(shuffled);
        assertThat(shuffled).containsExactlyElementsOf(sorted);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0, true",
        "1000, 1e3, true",
        "0, -0, true",
        "0.1, 1e-1, true",
        "9007199254740993, 9007199254740992, false",
        "9007199254740993, 9007199254740993.0, true",
        "0.1, 0.10000000000000001, false",
        "100000000000000000000, 1e20, true",
    })
    void compareNumbersByValue(String a, String b, boolean equal) {
        Value x = json(a);
        Value y = json(b);
        assertThat(x.equals(y)).isEqualTo(equal);
        assertThat(x.compareTo(y) == 0).isEqualTo(equal);
        if (equal) {
            assertThat(x).hasSameHashCodeAs(y);
            assertThat(SetValue.of(x).contains(y)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e3", "1E+2", "-0", "0.10", "12345678901234567890.5", "9223372036854775808"})
    void keepTheDigitsOfNumbers(String number) {
        assertThat(json(number)).hasToString(number);
    }

    @Test
    void refuseNumbersThatAreTooLargeForOpa() {
        assertThatThrownBy(() -> JsonValues.parse("[1e40000]")).hasMessageContaining("invalid number: number too big");
        assertThat(json("1e20000")).hasToString("1e20000");
    }

    @Test
    void areWrittenAsRegoAndAsJson() {
        ObjectValue object = new ObjectValue.Builder()
                .put(json("2"), json("\"<b>\\u0007\""))
                .put("a", SetValue.of(json("3"), json("1")))
                .put("c", SetValue.EMPTY)
                .build();
        assertThat(object).hasToString("{2: \"<b>\\a\", \"a\": {1, 3}, \"c\": set()}");
        assertThat(JsonText.of(object)).isEqualTo("{\"2\":\"\\u003cb\\u003e\\u0007\",\"a\":[1,3],\"c\":[]}");
    }

    @Test
    void keepBytesThatAreNoCharacters() {
        byte[] bytes = {'a', (byte) 0xFF, (byte) 0xC3, (byte) 0xA9, (byte) 0xC3};
        StringValue string = StringValue.ofBytes(bytes);
        assertThat(string.bytes()).isEqualTo(bytes);
        assertThat(string).hasToString("\"a\\xffé\\xc3\"");
        assertThat(JsonText.of(string)).isEqualTo("\"a\\ufffdé\\ufffd\"");
        // The last byte is the first half of a character, which the next string has the other half of.
        StringValue joined = StringValue.ofParts(
                string.text() + StringValue.ofBytes(new byte[] {(byte) 0xA9}).text());
        assertThat(joined.text()).endsWith("éé");
        assertThat(StringValue.of("\ud83d")).isEqualTo(StringValue.of("\ufffd"));
        assertThat(StringValue.ofBytes(new byte[] {(byte) 0xFF})).isGreaterThan(StringValue.of("é"));
    }

    @Test
    void findKeysWhoseHashesCollide() {
        // Aa and BB have the same hash, and so have all texts of these two in a row.
        List<String> texts = new ArrayList<>(List.of(""));
        for (int i = 0; i < 11; i++) {
            texts = texts.stream()
                    .flatMap(text -> List.of(text + "Aa", text + "BB").stream())
                    .toList();
        }
        ObjectValue.Builder builder = new ObjectValue.Builder();
        for (int i = 0; i < texts.size(); i++) {
            builder.put(texts.get(i), NumberValue.of(i));
        }
        ObjectValue object = builder.build();
        for (int i = 0; i < texts.size(); i++) {
            assertThat(object.get(texts.get(i))).isEqualTo(NumberValue.of(i));
        }
        assertThat(object.get("Aa")).isNull();
        assertThat(object.size()).isEqualTo(2048);
    }

    @Test
    void buildersDoNotChangeWhatTheyHaveBuilt() {
        ObjectValue.Builder object = new ObjectValue.Builder().put("a", NumberValue.ONE);
        ObjectValue first = object.build();
        object.put("a", NumberValue.ZERO).put("b", NumberValue.ONE);
        assertThat(first).hasToString("{\"a\": 1}");
        assertThat(object.build()).hasToString("{\"a\": 0, \"b\": 1}");
        SetValue.Builder set = new SetValue.Builder().add(NumberValue.ONE);
        SetValue one = set.build();
        assertThat((Object) set.add(NumberValue.ZERO).build()).hasToString("{0, 1}");
        assertThat((Object) one).hasToString("{1}");
    }

    @Test
    void readJsonWithTheLastOfEqualKeysAndBoundedDepth() {
        assertThat(json("{\"a\": 1, \"a\": 2}")).hasToString("{\"a\": 2}");
        assertThat(json("\"\\ud83d\"")).hasToString("\"\ufffd\"");
        int depth = JsonValues.DEEPEST + 1;
        assertThatThrownBy(() -> JsonValues.parse("[".repeat(depth) + "]".repeat(depth)))
                .hasMessageContaining("10000");
        assertThatThrownBy(() -> JsonValues.parse("1 2")).hasMessageContaining("there is more after the value");
    }

    @Test
    void findEachKeyOfALargeObject() {
        ObjectValue.Builder builder = new ObjectValue.Builder();
        IntStream.range(0, 5_000).forEach(i -> builder.put("k" + i, NumberValue.of(i)));
        ObjectValue object = builder.build();
        IntStream.range(0, 5_000).forEach(i -> assertThat(object.get("k" + i)).isEqualTo(NumberValue.of(i)));
        assertThat(object.key(1)).hasToString("\"k1\"");
        assertThat(object.key(2)).hasToString("\"k10\"");
    }
}
