package io.rego4j.junit;

import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.junit.OpaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.rego4j.ast.RegoModule;
import io.rego4j.dsl.Dsl;
import io.rego4j.opa.Opa;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.Policies;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.AssertionFailedError;

@WithOpa(value = "src/test/resources/io/rego4j/junit/app", method = "night")
class WithOpaTest {
    private static final String APP = "src/test/resources/io/rego4j/junit/app/app.rego";
    private static volatile Opa seen;

    static RegoModule night() {
        return Dsl.module("night").add(rule("open").when(input("hour").gt(22))).build();
    }

    @Test
    void decidesByFilesTheirDataAndBuiltModules(Opa opa) {
        assertThat(opa).decision("data.app.allow").with(Map.of("user", "ann")).isAllowed();
        assertThat(opa).decision("data.app.allow").with(Map.of("user", "bob")).isDenied();
        assertThat(opa).decision("data.app.allow").isDenied().isDefined();
        assertThat(opa).decision("data.night.open").with(Map.of("hour", 23)).isAllowed();
        assertThat(opa)
                .decision("data.night.open")
                .with(Map.of("hour", 12))
                .isUndefined()
                .isDenied();
        assertThat(opa)
                .decision("data.app.roles")
                .with(Map.of("user", "bob"))
                .isEqualTo(List.of("reader"))
                .satisfies(roles -> assertThat(roles).hasSize(1));
        assertThat(opa).decision("data.app.ratio").with(Map.of("part", 40)).isEqualTo(2.50);
    }

    @Nested
    class Inner {
        @Test
        void sharesTheOpaOfItsClass(Opa opa) {
            if (seen != null) {
                assertThat(opa == seen).isTrue();
            }
            seen = opa;
        }
    }

    @Test
    void isTheSameForEachTest(Opa opa) {
        if (seen != null) {
            assertThat(opa == seen).isTrue();
        }
        seen = opa;
    }

    @Test
    void namesTheAnswerTheInputAndTheRulesWithTheirRows(Opa opa) {
        assertThatThrownBy(() -> assertThat(opa)
                        .decision("data.app.allow")
                        .with(Map.of("user", "bob"))
                        .isAllowed())
                .isInstanceOf(AssertionFailedError.class)
                .hasMessage("""
                        data.app.allow is not allowed: it is false
                          input: {"user":"bob"}
                          defined by:
                            %1$s:3: default allow := false
                            %1$s:5: allow if input.user in data.admins""".formatted(APP));
        assertThatThrownBy(() -> assertThat(opa).decision("data.app.alow").isAllowed())
                .hasMessage("data.app.alow is not allowed: it is undefined\n  input: none\n"
                        + "  no rule of the loaded policies defines it");
        assertThatThrownBy(() -> assertThat(opa)
                        .decision("data.app.roles")
                        .with(Map.of("user", "bob"))
                        .isEqualTo(List.of("writer")))
                .hasMessageStartingWith("data.app.roles is not [\"writer\"]: it is [\"reader\"]\n")
                .satisfies(e -> assertThat(((AssertionFailedError) e).isExpectedDefined())
                        .isTrue());
        assertThatThrownBy(() -> assertThat(opa)
                        .decision("data.app.allow")
                        .with(Map.of("user", "ann"))
                        .isDenied())
                .hasMessageStartingWith("data.app.allow is not denied: it is true");
        assertThatThrownBy(() -> assertThat(opa).decision("data.app.allow").isUndefined())
                .hasMessageStartingWith("data.app.allow is not undefined: it is false");
    }

    @Test
    void aFailedDecisionIsNeitherAllowedNorDenied() {
        try (Opa opa = Opa.command()
                .load(Policies.none().module("c.rego", "package c\n\nx := 1 if input.a\n\nx := 2 if input.b\n"))) {
            Map<String, Object> both = Map.of("a", true, "b", true);
            assertThat(opa).decision("data.c.x").with(both).failsWith("eval_conflict_error");
            assertThatThrownBy(() ->
                            assertThat(opa).decision("data.c.x").with(both).isDenied())
                    .hasMessageContaining("there is no answer, c.rego:");
        }
    }

    static class WithoutAnnotation {
        @ExtendWith(OpaExtension.class)
        @Test
        void asksTheOpa(Opa opa) {
            assertThat(opa).decision("data.x").isUndefined();
        }
    }

    @WithOpa
    static class Nothing {
        @Test
        void asksTheOpa(Opa opa) {
            assertThat(opa).decision("data.x").isUndefined();
        }
    }

    @WithOpa(method = "policies", engine = WithOpa.Engine.IN_PROCESS)
    static class InProcess {
        static Opa last;

        static Policies policies() {
            return Policies.none()
                    .module("m.rego", "package m\n\nx := data.y\n")
                    .data("data.y", 7);
        }

        @Test
        void asksTheOpa(Opa opa) {
            last = opa;
            assertThat(opa).decision("data.m.x").isEqualTo(7);
        }
    }

    @WithOpa(method = "policies")
    static class WrongMethod {
        static String policies() {
            return "package x";
        }

        @Test
        void asksTheOpa(Opa opa) {
            assertThat(opa).decision("data.x").isUndefined();
        }
    }

    private static String failure(Class<?> type) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(type))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .flatMap(result -> result.getThrowable().stream())
                .map(problem -> problem.getCause() == null
                        ? problem.getMessage()
                        : problem.getMessage() + problem.getCause().getMessage())
                .findFirst()
                .orElse("");
    }

    @Test
    void closesTheOpaWithTheClass() {
        assertThat(failure(InProcess.class)).isEmpty();
        assertThatThrownBy(() -> InProcess.last.decide("data.m.x", null).orElseThrow())
                .isInstanceOf(OpaException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void saysWhatIsWrongWithAnAnnotation() {
        assertThat(failure(WithoutAnnotation.class)).contains("an Opa needs @WithOpa at the class of the test");
        assertThat(failure(Nothing.class)).contains("names no policies: give it a folder, a file or a method");
        assertThat(failure(WrongMethod.class)).contains("policies() must give Policies or RegoModules, not package x");
    }
}
