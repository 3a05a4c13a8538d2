package io.rego4j.opa.binary;

import com.fasterxml.jackson.core.JacksonException;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.ExceptionText;
import io.rego4j.opa.engine.OpaErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process that has run to its end. Its three streams are served at once, so that no full pipe makes it wait for ever; at the
 * deadline, or when the thread is interrupted, it is killed.
 *
 * @param exitCode the exit code
 * @param output all of its standard output
 * @param errors all of its standard error
 */
public record ProcessRun(int exitCode, byte[] output, byte[] errors) {
    private static final ExecutorService PUMPS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "rego4j-pump");
        thread.setDaemon(true);
        return thread;
    });

    /** The process did not run to its end. */
    public static final class FailedRun extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient OpaError error;

        FailedRun(OpaError error, Throwable cause) {
            super(error.message(), cause);
            this.error = error;
        }

        public OpaError error() {
            return error;
        }
    }

    /** Runs a process to its end. */
    public static ProcessRun of(ProcessBuilder builder, Input input, Deadline deadline) throws FailedRun {
        return of(builder, input, deadline, Integer.MAX_VALUE);
    }

    /**
     * Runs a process to its end, or until it has written more than it should.
     *
     * @param most the bytes that it may write to each of its streams
     */
    public static ProcessRun of(ProcessBuilder builder, Input input, Deadline deadline, int most) throws FailedRun {
        Process process;
        try {
            process = OpaBinary.start(builder);
        } catch (IOException e) {
            throw new FailedRun(OpaError.of(OpaError.UNREACHABLE, "opa does not start: " + e.getMessage()), e);
        }
        Future<byte[]> output = PUMPS.submit(readAll(process.getInputStream(), most));
        Future<byte[]> errors = PUMPS.submit(readAll(process.getErrorStream(), most));
        Future<?> feed = PUMPS.submit(() -> {
            try (OutputStream in = process.getOutputStream()) {
                input.writeTo(in);
            }
            return null;
        });
        try {
            byte[] out = output.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
            byte[] err = errors.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
            if (!process.waitFor(deadline.leftNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException();
            }
            requireInput(feed, deadline);
            return new ProcessRun(process.exitValue(), out, err);
        } catch (TimeoutException e) {
            throw new FailedRun(
                    OpaError.of(
                            OpaError.TIMEOUT,
                            "no answer within " + deadline.length().toMillis() + " ms"),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedRun(OpaErrors.interrupted(), e);
        } catch (ExecutionException e) {
            throw new FailedRun(
                    OpaError.of(OpaError.BAD_ANSWER, "the output of opa broke off: " + ExceptionText.of(causeOf(e))),
                    e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            feed.cancel(true);
        }
    }

    /** Runs a task that writes to a stream or reads from one. */
    public static void inBackground(Runnable task) {
        PUMPS.execute(task);
    }

    private static Callable<byte[]> readAll(InputStream stream, int most) {
        return () -> {
            try (stream) {
                byte[] bytes = stream.readNBytes(most);
                if (stream.read() >= 0) {
                    throw new IOException("more than " + most + " bytes");
                }
                return bytes;
            }
        };
    }

    private static Throwable causeOf(ExecutionException failure) {
        return Objects.requireNonNull(failure.getCause(), "a task fails with what it threw");
    }

    private static void requireInput(Future<?> feed, Deadline deadline)
            throws FailedRun, InterruptedException, TimeoutException {
        try {
            feed.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            // A process that ends early breaks the pipe, and its output counts. An input that cannot be written is an
            // error.
            if (e.getCause() instanceof JacksonException || !(e.getCause() instanceof IOException)) {
                throw new FailedRun(OpaErrors.badInput(causeOf(e)), e);
            }
        }
    }

    /** Standard output as lines. */
    public Stream<String> outputLines() {
        return new String(output, StandardCharsets.UTF_8).lines();
    }

    /** Standard error as lines. */
    public List<String> errorLines() {
        return new String(errors, StandardCharsets.UTF_8).lines().toList();
    }

    /** Standard error as the end of a message; empty if there is none. */
    public String errorText() {
        String text = new String(errors, StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "" : ": " + (text.length() > 2000 ? text.substring(0, 2000) + "…" : text);
    }
}
