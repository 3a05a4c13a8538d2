package io.rego4j.dsl;

import static io.rego4j.dsl.Dsl.array;
import static io.rego4j.dsl.Dsl.object;
import static io.rego4j.dsl.Dsl.value;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Java values become terms, or an error that names the path. */
class ValuesTest {
    enum Kind {
        CAT,
        @JsonProperty("good dog")
        DOG
    }

    record Pet(String name, Kind kind) {}

    record Owner(@JsonProperty("full_name") String name, List<Pet> pets) {}

    record Money(@JsonValue String text) {}

    record Empty() {}

    /** A bean in the old style. */
    public static final class Account {
        public String getId() {
            return "a1";
        }

        public boolean isOpen() {
            return true;
        }

        @JsonIgnore
        public String getSecret() {
            return "hidden";
        }
    }

    private static String text(@Nullable Object value) {
        return value(value).toString();
    }

    @Test
    void scalarsBecomeTheTermsOfTheirKind() {
        assertThat(text("a \"b\"")).isEqualTo("\"a \\\"b\\\"\"");
        assertThat(text('c')).isEqualTo("\"c\"");
        assertThat(text(true)).isEqualTo("true");
        assertThat(text(null)).isEqualTo("null");
        assertThat(text(7)).isEqualTo("7");
        assertThat(text(1.5f)).isEqualTo("1.5");
        assertThat(text(new BigDecimal("1E+3"))).isEqualTo("1E+3");
        assertThat(text(new BigInteger("123456789012345678901234567890"))).isEqualTo("123456789012345678901234567890");
    }

    @Test
    void timesAndNamesAreStrings() {
        assertThat(text(Instant.EPOCH)).isEqualTo("\"1970-01-01T00:00:00Z\"");
        assertThat(text(LocalDate.of(2026, 2, 3))).isEqualTo("\"2026-02-03\"");
        assertThat(text(Duration.ofMinutes(90))).isEqualTo("\"PT1H30M\"");
        assertThat(text(new UUID(0, 1))).isEqualTo("\"00000000-0000-0000-0000-000000000001\"");
        assertThat(text(URI.create("https://example.com/a"))).isEqualTo("\"https://example.com/a\"");
        assertThat(text("hi".getBytes(StandardCharsets.UTF_8))).isEqualTo("\"aGk=\"");
    }

    @Test
    void collectionsBecomeCollectionsOfTerms() {
        assertThat(text(List.of(1, "a"))).isEqualTo("[1, \"a\"]");
        assertThat(text(new int[] {1, 2})).isEqualTo("[1, 2]");
        assertThat(text(Set.of(2, 1))).isEqualTo("{1, 2}");
        assertThat(text(Set.of())).isEqualTo("set()");
        assertThat(text(Map.of("a", Map.of(1, 2)))).isEqualTo("{\"a\": {1: 2}}");
        assertThat(text(Optional.of("x"))).isEqualTo("\"x\"");
        assertThat(text(Optional.empty())).isEqualTo("null");
        assertThat(text(OptionalInt.of(3))).isEqualTo("3");
        assertThat(text(Arrays.asList("a", null))).isEqualTo("[\"a\", null]");
    }

    @Test
    void recordsAndBeansHaveTheNamesOfJackson() {
        Owner owner = new Owner("Jane", List.of(new Pet("Rex", Kind.DOG), new Pet("Tom", Kind.CAT)));

        assertThat(text(owner))
                .isEqualTo("{\"full_name\": \"Jane\", \"pets\": [{\"kind\": \"good dog\", \"name\": \"Rex\"},"
                        + " {\"kind\": \"CAT\", \"name\": \"Tom\"}]}");
        assertThat(text(new Account())).isEqualTo("{\"id\": \"a1\", \"open\": true}");
        assertThat(text(new Money("5 EUR"))).isEqualTo("\"5 EUR\"");
        assertThat(text(new Empty())).isEqualTo("{}");
    }

