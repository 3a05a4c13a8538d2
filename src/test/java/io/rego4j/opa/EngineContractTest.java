package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each engine owes its user around a decision: how it ends, what it says of itself, and what it tells others. */
class EngineContractTest {
    static final Policies POLICIES = Policies.none()
            .module("endless.rego", EngineSuite.ENDLESS)
            .module(
                    "app.rego",
                    "package app\n\nallow if input.user == \"ann\"\n\nroles[name] := [\"dev\"] if name := input.user\n\n"
                            + "conflict := 1 if input.user\n\nconflict := 2 if input.user == \"bob\"\n")
            .data("data.users", Map.of("ann", 1));

    /** The engines by the name that they have in events. */
    enum Kind {
        LOCAL,
        COMMAND,
        REMOTE,
        PLAN;

        Opa open(OpaOptions options, List<OpaServerProcess> servers) throws Exception {
            switch (this) {
                case LOCAL:
                    return Opa.local(options);
                case COMMAND:
                    return Opa.command(options);
                case REMOTE:
                    OpaServerProcess server = OpaServerProcess.start();
                    servers.add(server);
                    return Opa.at(server.uri(), options);
                default:
                    return Opa.inProcess(options);
            }
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final List<OpaServerProcess> servers = new ArrayList<>();

    @AfterEach
    void stopServers() {
        servers.forEach(OpaServerProcess::close);
    }

    private Opa open(Kind kind, OpaOptions options) throws Exception {
        return kind.open(options.timeout(Await.LIMIT), servers).load(POLICIES);
    }

    @ParameterizedTest
    @EnumSource
    void endsQuestionsOnTheirWayWhenItIsClosed(Kind kind) throws Exception {
        Opa opa = open(kind, OpaOptions.defaults());
        PreparedQuery endless = opa.prepare("data.endless.run");
        CompletableFuture<Decision<JsonNode>> answer = new CompletableFuture<>();
        AtomicBoolean flag = new AtomicBoolean();
        Thread asking = new Thread(() -> {
            answer.complete(endless.ask(Map.of("n", 4000)));
            flag.set(Thread.currentThread().isInterrupted());
        });
        asking.start();
        Await.until("the question is on its way", () -> isOnItsWay(asking));

        long start = System.nanoTime();
        opa.close();
        long returned = System.nanoTime();
        OpaError error =
                answer.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).failure().orElseThrow();
        long answered = System.nanoTime();
        asking.join();

        System.out.printf(
                "%s: close() returned after %.1f ms, the question ended after %.1f ms%n",
                kind.word(), (returned - start) / 1e6, (answered - start) / 1e6);
        assertThat(error).hasToString("rego4j_closed: this engine is closed");
        assertThat(flag).as("the interrupt flag of the asking thread").isFalse();
    }

    /** Where the thread waits for OPA, or evaluates. */
    private static boolean isOnItsWay(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .anyMatch(frame -> frame.equals("io.rego4j.opa.binary.ProcessRun.of")
                        || frame.equals("jdk.internal.net.http.HttpClientImpl.send")
                        || frame.startsWith("io.rego4j.opa.evaluate."));
    }

