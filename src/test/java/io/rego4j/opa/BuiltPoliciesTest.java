package io.rego4j.opa;

import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.var;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.ast.RegoModule;
import io.rego4j.dsl.ModuleBuilder;
import io.rego4j.testing.Await;
import java.net.URI;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Policies that were built, in an OPA. */
class BuiltPoliciesTest {
    enum Level {
        LOW
    }

    record Order(LocalDate day, Optional<Duration> delay, Level level) {}

    @Test
    void aJavaValueIsTheSameInAPolicyAndInItsInput() {
        List<Object> values = List.of(
                LocalDate.of(2026, 1, 2),
                LocalTime.of(1, 2),
                LocalDateTime.of(2026, 1, 2, 3, 4),
                OffsetDateTime.parse("2026-01-02T03:04:05+01:00"),
                Instant.parse("2026-01-02T03:04:05Z"),
                new Date(0),
                Duration.ofMinutes(3),
                Period.ofDays(2),
                ZoneId.of("Europe/Berlin"),
                ZoneOffset.UTC,
                TimeZone.getTimeZone("Europe/Berlin"),
                Year.of(2026),
                YearMonth.of(2026, 1),
                DayOfWeek.MONDAY,
                Level.LOW,
                UUID.fromString("00000000-0000-0000-0000-000000000001"),
                Optional.of(3),
                Optional.empty(),
                OptionalInt.of(4),
                URI.create("http://example.com/a"),
                Path.of("/a/b"),
                Currency.getInstance("EUR"),
                Locale.GERMANY,
                Pattern.compile("a+"),
                'c',
                new char[] {'a', 'b'},
                new byte[] {1, 2},
                new Order(LocalDate.of(2026, 1, 2), Optional.of(Duration.ofHours(1)), Level.LOW),
                Map.of("at", List.of(LocalDate.of(2026, 1, 2))));
        ModuleBuilder module = module("same");
        for (int i = 0; i < values.size(); i++) {
            module.add(rule("alike").contains(i).when(input().get(i).eq(values.get(i))));
        }
        try (Opa opa = Opa.local(OpaOptions.defaults().timeout(Await.LIMIT))) {
            opa.load(module.build());
            List<Integer> alike = new ArrayList<>();
            for (JsonNode index : opa.decide("data.same.alike", values).orElseThrow()) {
                alike.add(index.asInt());
            }
            assertThat(alike)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, values.size()).boxed().toList());
        }
    }

    @Test
    void aModuleHasTheNameOfItsPackageInTheErrorsOfOpa() {
        RegoModule wrong =
                module("shop.orders").add(rule("p").when(var("x").eq(1))).buildUnchecked();

        assertThat(Policies.of(wrong, wrong).modules().keySet())
                .containsExactly("shop.orders.rego", "shop.orders-2.rego");
        try (Opa opa = Opa.command(OpaOptions.defaults().timeout(Await.LIMIT))) {
            assertThatThrownBy(() -> opa.load(wrong)
                            .decide("data.shop.orders.p", Map.of())
                            .orElseThrow())
                    .hasMessageContaining("shop.orders.rego:3")
                    .hasMessageContaining("var x is unsafe");
        }
    }

    @Test
    void aPackageWithALongNameHasAFileWithAShortOne() {
        RegoModule module =
                module("a" + "b".repeat(300)).add(rule("p").assign(1)).build();

        assertThat(Policies.of(module, module).modules().keySet()).containsExactly("module.rego", "module-2.rego");
    }
}
