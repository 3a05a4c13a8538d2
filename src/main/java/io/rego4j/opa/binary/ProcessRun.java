package io.rego4j.opa.binary;

import com.fasterxml.jackson.core.JacksonException;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.ExceptionText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
 * One process that was fed, ran, and ended. Its three streams are served at once, so no pipe can fill up and hang it; at the
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

        FailedRun(String code, String message, Throwable cause) {
            super(message, cause);
            this.error = OpaError.of(code, message);
        }

        public OpaError error() {
            return error;
        }
    }

    /** Runs a process to its end. */
    public static ProcessRun of(ProcessBuilder builder, Input input, Duration timeout) throws FailedRun {
        Deadline deadline = Deadline.in(timeout);
        Process process;
        try {
            process = OpaBinary.start(builder);
        } catch (IOException e) {
            throw new FailedRun(OpaError.UNREACHABLE, "opa does not start: " + e.getMessage(), e);
        }
        Future<byte[]> output = PUMPS.submit(readAll(process.getInputStream()));
        Future<byte[]> errors = PUMPS.submit(readAll(process.getErrorStream()));
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
            requireFed(feed, deadline);
            return new ProcessRun(process.exitValue(), out, err);
        } catch (TimeoutException e) {
            throw new FailedRun(OpaError.TIMEOUT, "no answer within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedRun(OpaError.CANCELLED, "the asking thread was interrupted", e);
        } catch (ExecutionException e) {
            throw new FailedRun(OpaError.BAD_ANSWER, "the output of opa broke off: " + ExceptionText.of(causeOf(e)), e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            feed.cancel(true);
        }
    }

    /** Runs something that feeds or drains a stream. */
    public static void inBackground(Runnable task) {
        PUMPS.execute(task);
    }

    private static Callable<byte[]> readAll(InputStream stream) {
        return () -> {
            try (stream) {
                return stream.readAllBytes();
            }
        };
    }

    private static Throwable causeOf(ExecutionException failure) {
        return Objects.requireNonNull(failure.getCause(), "a task fails with what it threw");
    }

    private static void requireFed(Future<?> feed, Deadline deadline)
            throws FailedRun, InterruptedException, TimeoutException {
        try {
            feed.get(deadline.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            // A process that ends early breaks the pipe; what it said counts. An input that cannot be written does not.
            if (e.getCause() instanceof JacksonException || !(e.getCause() instanceof IOException)) {
                throw new FailedRun(
                        OpaError.BAD_INPUT, "the input cannot be written as JSON: " + ExceptionText.of(causeOf(e)), e);
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
