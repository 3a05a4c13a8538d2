package io.rego4j.opa;

import io.rego4j.check.Capabilities;
import io.rego4j.opa.binary.ProcessRun;
import io.rego4j.opa.engine.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The {@code opa} program: where it is and which version it has. {@link #find()} looks, in this order, at the configured
 * path, the variable {@code REGO4J_OPA}, the {@code PATH} and the user's cache folder, and else installs the pinned
 * release into that cache folder.
 */
public final class OpaBinary {
    /** The version that this library is written for and that it installs. */
    public static final String PINNED_VERSION = Capabilities.VERSION;

    private static final int TEXT_FILE_BUSY_TRIES = 20;
    private static final Duration RUN = Duration.ofMinutes(10);
    private static final Duration VERSION = Duration.ofSeconds(20);
    /** The bytes that a program may say of its version. */
    private static final int VERSION_LENGTH = 1 << 16;
    /** The oldest OPA that understands what it is asked here; docs/decisions.md says with which ones it is tested. */
    private static final OpaVersion OLDEST = OpaVersion.parse("0.60.0");
    /** The system has no file, process or memory left for any program. */
    private static final Pattern EXHAUSTED = Pattern.compile("error=(11|12|23|24),");

    private final Path path;
    private final OpaVersion version;

    private OpaBinary(Path path, OpaVersion version) {
        this.path = path;
        this.version = version;
    }

    /**
     * The binary of this machine, installed if need be.
     *
     * @throws OpaNotFoundException if there is none and none can be installed
     */
    public static OpaBinary find() {
        return finder().find();
    }

    /** A search with settings: a path, a cache folder, a mirror, a listener. */
    public static OpaFinder finder() {
        return new OpaFinder();
    }

    /**
     * The binary at a path, which is asked for its version.
     *
     * @throws IOException if there is none, it does not run, it is not OPA, or it is older than 0.60; the message says which
     * @throws OpaException if this machine cannot start any program now, whatever stands there
     */
    public static OpaBinary at(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + " is not a file");
        }
        if (!Files.isExecutable(path)) {
            throw new IOException(path + " is not executable");
        }
        Path whole = path.toAbsolutePath();
        ProcessBuilder version = new ProcessBuilder(whole.toString(), "version").redirectErrorStream(true);
        try {
            ProcessRun run = ProcessRun.of(version, Input.json(""), Deadline.in(VERSION), VERSION_LENGTH);
            OpaVersion found = OpaVersion.fromOutput(new String(run.output(), StandardCharsets.UTF_8));
            if (found.compareTo(OLDEST) < 0) {
                throw new IOException(
                        path + " is OPA " + found + ", which is too old: " + OLDEST + " is the oldest that works");
            }
            return new OpaBinary(whole, found);
        } catch (ProcessRun.FailedRun e) {
            if (EXHAUSTED.matcher(e.getMessage()).find()) {
                throw new OpaException(OpaError.of(e.error().code(), path + ": " + e.getMessage()), e);
            }
            throw new IOException("asking " + path + " for its version: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IOException(path + " is not OPA: " + e.getMessage(), e);
        }
    }

    /** The absolute path of the program. */
    public Path path() {
        return path;
    }

    /** Its version. */
    public OpaVersion version() {
        return version;
    }

    /** A process of this binary with arguments, ready to be started. */
    public ProcessBuilder process(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(path.toString());
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /**
     * One run that has ended.
     *
     * @param exitCode its exit code
     * @param out its standard output
     * @param err its standard error
     */
    public record Output(int exitCode, String out, String err) {}

    /**
     * Runs this binary to its end.
     *
     * @param input what it reads from its standard input
     * @param arguments its arguments
     * @throws OpaException if it does not start, or has not ended after ten minutes
     */
    public Output run(String input, List<String> arguments) {
        try {
            ProcessRun run = ProcessRun.of(process(arguments), Input.json(input), Deadline.in(RUN));
            return new Output(
                    run.exitCode(),
                    new String(run.output(), StandardCharsets.UTF_8),
                    new String(run.errors(), StandardCharsets.UTF_8));
        } catch (ProcessRun.FailedRun e) {
            throw new OpaException(e.error(), e);
        }
    }

    /** Starts a process. A program that was written a moment ago may still be open elsewhere: then it tries again. */
    public static Process start(ProcessBuilder builder) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return builder.start();
            } catch (IOException e) {
                String message = String.valueOf(e.getMessage());
                if (!message.contains("error=26") || attempt == TEXT_FILE_BUSY_TRIES) {
                    throw e;
                }
                try {
                    Thread.sleep(50);
                } catch (InterruptedException interrupt) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
            }
        }
    }

    @Override
    public String toString() {
        return path + " (OPA " + version + ")";
    }
}
