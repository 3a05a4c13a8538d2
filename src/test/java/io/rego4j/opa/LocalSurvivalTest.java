package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rego4j.opa.binary.CacheFolder;
import io.rego4j.opa.command.PolicyFiles;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.server.LocalEngine;
import io.rego4j.testing.Await;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a local OPA has to live through. */
@Tag("slow")
class LocalSurvivalTest {
    private static final Policies POLICIES = Policies.none()
            .module("p.rego", "package p\n\ndouble := 2 * input.n\n\nkept := data.kept\n")
            .data("data.kept", 7);

    @BeforeEach
    void onUnix() {
        assumeThat(CacheFolder.isWindows()).isFalse();
    }

    @Test
    void givesNoWrongAnswerWhileItIsKilledUnderManyCallers() throws Exception {
        KillDrill.Result result = KillDrill.run(40, Duration.ofSeconds(6), Duration.ofMillis(1_500), Await.LIMIT);
        assertThat(result.wrong()).isZero();
        assertThat(result.late()).isZero();
        assertThat(result.kills()).isPositive();
        assertThat(result.right()).isPositive();
        // The drill waits until decisions flow again. How soon depends on the machine: scripts/drill prints it.
        assertThat(result.longestGap()).isLessThan(Await.LIMIT);
    }

    @Test
    void hasItsPoliciesAndDataAgainAfterItWasKilled() throws Exception {
        try (Opa opa = Opa.local(OpaOptions.defaults().timeout(Await.LIMIT))) {
            opa.load(POLICIES);
            opa.documents().putPolicy("late.rego", "package late\n\nx := data.more\n");
            opa.documents().putData("data.more", "put later");
            KillDrill.kill(children());
            assertThat(opa.decide("data.late.x", null, String.class).orElseThrow())
                    .isEqualTo("put later");
            assertThat(opa.decide("data.p.kept", null, Integer.class).orElseThrow())
                    .isEqualTo(7);
        }
    }

    @Test
    void leavesNoProcessAndNoFileBehindWhenItIsClosed() throws Exception {
        List<ProcessHandle> mine;
        List<Path> folders;
        try (Opa opa = Opa.local()) {
            opa.load(POLICIES);
            mine = children();
            assertThat(mine).isNotEmpty();
            folders = policyFolders(mine);
            assertThat(folders).isNotEmpty();
        }
        mine.forEach(each -> each.onExit().join());
        assertThat(folders).allSatisfy(folder -> assertThat(folder).doesNotExist());
    }

    /** Started as a JVM of its own, and killed. */
    static final class Victim {
        public static void main(String[] args) throws Exception {
            Opa opa = Opa.local();
            opa.load(POLICIES);
            ProcessHandle.current().descendants().forEach(child -> System.out.println(child.pid()));
            System.out.println("ready");
            System.out.flush();
            Thread.sleep(2 * Await.LIMIT.toMillis());
            opa.close();
        }
    }

