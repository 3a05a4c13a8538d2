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
    /** The most that a process may write: more is of no use in a page. */
    private static final int MOST_OUTPUT = 32 << 20;
    /** The most memory that a process may hold, in bytes. */
    private static final long MOST_MEMORY = 4L << 30;

    private static final long PAGE = 4096;
    private static final long LOOK_MILLIS = 20;

    /** A killed process is gone within milliseconds; on a machine that has no time for it, nobody waits longer than this. */
    private static final long GONE_MILLIS = 2_000;

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

    /** An evaluation that was asked for: its process, once there is one. */
    final class Run implements AutoCloseable {
        private final String slot;
        private @Nullable Process process;
        private boolean replaced;

        private Run(String slot) {
            this.slot = slot;
        }

        private Process start(ProcessBuilder command) throws IOException {
            synchronized (running) {
                if (replaced) {
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

        /** Ends it, as another one takes its place, or as nobody waits for it any more. */
        private void end() {
            replaced = true;
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
     * @param loading the time that it needs to read what it is given, which does not count
     * @throws KilledException if it did not get that far
     */
    OpaBinary.Output run(Run run, ProcessBuilder command, Duration loading) throws IOException {
        Process process = run.start(command);
        CompletableFuture<byte[]> out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()), daemon());
        CompletableFuture<byte[]> err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()), daemon());
        try {
            await(process, deadline.plus(loading));
            synchronized (running) {
                if (run.replaced) {
                    throw run.cancelled();
                }
            }
            byte[] output = out.get();
            byte[] errors = err.get();
            if (output.length >= MOST_OUTPUT || errors.length >= MOST_OUTPUT) {
                throw new KilledException(Killed.OUTPUT, "the answer has more than " + MOST_OUTPUT + " bytes");
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
            // The answer says that it was ended: so it is gone before that is said.
            process.destroyForcibly()
                    .onExit()
                    .completeOnTimeout(process, GONE_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        }
    }

    private void await(Process process, Duration most) throws IOException, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() > end) {
                throw new KilledException(
                        Killed.DEADLINE,
                        "the evaluation was ended after " + deadline.toMillis()
                                + " ms, its deadline: does the policy search through too much?");
            } else if (memory(process) > MOST_MEMORY) {
                throw new KilledException(
                        Killed.MEMORY, "the evaluation was ended, as it held more than " + MOST_MEMORY + " bytes");
            }
        }
    }

    /** The bytes that a process holds in memory, where the system tells; else 0. */
    private static long memory(Process process) {
        try {
            String[] pages = Files.readString(Path.of("/proc", Long.toString(process.pid()), "statm"))
                    .split(" ");
            return Long.parseLong(pages[1]) * PAGE;
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    /** Reads a stream to its end or to the most; a process that wants to write more ends by its closed pipe. */
    private static byte[] read(InputStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (stream) {
            byte[] buffer = new byte[1 << 16];
            for (int n = stream.read(buffer); n >= 0 && bytes.size() < MOST_OUTPUT; n = stream.read(buffer)) {
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
