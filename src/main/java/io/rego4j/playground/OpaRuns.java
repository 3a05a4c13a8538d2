package io.rego4j.playground;

import io.rego4j.opa.OpaBinary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The processes of {@code opa} that are running. Each has a slot, such as the evaluation of one page: a new process of a slot
 * ends the one before. A process is killed at its deadline, when it writes or holds too much, and with this JVM.
 */
final class OpaRuns implements AutoCloseable {
    /** The most bytes that a process may write. */
    private static final int MAX_OUTPUT = 32 << 20;
    /** The most memory that a process may hold, in bytes. */
    private static final long MAX_MEMORY = 4L << 30;

    private static final long PAGE_BYTES = 4096;
    private static final long POLL_MILLIS = 20;

    /** The longest wait for the end of a killed process, which takes milliseconds on a machine that is not overloaded. */
    private static final long EXIT_MILLIS = 2_000;

    private final Map<String, Run> running = new HashMap<>();
    private final Duration deadline;
    private final Thread atExit = new Thread(this::killAll, "playground-end");
    private boolean closed;

    OpaRuns(Duration deadline) {
        this.deadline = deadline;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Why a process was killed. */
    enum Killed {
        CANCELLED,
        DEADLINE,
        OUTPUT,
        MEMORY
    }

    /** A process that was killed. */
    static final class KilledException extends IOException {
        private static final long serialVersionUID = 1;

        private final Killed reason;

        private KilledException(Killed reason, String message) {
            super(message);
            this.reason = reason;
        }

        Killed reason() {
            return reason;
        }
    }

    /** A requested evaluation, and its process once that has started. */
    final class Run implements AutoCloseable {
        private final String slot;
        private @Nullable Process process;
        private boolean ended;

        private Run(String slot) {
            this.slot = slot;
        }

        private Process start(ProcessBuilder command) throws IOException {
            synchronized (running) {
                if (ended) {
                    throw cancelled();
                }
                process = OpaBinary.start(command);
                process.getOutputStream().close();
                return process;
            }
        }

        private KilledException cancelled() {
            return new KilledException(Killed.CANCELLED, "the evaluation was cancelled");
        }

        /** Kills its process, as another run replaces it or the request was cancelled. */
        private void end() {
            ended = true;
            if (process != null) {
                process.destroyForcibly();
            }
        }

        @Override
        public void close() {
            synchronized (running) {
                running.remove(slot, this);
            }
        }
    }

    Duration deadline() {
        return deadline;
    }

    /** Takes a slot for an evaluation that is about to start; the one that has it is ended. */
    Run open(String slot) {
        synchronized (running) {
            cancel(slot);
            Run run = new Run(slot);
            if (closed) {
                run.end();
            } else {
                running.put(slot, run);
            }
            return run;
        }
    }

    /** Ends the evaluation of a slot, if there is one. */
    void cancel(String slot) {
        synchronized (running) {
            Run run = running.remove(slot);
            if (run != null) {
                run.end();
            }
        }
    }

    /**
     * Runs a process to its end.
     *
     * @param loading the time to load its files, which is added to the deadline
     * @throws KilledException if it was killed before
     */
    OpaBinary.Output run(Run run, ProcessBuilder command, Duration loading) throws IOException {
        Process process = run.start(command);
        CompletableFuture<byte[]> out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), daemon());
        CompletableFuture<byte[]> err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), daemon());
        try {
            await(process, deadline.plus(loading));
            synchronized (running) {
                if (run.ended) {
                    throw run.cancelled();
                }
            }
            byte[] output = out.get();
            byte[] errors = err.get();
            if (output.length >= MAX_OUTPUT || errors.length >= MAX_OUTPUT) {
                throw new KilledException(Killed.OUTPUT, "the answer has more than " + MAX_OUTPUT + " bytes");
            }
            return new OpaBinary.Output(
                    process.exitValue(),
                    new String(output, StandardCharsets.UTF_8),
                    new String(errors, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw run.cancelled();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            // The process is gone before the answer says that it was ended.
            process.destroyForcibly()
                    .onExit()
                    .completeOnTimeout(process, EXIT_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private void await(Process process, Duration most) throws IOException, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() > end) {
                throw new KilledException(
                        Killed.DEADLINE,
                        "the evaluation was ended after " + deadline.toMillis()
                                + " ms, its deadline: does the policy search through too much?");
            } else if (memory(process) > MAX_MEMORY) {
                throw new KilledException(
                        Killed.MEMORY, "the evaluation was ended, as it held more than " + MAX_MEMORY + " bytes");
            }
        }
    }

    /** The bytes that a process holds in memory, on Linux; elsewhere 0. */
    private static long memory(Process process) {
        try {
            String[] pages = Files.readString(Path.of("/proc", Long.toString(process.pid()), "statm"))
                    .split(" ");
            return Long.parseLong(pages[1]) * PAGE_BYTES;
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** Reads a stream to its end or to the most; a process that wants to write more ends by its closed pipe. */
    private static byte[] read(InputStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (stream) {
            byte[] buffer = new byte[1 << 16];
            for (int n = stream.read(buffer); n >= 0 && bytes.size() < MAX_OUTPUT; n = stream.read(buffer)) {
                bytes.write(buffer, 0, n);
            }
        } catch (IOException e) {
            // A killed process: what it had written does not count.
        }
        return bytes.toByteArray();
    }

    private static Executor daemon() {
        return task -> {
            Thread thread = new Thread(task, "playground-opa");
            thread.setDaemon(true);
            thread.start();
        };
    }

    private void killAll() {
        synchronized (running) {
            closed = true;
            List.copyOf(running.keySet()).forEach(this::cancel);
        }
    }

    @Override
    public void close() {
        killAll();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs.
        }
    }
}
