package io.rego4j.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.bundle.OpaServer;
import io.rego4j.testing.Await;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four OPAs and an emulated function under load, while the bundle server goes through all of its faults. No decision fails,
 * none goes back to an earlier revision, and each good revision gets through. By command: {@code scripts/bundle-faults ROUNDS}.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class BundleFaultsTest {
    private static final int OPAS = 4;
    private static final String ASK = "{\"x_opa_path\": \"v1/data/hello/greeting\", \"x_opa_payload\": {\"input\": 1}}";
    private static final Pattern DECISION = Pattern.compile("200 \\{\"result\":(\\d+)}");

    @Test
    void noDecisionFailsWhateverTheBundleServerDoes(@TempDir Path tree) throws Exception {
        drill(tree, 1);
    }

    /** Rounds of all faults: about twenty seconds each. */
    public static void main(String[] arguments) throws Exception {
        Path tree = Files.createTempDirectory("bundle-faults");
        System.out.println(drill(tree, Integer.parseInt(arguments[0])));
        System.exit(0);
    }

    private static String drill(Path tree, int rounds) throws Exception {
        List<Load> loads = new ArrayList<>();
        List<OpaServer> opas = new ArrayList<>();
        try (BundleFaults faults = new BundleFaults()) {
            try {
                // They all start with changes to a bundle that they do not have.
                for (int i = 0; i < OPAS; i++) {
                    opas.add(opa(tree, faults, i));
                }
                for (int i = 0; i < OPAS; i++) {
                    awaitAsking(opas.get(i), "opa" + i, faults);
                }
                // The function has the bundle of its image.
                try (Emulator emulator = function(tree, faults)) {
                    underLoad(rounds, faults, opas, emulator, loads);
                }
            } finally {
                opas.forEach(OpaServer::close);
            }
            long decisions = 0;
            for (Load load : loads) {
                assertThat(load.failures).as(load.name).isEmpty();
                decisions += load.decisions.get();
            }
            return decisions + " decisions, none failed";
        }
    }

    private static void underLoad(
            int rounds, BundleFaults faults, List<OpaServer> opas, Emulator emulator, List<Load> loads)
            throws Exception {
        try {
            loads.add(new Load("function", () -> {
                var answer = emulator.invoke(ASK);
                return answer.path("statusCode").asText() + " "
                        + answer.path("body").asText().strip();
            }));
            Await.until("the function asks", () -> faults.asked("function") > 0);
            faults.mode(BundleFaults.Mode.GOOD, 1);
            for (OpaServer opa : opas) {
                opa.awaitReady();
                loads.add(new Load("opa" + loads.size(), () -> {
                    HttpResponse<String> answer = opa.get("/v1/data/hello/greeting");
                    return answer.statusCode() + " " + answer.body().strip();
                }));
            }
            allFaults(rounds, faults, opas, loads);
        } finally {
            loads.forEach(Load::end);
        }
    }

    private static void allFaults(int rounds, BundleFaults faults, List<OpaServer> opas, List<Load> loads)
            throws Exception {
        int revision = 1;
        awaitAll(loads, revision);
        for (int round = 0; round < rounds; round++) {
            for (BundleFaults.Mode fault : BundleFaults.Mode.values()) {
                if (fault != BundleFaults.Mode.GOOD) {
                    revision++;
                    faults.mode(fault, revision);
                    for (int i = 0; i < OPAS; i++) {
                        awaitAsking(opas.get(i), "opa" + i, faults);
                    }
                    Await.until("the function meets " + fault, () -> faults.asked("function") > 0);
                    faults.mode(BundleFaults.Mode.GOOD, revision);
                    awaitAll(loads, revision);
                }
            }
        }
    }

    private static OpaServer opa(Path tree, BundleFaults faults, int number) throws IOException {
        String name = "opa" + number;
        Path config =
                Files.writeString(tree.resolve(name + ".yaml"), """
                services:
                  faults: {url: %s, response_header_timeout_seconds: 1}
                keys:
                  prod: {algorithm: HS256, key: %s}
                bundles:
                  hello:
                    service: faults
                    resource: %s
                    signing: {keyid: prod}
                    polling: {min_delay_seconds: 1, max_delay_seconds: 1}
                """.formatted(faults.uri(), BundleFaults.SECRET, name));
        return OpaServer.launch(tree, "-c", config.toString());
    }

    /** Waits until an OPA has met what the server does now; fails as soon as it has ended. */
    private static void awaitAsking(OpaServer opa, String name, BundleFaults faults) throws Exception {
        Await.until(name + " asks", () -> opa.isRunning() && faults.asked(name) > 0);
    }

    private static Emulator function(Path tree, BundleFaults faults) throws Exception {
        LambdaPack pack = LambdaPack.builder().bundle(BundleFaults.signed(0)).build();
        Path key = Files.writeString(tree.resolve("key"), BundleFaults.SECRET);
        Map<String, String> variables = Map.of(
                "OPA_BUNDLE_URL",
                faults.uri() + "/function",
                "OPA_BUNDLE_REFRESH_SECONDS",
                "0.2",
                "OPA_BUNDLE_TIMEOUT_SECONDS",
                "0.3",
                "OPA_ARGS",
                "--verification-key-id=prod --signing-alg=HS256 --verification-key=" + key);
        return new Emulator(tree, pack, Adapter.BOOTSTRAP, Emulator.PATIENT, variables);
    }

    private static void awaitAll(List<Load> loads, int revision) throws Exception {
        for (Load load : loads) {
            Await.until(
                    () -> load.name + " gets to " + revision + ", after " + load.failures,
                    () -> load.newest.get() >= revision || !load.failures.isEmpty());
        }
    }

    /** Asks for a decision. */
    private interface Question {
        String ask() throws Exception;
    }

    /** One client that asks again and again. */
    private static final class Load {
        private final String name;
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final AtomicLong decisions = new AtomicLong();
        private final AtomicLong newest = new AtomicLong(-1);
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread thread;

        Load(String name, Question question) {
            this.name = name;
            thread = new Thread(() -> run(question), name);
            thread.start();
        }

        private void run(Question question) {
            while (!over.get()) {
                try {
                    String answer = question.ask();
                    Matcher decision = DECISION.matcher(answer);
                    if (!decision.matches() || Long.parseLong(decision.group(1)) < newest.get()) {
                        failures.add(answer + " after revision " + newest);
                    } else {
                        newest.set(Long.parseLong(decision.group(1)));
                        decisions.incrementAndGet();
                    }
                    Thread.sleep(5);
                } catch (Exception e) {
                    failures.add(e.toString());
                }
            }
        }

        void end() {
            over.set(true);
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