    @ParameterizedTest
    @EnumSource
    void saysThatItIsClosedToAllThatComesAfter(Kind kind) throws Exception {
        Opa opa = open(kind, OpaOptions.defaults());
        PreparedQuery allow = opa.prepare("data.app.allow");
        boolean isServer = kind == Kind.LOCAL || kind == Kind.REMOTE;
        OpaDocuments documents = isServer ? opa.documents() : null;
        opa.close();
        opa.close();

        String closed = "rego4j_closed: this engine is closed";
        assertThat(allow.ask().failure()).map(OpaError::toString).contains(closed);
        assertThat(opa.prepare("data.app.allow").required().ask().failure())
                .map(OpaError::toString)
                .contains(closed);
        assertThat(opa.health().problem()).map(OpaError::toString).contains(closed);
        assertThatThrownBy(() -> opa.query("true"))
                .isInstanceOf(OpaException.class)
                .hasMessage(closed);
        assertThatThrownBy(() -> opa.load(POLICIES))
                .isInstanceOf(OpaException.class)
                .hasMessage(closed);
        if (documents != null) {
            assertThatThrownBy(documents::policies)
                    .isInstanceOf(OpaException.class)
                    .hasMessage(closed);
            assertThatThrownBy(() -> documents.putData("data.x", 1))
                    .isInstanceOf(OpaException.class)
                    .hasMessage(closed);
            assertThatThrownBy(() -> opa.filters().rows("data.app.allow", null))
                    .isInstanceOf(OpaException.class)
                    .hasMessage(closed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failsForARequiredDocumentThatNothingDefines(Kind kind) throws Exception {
        try (Opa opa = open(kind, OpaOptions.defaults())) {
            assertThat(opa.allowed("data.app.alow", Map.of("user", "ann"))).isFalse();
            PreparedQuery typo = opa.prepare("data.app.alow").required();
            assertThat(typo.ask(Map.of("user", "ann")).failure())
                    .map(OpaError::toString)
                    .contains("rego4j_unknown_document: no rule and no data defines data.app.alow: did you mean"
                            + " data.app.allow?");
            assertThatThrownBy(() -> typo.allowed(Map.of("user", "ann"))).isInstanceOf(OpaException.class);
            assertThat(opa.prepare("data.nowhere.at.all").required().ask().failure())
                    .map(OpaError::message)
                    .contains("no rule and no data defines data.nowhere.at.all");
            assertThat(opa.prepare("data.users.eve").required().ask().failure())
                    .map(OpaError::message)
                    .contains("no rule and no data defines data.users.eve");

            assertThat(opa.prepare("data.app.allow").required().allowed(Map.of("user", "ann")))
                    .isTrue();
            assertThat(opa.prepare("data.app.allow").required().allowed(Map.of("user", "bob")))
                    .isFalse();
            assertThat(opa.prepare("data.app.roles.ann")
                            .required()
                            .ask(Map.of())
                            .isUndefined())
                    .isTrue();
            assertThat(opa.prepare("data.users.ann").required().ask().orElseThrow())
                    .hasToString("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsIfItCanAnswer(Kind kind) throws Exception {
        try (Opa opa = open(kind, OpaOptions.defaults())) {
            assertThat(opa.health()).hasToString(kind.word() + ": up");
            assertThat(opa.health().isUp()).isTrue();
            if (kind == Kind.REMOTE) {
                servers.get(0).close();
                assertThat(opa.health().problem())
                        .map(OpaError::toString)
                        .contains("rego4j_unreachable: cannot reach "
                                + servers.get(0).uri() + ": ConnectException");
            }
        }
    }

    /** An opa that is gone by the time it is needed. */
    @ParameterizedTest
    @EnumSource(names = {"LOCAL", "COMMAND"})
    void tellsThatItCannotAnswer(Kind kind, @TempDir Path folder) throws Exception {
        Path script = folder.resolve("opa");
        Files.writeString(script, "#!/bin/sh\nexec '" + OpaBinary.find().path() + "' \"$@\"\n");
        assumeTrue(script.toFile().setExecutable(true), "SKIPPED: this file system knows no executable files");
        OpaBinary binary = OpaBinary.at(script);
        assertThat(binary.version()).isNotNull();
        try (Opa opa = kind.open(OpaOptions.defaults().binary(binary), servers)) {
            Files.delete(script);
            assertThat(opa.health().isUp()).isFalse();
            assertThat(opa.health().problem()).map(OpaError::code).contains(OpaError.UNREACHABLE);
        }
    }

    /** What the policy for the log could not mask is not logged. */
    @ParameterizedTest
    @EnumSource(names = {"COMMAND", "REMOTE", "PLAN"})
    void logsNothingWhereTheMasksFail(Kind kind) throws Exception {
        List<String> entries = new CopyOnWriteArrayList<>();
        List<String> problems = new CopyOnWriteArrayList<>();
        OpaOptions options = OpaOptions.defaults()
                .timeout(Await.LIMIT)
                .decisionLog(entries::add)
                .log(problems::add);
        Policies masking = POLICIES.module(
                "log.rego", "package system.log\n\nx := 1 if input.input\n\nx := 2 if input.input.user\n");
        Opa opa = kind.open(options, servers).load(masking);
        assertThat(opa.allowed("data.app.allow", Map.of("user", "ann"))).isTrue();
        opa.close();
        assertThat(opa.decide("data.app.allow", Map.of("user", "ann")).isFailed())
                .isTrue();
        assertThat(entries).isEmpty();
        assertThat(problems).hasSize(2).allMatch(line -> line.startsWith("rego4j: a decision was not logged: "));
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheListenerOfEachDecision(Kind kind) throws Exception {
        List<DecisionEvent> events = new CopyOnWriteArrayList<>();
        List<String> problems = new CopyOnWriteArrayList<>();
        AtomicBoolean broken = new AtomicBoolean();
        OpaOptions options = OpaOptions.defaults().log(problems::add).listener(event -> {
            events.add(event);
            if (broken.get()) {
                throw new IllegalStateException("full");
            }
        });
        try (Opa opa = open(kind, options)) {
            opa.decide("data.app.allow", Map.of("user", "ann"));
            opa.decide("data.app.allow", Map.of("user", "bob"));
            opa.decide("data.app.conflict", Map.of("user", "bob"));
            assertThat(events)
                    .extracting(event -> event.engine() + " " + event.query() + " " + event.outcome() + " "
                            + Optional.ofNullable(event.error())
                                    .map(OpaError::code)
                                    .orElse("-"))
                    .containsExactly(
                            kind.word() + " data.app.allow VALUE -",
                            kind.word() + " data.app.allow UNDEFINED -",
                            kind.word() + " data.app.conflict FAILED eval_conflict_error");
            assertThat(events).extracting(DecisionEvent::time).allMatch(time -> time.compareTo(Duration.ZERO) > 0);

            broken.set(true);
            assertThat(opa.allowed("data.app.allow", Map.of("user", "ann"))).isTrue();
            assertThat(problems).contains("rego4j: the listener of decisions failed: IllegalStateException: full");
        }
    }

    @ParameterizedTest
    @EnumSource
    void logsDecisionsAndMasksThemAsThePolicySays(Kind kind) throws Exception {
        List<JsonNode> entries = new CopyOnWriteArrayList<>();
        OpaOptions options = OpaOptions.defaults().decisionLog(line -> entries.add(json(line)));
        Policies masking = POLICIES.module(
                "log.rego",
                "package system.log\n\nmask contains \"/input/password\"\n\n"
                        + "mask contains {\"op\": \"upsert\", \"path\": \"/input/user\", \"value\": \"***\"} if"
                        + " input.input.user == \"eve\"\n\ndrop if input.path == \"users/ann\"\n");
        try (Opa opa = kind.open(options.timeout(Await.LIMIT), servers).load(masking)) {
            opa.decide("data.users.ann", null);
            Decision<JsonNode> decision = opa.decide("data.app.allow", Map.of("user", "ann", "password", "x"));
            Await.until("an entry", () -> !ofApp(entries).isEmpty());
            JsonNode entry = ofApp(entries).get(0);
            assertThat(entry.path("decision_id").asText())
                    .isNotEmpty()
                    .isEqualTo(decision.info().decisionId());
            assertThat(entry.path("path").asText()).isEqualTo("app/allow");
            assertThat(entry.path("input")).hasToString("{\"user\":\"ann\"}");
            assertThat(entry.path("result").asBoolean()).isTrue();
            assertThat(entry.path("erased")).hasToString("[\"/input/password\"]");
            assertThat(entry.path("timestamp").asText()).isNotEmpty();
            assertThat(entry.path("metrics").path("timer_server_handler_ns").asLong())
                    .isPositive();

            opa.decide("data.app.conflict", Map.of("user", "eve"));
            Await.until("a second entry", () -> ofApp(entries).size() == 2);
            assertThat(ofApp(entries).get(1).path("input")).hasToString("{\"user\":\"***\"}");
            assertThat(ofApp(entries).get(1).path("masked")).hasToString("[\"/input/user\"]");
            assertThat(entries)
                    .noneMatch(dropped -> dropped.path("path").asText().equals("users/ann"));
        }
    }

    private static List<JsonNode> ofApp(List<JsonNode> entries) {
        return entries.stream()
                .filter(entry -> entry.path("path").asText().startsWith("app/"))
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return OpaJson.MAPPER.readTree(line);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
