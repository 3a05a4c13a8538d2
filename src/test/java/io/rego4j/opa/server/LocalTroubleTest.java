package io.rego4j.opa.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.rego4j.opa.Decision;
import io.rego4j.opa.Opa;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import io.rego4j.opa.PreparedQuery;
import io.rego4j.opa.binary.CacheFolder;
import io.rego4j.testing.Await;
import io.rego4j.testing.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that has no port, no room on its disk, or no time for a real OPA. */
class LocalTroubleTest {
    private static final Policies POLICIES = Policies.none().module("p.rego", "package p\n\nx := 1\n");

    @TempDir
    Path folder;

    @BeforeEach
    void onUnix() {
        assumeThat(CacheFolder.isWindows()).isFalse();
    }

    @Test
    void triesAnotherPortWhereItsOwnWasTakenMeanwhile() throws Exception {
        List<String> log = Collections.synchronizedList(new ArrayList<>());
        try (ServerSocket taken = takenPort()) {
            AtomicInteger tries = new AtomicInteger();
            LocalServer server = LocalServer.start(
                    OpaBinary.find(),
                    POLICIES,
                    OpaOptions.defaults().log(log::add),
                    () -> tries.incrementAndGet() <= 2 ? taken.getLocalPort() : Ports.free());
            server.close();
            assertThat(tries).hasValue(3);
            assertThat(log).contains("rego4j: the port was taken meanwhile, trying another one");
        }
    }

    @Test
    void saysSoWhereNoPortIsToBeHad() throws Exception {
        try (ServerSocket taken = takenPort()) {
            assertThatThrownBy(() ->
                            LocalServer.start(OpaBinary.find(), POLICIES, OpaOptions.defaults(), taken::getLocalPort))
                    .isInstanceOfSatisfying(
                            OpaException.class,
                            e -> assertThat(e.error().code()).isEqualTo(OpaError.UNREACHABLE))
                    .hasMessageContaining("did not start")
                    .hasMessageContaining("address already in use");
        }
    }

    /** A port that another program has: it takes each connection and says nothing. */
    private static ServerSocket takenPort() throws IOException {
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Thread other = new Thread(() -> {
            while (true) {
                try {
                    taken.accept().close();
                } catch (IOException e) {
                    return;
                }
            }
        });
        other.setDaemon(true);
        other.start();
        return taken;
    }

    /** Run as a JVM of its own that may write only small files. */
    static final class SmallDisk {
        public static void main(String[] args) {
            Policies large = POLICIES.module("large.rego", "package large\n\nx := \"" + "y".repeat(500_000) + "\"\n");
            for (String engine : List.of("local", "command", "wasm")) {
                try (Opa opa = engine.equals("local")
                        ? Opa.local()
                        : engine.equals("command") ? Opa.command() : Opa.inProcess()) {
                    opa.load(large);
                } catch (OpaException e) {
                    System.out.println(engine + " " + e.getMessage());
                }
            }
        }
    }

    @Test
    void saysSoWhenTheDiskIsFull() throws Exception {
        // The limit is in blocks of 512 or 1,024 bytes. A write beyond it fails as one on a full disk does.
        Process jvm = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "trap '' XFSZ; ulimit -f 100; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallDisk.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(jvm.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.contains("cannot write the policies for opa to " + folder)))
                .as(said)
                .hasSize(3)
                .allMatch(line -> line.contains("-Djava.io.tmpdir"));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void endsAtTheDeadlineWhenOpaHangsAndGoesOnAfterwards() throws Exception {
        try (Opa opa = Opa.local().load(POLICIES)) {
            PreparedQuery query = opa.prepare("data.p.x").timeout(Await.LIMIT);
            assertThat(query.ask(null).isDefined()).isTrue();
            List<String> opas = ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info().command().orElse("").endsWith("opa"))
                    .map(process -> Long.toString(process.pid()))
                    .toList();
            signal("STOP", opas);
            try {
                Decision<?> late = query.timeout(Duration.ofMillis(800)).ask(null);
                assertThat(late.failure().orElseThrow().code()).isEqualTo(OpaError.TIMEOUT);
            } finally {
                signal("CONT", opas);
            }
            assertThat(query.ask(Map.of()).isDefined()).isTrue();
        }
    }

    private static void signal(String signal, List<String> pids) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
        command.addAll(pids);
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
