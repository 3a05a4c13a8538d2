package io.rego4j.opa.binary;

import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.engine.ExceptionText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Downloads one release file and checks its SHA-256. A connection that breaks is tried once more. */
public final class OpaDownload {
    public static final URI RELEASES = URI.create("https://github.com/open-policy-agent/opa/releases/download");

    private static final int TRIES = 2;
    private static final Pattern CHECKSUM = Pattern.compile("^\\s*([0-9A-Fa-f]{64})\\b");

    private final URI base;
    private final @Nullable String pinned;
    private final Duration timeout;
    private final Consumer<String> listener;

    OpaDownload(URI base, @Nullable String pinned, Duration timeout, Consumer<String> listener) {
        this.base = base;
        this.pinned = pinned;
        this.timeout = timeout;
        this.listener = listener;
    }

    /** The release file for this machine. The static builds run on any Linux. */
    public static String assetName() {
        return assetName(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    public static String assetName(String osName, String arch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String cpu = arch.equals("aarch64") || arch.equals("arm64") ? "arm64" : "amd64";
        if (os.startsWith("windows")) {
            return "opa_windows_" + cpu + ".exe";
        } else if (os.startsWith("mac")) {
            return cpu.equals("arm64") ? "opa_darwin_arm64_static" : "opa_darwin_amd64";
        }
        return "opa_linux_" + cpu + "_static";
    }

    /** Downloads into a folder and gives the checked, executable file. */
    Path into(Path folder) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        String address =
                base.toString().replaceAll("(?<!/)/++$", "") + "/v" + OpaBinary.PINNED_VERSION + "/" + assetName();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(client, address, folder);
            } catch (WrongChecksumException e) {
                throw e;
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw e;
                }
                listener.accept("rego4j: " + ExceptionText.of(e) + "; trying once more");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }

    private Path attempt(HttpClient client, String address, Path folder) throws IOException, InterruptedException {
        listener.accept("rego4j: downloading " + address);
        String expected = pinned != null ? pinned : published(client, address + ".sha256");
        Path file = folder.resolve(CacheFolder.executable("opa"));
        HttpResponse<InputStream> response = client.send(request(address), HttpResponse.BodyHandlers.ofInputStream());
        MessageDigest digest = sha256();
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        try (InputStream in = response.body();
                OutputStream out = Files.newOutputStream(file)) {
            requireOk(response, address);
            // The client's own timeout ends with the headers; a body that stalls is cut off here.
            CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> closeQuietly(in));
            copy(in, out, digest, length);
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(expected)) {
            Files.delete(file);
            throw new WrongChecksumException("the SHA-256 of " + address + " is " + actual + " and not " + expected
                    + ": the file was thrown away");
        }
        listener.accept("rego4j: SHA-256 " + actual + " checked against "
                + (pinned != null ? "the configured one" : "the one that the release publishes"));
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        return file;
    }

    private void copy(InputStream in, OutputStream out, MessageDigest digest, long length) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long done = 0;
        int told = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
            digest.update(buffer, 0, count);
            done += count;
            int quarters = length > 0 ? (int) (4 * done / length) : 0;
            if (quarters > told) {
                told = quarters;
                listener.accept("rego4j: " + 25 * quarters + " % of " + (length >> 20) + " MiB");
            }
        }
        if (length >= 0 && done != length) {
            throw new IOException("the connection ended after " + done + " of " + length + " bytes");
        }
    }

    private String published(HttpClient client, String address) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request(address), HttpResponse.BodyHandlers.ofString());
        requireOk(response, address);
        Matcher checksum = CHECKSUM.matcher(response.body());
        if (!checksum.find()) {
            throw new IOException(address + " holds no SHA-256");
        }
        return checksum.group(1).toLowerCase(Locale.ROOT);
    }

    private HttpRequest request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(timeout).build();
    }

    private static void requireOk(HttpResponse<?> response, String address) throws IOException {
        if (response.statusCode() != 200) {
            throw new IOException("status " + response.statusCode() + " from " + address);
        }
    }

    private static void closeQuietly(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // The reader gets its own exception.
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JDK has SHA-256", e);
        }
    }

    /** Not worth a second try: the server has the wrong file. */
    private static final class WrongChecksumException extends IOException {
        private static final long serialVersionUID = 1L;

        WrongChecksumException(String message) {
            super(message);
        }
    }
}
