package io.rego4j.opa.binary;

import io.rego4j.internal.io.TemporaryFiles;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaNotFoundException;
import io.rego4j.opa.engine.ExceptionText;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Installs the pinned OPA into the cache folder: by a download of the release, or by {@code go install} where that fails. One
 * process at a time does it, under a lock; the others wait and use the result. The binary gets its name only after it is
 * complete and has reported its version.
 */
public final class OpaInstaller {
    // A lock on a file excludes other processes; this one excludes other threads of this process.
    private static final Object IN_THIS_JVM = new Object();
    private static final String GO_MODULE = "github.com/open-policy-agent/opa@v" + OpaBinary.PINNED_VERSION;

    private final Path folder;
    private final Map<String, String> environment;
    private final URI downloads;
    private final @Nullable String sha256;
    private final Duration timeout;
    private final Consumer<String> listener;

    public OpaInstaller(
            Path cache,
            Map<String, String> environment,
            URI downloads,
            @Nullable String sha256,
            Duration timeout,
            Consumer<String> listener) {
        this.folder = cache.resolve("opa").resolve(OpaBinary.PINNED_VERSION);
        this.environment = environment;
        this.downloads = downloads;
        this.sha256 = sha256;
        this.timeout = timeout;
        this.listener = listener;
    }

    /** The binary that an earlier run installed, or null. */
    @Nullable
    public OpaBinary cached(List<String> tried) {
        Path target = target();
        if (!Files.exists(target)) {
            tried.add("the cache folder: no " + target);
            return null;
        }
        try {
            return OpaBinary.at(target);
        } catch (IOException e) {
            tried.add("the cache folder: " + e.getMessage());
            return null;
        }
    }

    /** Installs, or waits for the process that does. */
    public OpaBinary install(List<String> tried) {
        synchronized (IN_THIS_JVM) {
            try {
                Files.createDirectories(folder);
                try (FileChannel channel = FileChannel.open(
                        folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    // Closing the channel gives the lock back.
                    lock(channel);
                    OpaBinary meanwhile = Files.exists(target()) ? cached(tried) : null;
                    return meanwhile != null ? meanwhile : installLocked(tried);
                }
            } catch (IOException e) {
                tried.add("an installation into " + folder + ": " + ExceptionText.of(e));
                throw new OpaNotFoundException(tried);
            }
        }
    }

    private void lock(FileChannel channel) throws IOException {
        if (channel.tryLock() == null) {
            listener.accept("rego4j: another process is installing OPA, waiting for it");
            channel.lock();
        }
    }

    private OpaBinary installLocked(List<String> tried) throws IOException {
        Path work = TemporaryFiles.folder(folder);
        try {
            Path fresh = null;
            try {
                fresh = new OpaDownload(downloads, sha256, timeout, listener).into(work);
            } catch (IOException e) {
                tried.add("a download from " + downloads + ": " + ExceptionText.of(e));
                listener.accept("rego4j: the download did not work: " + ExceptionText.of(e));
            }
            if (fresh == null) {
                fresh = goInstall(work, tried);
            }
            if (fresh == null) {
                throw new OpaNotFoundException(tried);
            }
            OpaBinary checked = OpaBinary.at(fresh);
            try {
                Files.move(fresh, target(), StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, target(), StandardCopyOption.REPLACE_EXISTING);
            }
            listener.accept("rego4j: installed OPA " + checked.version() + " as " + target());
            return OpaBinary.at(target());
        } finally {
            TemporaryFiles.delete(work);
        }
    }

    private @Nullable Path goInstall(Path work, List<String> tried) throws IOException {
        String command = "go install " + GO_MODULE;
        Path go = findGo();
        if (go == null) {
            tried.add(command + ": no go on the PATH");
            return null;
        }
        listener.accept("rego4j: " + command + " (this compiles OPA and takes a few minutes)");
        ProcessBuilder builder = new ProcessBuilder(go.toString(), "install", GO_MODULE).redirectErrorStream(true);
        builder.environment().put("GOBIN", work.toAbsolutePath().toString());
        builder.directory(work.toFile());
        Process process = OpaBinary.start(builder);
        StringBuilder output = new StringBuilder();
        try {
            process.getOutputStream().close();
            Thread reader = new Thread(() -> copyLines(process, output), "rego4j-go-install");
            reader.setDaemon(true);
            reader.start();
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                tried.add(command + ": not done after " + timeout.toSeconds() + " s");
                return null;
            }
            reader.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        Path made = work.resolve(CacheFolder.executable("opa"));
        if (process.exitValue() != 0 || !Files.exists(made)) {
            String lines;
            synchronized (output) {
                lines = output.toString().strip();
            }
            tried.add(command + ": exit code " + process.exitValue() + (lines.isEmpty() ? "" : ": " + lastLine(lines)));
            return null;
        }
        return made;
    }

    private void copyLines(Process process, StringBuilder output) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                listener.accept("  " + line);
                synchronized (output) {
                    output.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            listener.accept("  (the output of go ended: " + e.getMessage() + ")");
        }
    }

    private @Nullable Path findGo() {
        for (String entry : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            try {
                Path candidate = Path.of(entry, CacheFolder.executable("go"));
                if (!entry.isEmpty() && Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
                    return candidate;
                }
            } catch (InvalidPathException e) {
                // An entry of the PATH that is no folder.
                continue;
            }
        }
        return null;
    }

    private Path target() {
        return folder.resolve(CacheFolder.executable("opa"));
    }

    private static String lastLine(String text) {
        return text.substring(text.lastIndexOf('\n') + 1);
    }
}