    @Test
    void doesNotOutliveAJvmThatIsKilled() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName())
                // What a JVM has to say about itself is no process id.
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Long> pids = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null && !line.equals("ready"); line = lines.readLine()) {
                pids.add(Long.parseLong(line));
            }
            assertThat(pids).isNotEmpty();
            // SIGKILL: nothing in that JVM gets to run.
            jvm.destroyForcibly().waitFor();
        }
        for (long pid : pids) {
            ProcessHandle.of(pid).ifPresent(child -> child.onExit().join());
        }
    }

    @Test
    void answersToNobodyWithoutItsToken() throws Exception {
        try (Opa opa = Opa.local()) {
            opa.load(POLICIES);
            LocalEngine engine = (LocalEngine) ((EngineOpa) opa).engine();
            String base =
                    engine.server(Deadline.in(Duration.ofSeconds(30))).http().base();
            assertThat(base).startsWith("http://127.0.0.1:");
            for (String path : List.of("/v1/data/p/kept", "/v1/policies", "/health", "/v1/data/system", "/metrics")) {
                HttpResponse<String> response = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(base + path))
                                        .header("Authorization", "Bearer guess")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode()).as(path).isEqualTo(401);
            }
        }
    }

    @Test
    void takesAnAnswerOfFiftyMegabytes() {
        try (Opa opa = Opa.local(OpaOptions.defaults().timeout(Await.LIMIT))) {
            opa.load(
                    Policies.none()
                            .module(
                                    "p.rego",
                                    "package p\n\nbig := [concat(\"\", [input.x, format_int(i, 10)]) | some i in numbers.range(1, 500)]\n"));
            String[] big = opa.decide("data.p.big", Map.of("x", "y".repeat(100_000)), String[].class)
                    .orElseThrow();
            assertThat(big).hasSize(500);
            assertThat(big[499]).hasSize(100_003).endsWith("500");
        }
    }

    @Test
    void loadsAThousandModulesAtOnce() {
        Policies policies = Policies.none();
        for (int i = 0; i < 1_000; i++) {
            policies = policies.module(
                    "m/" + i + ".rego",
                    "package m" + i + "\n\nx := " + i + "\n\ny := data.m" + (i + 1) % 1_000 + ".x\n");
        }
        try (Opa opa = Opa.local()) {
            opa.load(policies);
            assertThat(opa.decide("data.m998.y", null, Integer.class).orElseThrow())
                    .isEqualTo(999);
        }
    }

    @Test
    void saysSoWhenTheDiskTakesNoFiles() {
        String before = System.getProperty("java.io.tmpdir");
        assertThatThrownBy(() -> PolicyFiles.write(POLICIES, Path.of("/proc/rego4j")))
                .isInstanceOf(OpaException.class)
                .hasMessageContaining("cannot write the policies for opa to /proc/rego4j")
                .hasMessageContaining("-Djava.io.tmpdir");
        assertThat(System.getProperty("java.io.tmpdir")).isEqualTo(before);
    }

    @Test
    void saysSoWhenOpaDoesNotStart() throws Exception {
        Path broken = Files.createTempFile("rego4j-test", ".sh");
        Files.writeString(
                broken,
                "#!/bin/sh\ncase $1 in version) echo Version: " + OpaBinary.PINNED_VERSION
                        + ";; *) echo no memory >&2; exit 3;; esac\n");
        assertThat(broken.toFile().setExecutable(true)).isTrue();
        OpaOptions options = OpaOptions.defaults().binary(OpaBinary.at(broken)).timeout(Await.LIMIT);
        try (Opa opa = Opa.local(options)) {
            OpaError error = opa.decide("data.x", null).failure().orElseThrow();
            assertThat(error.code()).isEqualTo(OpaError.UNREACHABLE);
            assertThat(error.message()).contains("did not start: no memory");
        } finally {
            Files.delete(broken);
        }
    }

    @Test
    void leaksNeitherThreadsNorHandlesOverManyDecisions() throws Exception {
        try (Opa opa = Opa.local()) {
            opa.load(POLICIES);
            PreparedQuery query = opa.prepare("data.p.double");
            for (int i = 0; i < 500; i++) {
                query.ask(Map.of("n", i));
            }
            int threads = Thread.activeCount();
            long handles = openFiles();
            for (int i = 0; i < 3_000; i++) {
                assertThat(query.ask(Map.of("n", i), Integer.class).orElseThrow())
                        .isEqualTo(2 * i);
            }
            // Of what leaks there would be one for each decision; pools and classes come and go by themselves.
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 100);
            assertThat(openFiles()).isLessThanOrEqualTo(handles + 100);
        }
    }

    @Test
    void givesThePrintedLinesAndTheDecisionIdsWhereAsked() throws Exception {
        List<String> decisions = java.util.Collections.synchronizedList(new ArrayList<>());
        try (Opa opa = Opa.local(OpaOptions.defaults().decisionLog(decisions::add))) {
            opa.load(Policies.none().module("p.rego", "package p\n\nx := 1 if { print(\"n is\", input.n) }\n"));
            PreparedQuery query = opa.prepare("data.p.x");
            Decision<?> plain = query.ask(Map.of("n", 1));
            assertThat(plain.info().decisionId()).isNotEmpty();
            assertThat(query.with(Extra.PRINT).ask(Map.of("n", 5)).info().printed())
                    .containsExactly("n is 5");
            assertThat(query.with(Extra.PROVENANCE)
                            .ask(Map.of())
                            .info()
                            .provenance()
                            .path("version")
                            .asText())
                    .isNotEmpty();
            Await.until(
                    "the decision in the log",
                    () -> List.copyOf(decisions).stream()
                            .anyMatch(line -> line.contains(plain.info().decisionId())));
        }
    }

    @Test
    void aDecisionLogThatFailsIsToldToTheLogAndReadOn() throws Exception {
        List<String> problems = java.util.Collections.synchronizedList(new ArrayList<>());
        OpaOptions options = OpaOptions.defaults().log(problems::add).decisionLog(line -> {
            throw new IllegalStateException("full");
        });
        try (Opa opa = Opa.local(options)) {
            opa.load(Policies.none().module("p.rego", "package p\n\nx := 1\n"));
            assertThat(opa.decide("data.p.x", null).isDefined()).isTrue();
            assertThat(opa.decide("data.p.x", null).isDefined()).isTrue();
            String problem = "rego4j: a decision was not logged: IllegalStateException: full";
            Await.until("both problems", () -> java.util.Collections.frequency(List.copyOf(problems), problem) >= 2);
        }
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().descendants().toList();
    }

    private static long openFiles() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    /** The folders with policies that processes name on their command lines. */
    private static List<Path> policyFolders(List<ProcessHandle> processes) {
        return processes.stream()
                .flatMap(process -> Stream.of(process.info().arguments().orElse(new String[0])))
                .filter(argument -> argument.matches("/.*/rego4j-[0-9a-f-]+"))
                .distinct()
                .map(Path::of)
                .toList();
    }
}
