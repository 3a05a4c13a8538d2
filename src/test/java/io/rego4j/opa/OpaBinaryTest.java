package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rego4j.opa.binary.CacheFolder;
import io.rego4j.opa.binary.OpaDownload;
import io.rego4j.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search and the installation, against a release server on this machine and a program that poses as OPA. */
class OpaBinaryTest {
    private static final String PINNED = OpaBinary.PINNED_VERSION;

    private static final String VERSION_PATH = "/v" + OpaBinary.PINNED_VERSION + "/";

    @TempDir
    Path folder;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger downloads = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        assumeThat(CacheFolder.isWindows())
                .as("the stand-in for opa is a shell script")
                .isFalse();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.stop(0);
            ((java.util.concurrent.ExecutorService) server.getExecutor()).shutdownNow();
        }
    }

    @Test
    void takesTheConfiguredPathBeforeAllOthers() throws IOException {
        Path configured = script("configured", PINNED);
        Path other = script("other", "1.0.0");
        OpaBinary found =
                finder(Map.of("REGO4J_OPA", other.toString())).path(configured).find();
        assertThat(found.path()).isEqualTo(configured);
        assertThat(found.version()).hasToString(PINNED);
    }

    @Test
    void takesTheVariableBeforeThePath() throws IOException {
        Path variable = script("a/named", "1.1.1");
        Path onPath = script("b/opa", "1.0.0");
        Map<String, String> environment = Map.of(
                "REGO4J_OPA", variable.toString(), "PATH", onPath.getParent().toString());
        assertThat(finder(environment).find().path()).isEqualTo(variable);
    }

    @Test
    void takesThePathBeforeTheCacheAndSkipsWhatIsNotOpa() throws IOException {
        Path broken = script("broken/opa", null);
        Path onPath = script("b/opa", "1.0.0");
        script("cache/opa/" + PINNED + "/opa", PINNED);
        String path = broken.getParent() + java.io.File.pathSeparator + onPath.getParent();
        assertThat(finder(Map.of("PATH", path)).find().path()).isEqualTo(onPath);
    }

    @Test
    void takesTheCacheBeforeAnInstallation() throws IOException {
        Path cached = script("cache/opa/" + PINNED + "/opa", PINNED);
        assertThat(finder(Map.of()).find().path()).isEqualTo(cached);
        assertThat(said).isEmpty();
    }

    @Test
    void readsNoMoreThanAVersionNeeds() throws IOException {
        Path endless = script("endless", null);
        Files.writeString(endless, "#!/bin/sh\nexec yes Version\n");

        assertThatThrownBy(() -> OpaBinary.at(endless))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "asking " + endless + " for its version: the output of opa broke off: more than 65536 bytes");
    }

    @Test
    void neverReplacesSilentlyWhatWasAskedFor() throws IOException {
        Path onPath = script("b/opa", "1.0.0");
        Map<String, String> environment = Map.of(
                "REGO4J_OPA",
                folder.resolve("gone").toString(),
                "PATH",
                onPath.getParent().toString());
        assertThatThrownBy(() -> finder(environment).find())
                .isInstanceOf(OpaNotFoundException.class)
                .hasMessageContaining("REGO4J_OPA: " + folder.resolve("gone") + " is not a file");
    }

    @Test
    void installsTheReleaseWhenItsChecksumIsRight() throws Exception {
        byte[] release = program(PINNED);
        serve(release, sha256(release) + "  " + OpaDownload.assetName() + "\n");
        OpaBinary found = finder(Map.of()).find();
        assertThat(found.path()).isEqualTo(cachedOpa());
        assertThat(found.version()).hasToString(PINNED);
        assertThat(said)
                .anyMatch(line -> line.startsWith("rego4j: downloading http://"))
                .anyMatch(line -> line.contains("checked against the one that the release publishes"))
                .anyMatch(line -> line.startsWith("rego4j: installed OPA " + PINNED + " as "));
        assertThat(finder(Map.of()).find().path()).isEqualTo(cachedOpa());
        assertThat(downloads).hasValue(1);
    }

    @Test
    void theEnvironmentMayForbidAnInstallation() {
        assertThatThrownBy(() ->
                        finder(Map.of(OpaFinder.INSTALL_VARIABLE, "never")).find())
                .isInstanceOf(OpaNotFoundException.class)
                .hasMessageContaining("an installation: not allowed by the variable REGO4J_OPA_INSTALL");
        assertThatThrownBy(
                        () -> finder(Map.of(OpaFinder.INSTALL_VARIABLE, "no")).find())
                .hasMessage("REGO4J_OPA_INSTALL is \"no\": only never has a meaning");
        assertThat(cachedOpa()).doesNotExist();
    }

    @Test
    void throwsAwayADownloadWithAWrongChecksum() {
        serve(program(PINNED), "0".repeat(64) + "  opa\n");
        assertThatThrownBy(() -> finder(Map.of()).find())
                .isInstanceOf(OpaNotFoundException.class)
                .hasMessageContaining("and not " + "0".repeat(64) + ": the file was thrown away")
                .hasMessageContaining("go install github.com/open-policy-agent/opa@v" + PINNED + ": no go on the PATH")
                .hasMessageContaining("What to do: install OPA " + PINNED);
        assertThat(cachedOpa()).doesNotExist();
        assertThat(downloads).hasValue(1);
    }

    @Test
    void trustsAConfiguredChecksumMoreThanThePublishedOne() throws Exception {
        byte[] release = program(PINNED);
        serve(release, sha256(release));
        String other = "ab".repeat(32);
        assertThatThrownBy(() -> finder(Map.of()).sha256(other).find()).hasMessageContaining("and not " + other);
        assertThat(finder(Map.of()).sha256(sha256(release)).find().path()).isEqualTo(cachedOpa());
    }

    @Test
    void triesOnceMoreWhenTheConnectionIsCut() throws Exception {
        byte[] release = program(PINNED);
        serve(release, sha256(release));
        server.removeContext(VERSION_PATH + OpaDownload.assetName());
        server.createContext(VERSION_PATH + OpaDownload.assetName(), exchange -> {
            if (downloads.incrementAndGet() == 1) {
                exchange.sendResponseHeaders(200, release.length);
                exchange.getResponseBody().write(release, 0, 10);
                exchange.getResponseBody().flush();
                // Closing with bytes still owed cuts the connection.
                exchange.close();
            } else {
                answer(exchange, release);
            }
        });
        assertThat(finder(Map.of()).find().path()).isEqualTo(cachedOpa());
        assertThat(downloads).hasValue(2);
        assertThat(said).anyMatch(line -> line.endsWith("; trying once more"));
    }

    @Test
    void leavesNothingBehindWhenTheConnectionStaysCut() throws Exception {
        byte[] release = program(PINNED);
        serve(release, sha256(release));
        server.removeContext(VERSION_PATH + OpaDownload.assetName());
        server.createContext(VERSION_PATH + OpaDownload.assetName(), exchange -> {
            exchange.sendResponseHeaders(200, release.length);
            exchange.getResponseBody().write(release, 0, 10);
            exchange.close();
        });
        assertThatThrownBy(() -> finder(Map.of()).find()).isInstanceOf(OpaNotFoundException.class);
        try (var files = Files.list(cachedOpa().getParent())) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly(".lock");
        }
    }

    @Test
    void givesUpOnADownloadThatStalls() throws Exception {
        byte[] release = program(PINNED);
        serve(release, sha256(release));
        server.removeContext(VERSION_PATH + OpaDownload.assetName());
        server.createContext(VERSION_PATH + OpaDownload.assetName(), exchange -> {
            exchange.sendResponseHeaders(200, release.length);
            exchange.getResponseBody().write(release, 0, 10);
            exchange.getResponseBody().flush();
            sleep(2 * Await.LIMIT.toMillis());
        });
        long start = System.nanoTime();
        assertThatThrownBy(
                        () -> finder(Map.of()).timeout(Duration.ofMillis(500)).find())
                .isInstanceOf(OpaNotFoundException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Await.LIMIT);
    }

    @Test
    void usesGoWhereTheDownloadDoesNotWork() throws IOException {
        // A stand-in for the go command: it checks its arguments and writes what "go install" would.
        Path go = folder.resolve("tools/go");
        Files.createDirectories(go.getParent());
        Files.writeString(
                go,
                "#!/bin/sh\n[ \"$1 $2\" = 'install github.com/open-policy-agent/opa@v" + PINNED + "' ] || exit 9\n"
                        + "echo compiling; printf '#!/bin/sh\\necho Version: " + PINNED + "\\n' > \"$GOBIN/opa\"\n"
                        + "/bin/chmod +x \"$GOBIN/opa\"\n");
        assertThat(go.toFile().setExecutable(true)).isTrue();
        OpaBinary found = finder(Map.of("PATH", go.getParent().toString())).find();
        assertThat(found.path()).isEqualTo(cachedOpa());
        assertThat(said).anyMatch(line -> line.contains("go install")).contains("  compiling");
    }

    @Test
    void tellsAllThatWasTriedWhenItMayNotInstall() {
        assertThatThrownBy(
                        () -> finder(Map.of("PATH", "/nowhere")).install(false).find())
                .isInstanceOfSatisfying(
                        OpaNotFoundException.class,
                        e -> assertThat(e.tried())
                                .containsExactly(
                                        "a configured path: none is set",
                                        "the variable REGO4J_OPA: not set",
                                        "the PATH: no opa in /nowhere",
                                        "the cache folder: no " + cachedOpa(),
                                        "an installation: not allowed by the caller"));
    }

    @Test
    void twoProcessesInstallingAtOnceDownloadOnce() throws Exception {
        byte[] release = program(PINNED);
        serve(release, sha256(release));
        server.removeContext(VERSION_PATH + OpaDownload.assetName());
        server.createContext(VERSION_PATH + OpaDownload.assetName(), exchange -> {
            downloads.incrementAndGet();
            sleep(1_500);
            answer(exchange, release);
        });
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Installing.class.getName(),
                    base().toString(),
                    folder.resolve("cache").toString());
            processes.add(builder.redirectErrorStream(true).start());
        }
        for (Process process : processes) {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).endsWith("found " + cachedOpa() + " " + PINNED + "\n");
        }
        assertThat(downloads).hasValue(1);
    }

    @Test
    void knowsTheCacheFolderOfEachSystem() {
        String home = System.getProperty("user.home");
        assertThat(CacheFolder.of(Map.of(), "Linux")).isEqualTo(Path.of(home, ".cache", "rego4j"));
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "/var/x"), "Linux")).isEqualTo(Path.of("/var/x/rego4j"));
        assertThat(CacheFolder.of(Map.of("XDG_CACHE_HOME", "x"), "Linux")).isEqualTo(Path.of(home, ".cache", "rego4j"));
        assertThat(CacheFolder.of(Map.of(), "Mac OS X")).isEqualTo(Path.of(home, "Library", "Caches", "rego4j"));
        assertThat(CacheFolder.of(Map.of("LOCALAPPDATA", "/w"), "Windows 11")).isEqualTo(Path.of("/w/rego4j/cache"));
    }

    @Test
    void knowsTheReleaseFileOfEachSystem() {
        assertThat(OpaDownload.assetName("Linux", "amd64")).isEqualTo("opa_linux_amd64_static");
        assertThat(OpaDownload.assetName("Linux", "aarch64")).isEqualTo("opa_linux_arm64_static");
        assertThat(OpaDownload.assetName("Mac OS X", "aarch64")).isEqualTo("opa_darwin_arm64_static");
        assertThat(OpaDownload.assetName("Mac OS X", "x86_64")).isEqualTo("opa_darwin_amd64");
        assertThat(OpaDownload.assetName("Windows 11", "amd64")).isEqualTo("opa_windows_amd64.exe");
    }

    /** What the two processes run. */
    static final class Installing {
        public static void main(String[] args) {
            OpaBinary found = OpaBinary.finder()
                    .environment(Map.of())
                    .downloadsFrom(URI.create(args[0]))
                    .cacheFolder(Path.of(args[1]))
                    .find();
            System.out.print("found " + found.path() + " " + found.version() + "\n");
        }
    }

    private OpaFinder finder(Map<String, String> environment) {
        return OpaBinary.finder()
                .environment(environment)
                .cacheFolder(folder.resolve("cache"))
                .downloadsFrom(base())
                .timeout(Await.LIMIT)
                .listener(said::add);
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private Path cachedOpa() {
        return folder.resolve("cache/opa/" + PINNED + "/opa");
    }

    private void serve(byte[] release, String checksum) {
        server.createContext(
                VERSION_PATH + OpaDownload.assetName() + ".sha256",
                exchange -> answer(exchange, checksum.getBytes(StandardCharsets.UTF_8)));
        server.createContext(VERSION_PATH + OpaDownload.assetName(), exchange -> {
            downloads.incrementAndGet();
            answer(exchange, release);
        });
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path script(String name, String version) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(
                file, version == null ? "#!/bin/sh\necho hello\n".getBytes(StandardCharsets.UTF_8) : program(version));
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static byte[] program(String version) {
        return ("#!/bin/sh\necho Version: " + version + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