    @Test
    void jacksonTreesKeepTheirNumbers() throws Exception {
        assertThat(text(JsonMapper.builder()
                        .build()
                        .readTree("{\"a\": [1, 2.5, null, true, \"x\"], \"b\": 12345678901234567890}")))
                .isEqualTo("{\"a\": [1, 2.5, null, true, \"x\"], \"b\": 12345678901234567890}");
    }

    @Test
    void operandsStayWhatTheyAre() {
        assertThat(text(List.of(var("x"), 1))).isEqualTo("[x, 1]");
        assertThat(array(var("x"), Map.of("k", var("y"))).toString()).isEqualTo("[x, {\"k\": y}]");
        assertThat(object("k", var("v")).toString()).isEqualTo("{\"k\": v}");
    }

    @Test
    void theSameObjectTwiceIsNoCycle() {
        List<Integer> shared = List.of(1);

        assertThat(text(List.of(shared, shared))).isEqualTo("[[1], [1]]");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatAreNoneNameTheirPath(double number) {
        assertThatThrownBy(() -> value(Map.of("owner", Map.of("pets", List.of(1, 2, number)))))
                .isInstanceOf(ValueException.class)
                .hasMessage("$.owner.pets[2]: Rego has no number " + number)
                .extracting(e -> ((ValueException) e).path())
                .isEqualTo("$.owner.pets[2]");
    }

    @Test
    void whatRegoCannotHoldNamesItsPath() {
        assertThatThrownBy(() -> value(Map.of("a b", new Object())))
                .hasMessage("$[\"a b\"]: Rego cannot hold a java.lang.Object: give a string, number, boolean, null,"
                        + " collection, map, record or bean");
        assertThatThrownBy(() -> value(List.of(Thread.currentThread())))
                .isInstanceOf(ValueException.class)
                .hasMessageStartingWith("$[0]: Rego cannot hold a ");
        assertThatThrownBy(() -> value(List.of("\uD800")))
                .hasMessage("$[0]: half of a surrogate pair, U+D800, which UTF-8 cannot hold");
    }

    @Test
    void aCycleNamesItsPath() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("self", List.of(map));

        assertThatThrownBy(() -> value(map)).hasMessage("$.self[0]: a value that contains itself");
    }

    @Test
    void depthHasALimit() {
        List<Object> deep = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            List<Object> outer = new ArrayList<>();
            outer.add(deep);
            deep = outer;
        }
        Object deepest = deep;

        assertThatThrownBy(() -> value(deepest)).hasMessageContaining("more than 1000 levels deep");
    }

    @Test
    void twoKeysThatAreOneInRegoAreAnError() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put('a', 2);

        assertThatThrownBy(() -> value(map)).hasMessage("$: two of its keys are the same in Rego");
    }

    @Test
    void metadataHoldTheSameValues() {
        Metadata metadata = Dsl.metadata()
                .custom("day", LocalDate.of(2026, 1, 2))
                .custom("numbers", List.of(1000.0, 1e30, new BigInteger("18446744073709551616"), -0.0, 7L))
                .custom("map", Map.of(1, Optional.of("x")))
                .label("zone", ZoneId.of("UTC"));
        RegoModule module =
                Dsl.module("p").add(Dsl.rule("q").metadata(metadata).assign(1)).build();

        assertThat(metadata).hasToString("""
                # METADATA
                # custom:
                #   day: "2026-01-02"
                #   numbers:
                #   - 1000
                #   - 1e+30
                #   - 18446744073709552000
                #   - 0
                #   - 7
                #   map:
                #     "1": x
                # labels:
                #   zone: UTC""");
        Source text = Source.of("p.rego", Rego.format(module));
        RegoModule read = RegoParser.parse(text, ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
        assertThat(read.annotations()).isEqualTo(module.annotations());
        assertThatThrownBy(() -> Dsl.metadata().custom("a", Dsl.input("x")))
                .hasMessage("METADATA hold constants, which input.x is not");
    }
}
