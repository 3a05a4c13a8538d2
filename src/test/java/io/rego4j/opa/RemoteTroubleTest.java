package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Servers that answer slowly, half, garbage, or not at all. */
class RemoteTroubleTest {
    private static final OpaOptions SHORT =
            OpaOptions.defaults().timeout(Duration.ofMillis(1_500)).retries(0);
    private static final OpaOptions ONCE =
            OpaOptions.defaults().timeout(Await.LIMIT).retries(0);

    /** Says something to each connection after it has read a whole request. */
    private static final class Double implements AutoCloseable {
        private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        private final AtomicInteger connections = new AtomicInteger();

        interface Behaviour {
            void answer(int connection, OutputStream out) throws Exception;
        }

        Double(Behaviour behaviour) throws IOException {
            Thread thread = new Thread(() -> {
                while (!socket.isClosed()) {
                    try {
                        Socket client = socket.accept();
                        int number = connections.incrementAndGet();
                        Thread one = new Thread(() -> serve(behaviour, client, number));
                        one.setDaemon(true);
                        one.start();
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        private static void serve(Behaviour behaviour, Socket client, int number) {
            try (client) {
                if (readRequest(client.getInputStream())) {
                    behaviour.answer(number, client.getOutputStream());
                }
            } catch (Exception e) {
                // The client has gone.
            }
        }

        /**
         * A connection that is closed while bytes of the request lie unread is reset, and the answer may be lost with it.
         */
        private static boolean readRequest(InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    return false;
                }
                head.append((char) next);
            }
            Matcher length = LENGTH.matcher(head);
            if (length.find()) {
                in.readNBytes(Integer.parseInt(length.group(1)));
            }
            return true;
        }

        URI uri() {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
    }

    private static OpaError failure(Double server, OpaOptions options) {
        try (Opa opa = Opa.at(server.uri(), options)) {
            return opa.decide("data.x", Map.of("a", 1)).failure().orElseThrow();
        }
    }

    @Test
    void endsAtTheDeadlineWhenNothingComes() throws Exception {
        try (Double server = new Double((n, out) -> Thread.sleep(Await.LIMIT.toMillis()))) {
            assertThat(failure(server, SHORT).code()).isEqualTo(OpaError.TIMEOUT);
        }
    }

    @Test
    void endsAtTheDeadlineWhenTheBodyDrips() throws Exception {
        try (Double server = new Double((n, out) -> {
            say(out, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{\"result\":\"");
            // The connection ends this.
            while (true) {
                say(out, "x");
                Thread.sleep(100);
            }
        })) {
            assertThat(failure(server, SHORT).code()).isEqualTo(OpaError.TIMEOUT);
        }
    }

    @Test
    void takesHalfAnAnswerForNone() throws Exception {
        try (Double server =
                new Double((n, out) -> say(out, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"result\": true"))) {
            assertThat(failure(server, ONCE).code()).isEqualTo(OpaError.UNREACHABLE);
        }
        try (Double server = new Double((n, out) -> say(out, "HTTP/1.0 200 OK\r\n\r\n{\"result\": tr"))) {
            assertThat(failure(server, ONCE).code()).isEqualTo(OpaError.BAD_ANSWER);
        }
    }

    @Test
    void takesGarbageForNoAnswer() throws Exception {
        for (String body : new String[] {"<html>hello</html>", "", "[]", "{\"status\":\"up\"}", "true", "{} {}"}) {
            try (Double server = new Double((n, out) -> say(out, ok(body)))) {
                OpaError error = failure(server, ONCE);
                assertThat(error.code()).as(body).isEqualTo(OpaError.BAD_ANSWER);
                assertThat(error.message()).contains("does not answer as OPA does: status 200");
            }
        }
        try (Double server = new Double((n, out) -> say(out, "SSH-2.0-OpenSSH\r\n"))) {
            assertThat(failure(server, ONCE).code()).isEqualTo(OpaError.UNREACHABLE);
        }
    }

    @Test
    void triesAgainWhatIsSafeToRepeat() throws Exception {
        OpaOptions twice = OpaOptions.defaults().timeout(Await.LIMIT).retries(2);
        try (Double server = new Double((n, out) -> {
                    if (n == 2) {
                        say(out, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    } else if (n > 2) {
                        say(out, ok("{\"result\":42}"));
                    }
                });
                Opa opa = Opa.at(server.uri(), twice)) {
            assertThat(opa.decide("data.x", Map.of(), Integer.class).orElseThrow())
                    .isEqualTo(42);
            assertThat(server.connections).hasValue(3);
        }
    }

    @Test
    void givesUpAfterSoManyTries() throws Exception {
        try (Double server = new Double((n, out) -> {})) {
            OpaOptions twice = OpaOptions.defaults().timeout(Await.LIMIT).retries(2);
            assertThat(failure(server, twice).code()).isEqualTo(OpaError.UNREACHABLE);
            assertThat(server.connections.get()).isLessThanOrEqualTo(6);
        }
    }

    @Test
    void saysWhichAddressItCannotReach() throws Exception {
        // A socket that has the port and does not listen: no other program can take it.
        try (Socket silent = new Socket()) {
            silent.bind(new InetSocketAddress("127.0.0.1", 0));
            URI nobody = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            Opa opa = Opa.at(nobody, ONCE);
            OpaError error = opa.decide("data.x", null).failure().orElseThrow();
            assertThat(error.code()).isEqualTo(OpaError.UNREACHABLE);
            assertThat(error.message()).contains(nobody.toString());
            opa.close();
        }
    }

    @Test
    void needsTheRightToken() throws Exception {
        java.nio.file.Path policy = java.nio.file.Files.createTempFile("authz", ".rego");
        java.nio.file.Files.writeString(
                policy, "package system.authz\n\ndefault allow := false\n\nallow if input.identity == \"secret\"\n");
        try (OpaServerProcess server = OpaServerProcess.start(
                OpaBinary.find(),
                "http",
                java.util.List.of("--authentication=token", "--authorization=basic", policy.toString()))) {
            try (Opa opa = Opa.at(server.uri(), OpaOptions.defaults().token("secret"))) {
                assertThat(opa.decide("data.x", null).isUndefined()).isTrue();
            }
            try (Opa opa = Opa.at(server.uri(), OpaOptions.defaults().token("guess"))) {
                assertThat(opa.decide("data.x", null).failure().orElseThrow().code())
                        .isEqualTo(OpaError.UNAUTHORIZED);
            }
        } finally {
            java.nio.file.Files.delete(policy);
        }
    }
}
