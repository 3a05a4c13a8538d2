package io.rego4j.opa.rest;

import io.rego4j.opa.Input;
import io.rego4j.opa.binary.ProcessRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The body of a question to a server: the input between two pieces of JSON. A small input is written to memory; one that
 * grows past a limit is written again, straight into the connection.
 */
public final class RequestBody {
    private static final int LIMIT = 1 << 20;
    private static final int PIPE = 1 << 16;

    private final byte[] before;
    private final byte[] after;
    private final Input input;
    private final byte @Nullable [] whole;
    private final AtomicReference<@Nullable IOException> writeFailure = new AtomicReference<>();

    /**
     * A body.
     *
     * @throws IOException if the input cannot be written
     */
    public RequestBody(String before, Input input, String after) throws IOException {
        this.before = before.getBytes(StandardCharsets.UTF_8);
        this.after = after.getBytes(StandardCharsets.UTF_8);
        this.input = input;
        this.whole = inMemory();
    }

    private byte @Nullable [] inMemory() throws IOException {
        Bounded buffer = new Bounded();
        try {
            buffer.write(before);
            input.writeTo(buffer);
            buffer.write(after);
            return buffer.bytes.toByteArray();
        } catch (IOException e) {
            if (buffer.full) {
                return null;
            }
            throw e;
        }
    }

    /** The body for one try; a retry asks again. */
    public BodyPublisher publisher() {
        byte[] bytes = whole;
        return bytes != null ? BodyPublishers.ofByteArray(bytes) : BodyPublishers.ofInputStream(this::stream);
    }

    /** True if the input is JSON's null, which an OPA server takes for no input. */
    boolean hasNullInput() {
        byte[] bytes = whole;
        if (bytes == null || input.isNone()) {
            return false;
        }
        int start = before.length;
        int end = bytes.length - after.length;
        while (start < end && bytes[start] <= ' ') {
            start++;
        }
        // Only null begins like this, so a large input is not copied.
        return start < end
                && bytes[start] == 'n'
                && new String(bytes, start, end - start, StandardCharsets.UTF_8)
                        .strip()
                        .equals("null");
    }

    /** Why the input could not be written, if that is what broke a streamed request. */
    @Nullable
    IOException writeFailure() {
        return writeFailure.get();
    }

    private InputStream stream() {
        try {
            InputStream json = input.open();
            return new SequenceInputStream(Collections.enumeration(List.of(
                    new ByteArrayInputStream(before),
                    json != null ? json : new Pipe(input, writeFailure),
                    new ByteArrayInputStream(after))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What Jackson writes, as a stream. A reader that closes it stops the writer; a writer that fails, the reader. */
    private static final class Pipe extends PipedInputStream {
        private volatile boolean closed;
        private final AtomicReference<@Nullable IOException> failure;

        Pipe(Input input, AtomicReference<@Nullable IOException> failure) throws IOException {
            super(PIPE);
            this.failure = failure;
            PipedOutputStream out = new PipedOutputStream(this);
            ProcessRun.inBackground(() -> write(input, out));
        }

        private void write(Input input, PipedOutputStream out) {
            try (OutputStream closing = out) {
                input.writeTo(closing);
            } catch (IOException e) {
                if (!closed) {
                    failure.set(e);
                }
            }
        }

        @Override
        public int read() throws IOException {
            return checked(super.read());
        }

        @Override
        public synchronized int read(byte[] buffer, int offset, int length) throws IOException {
            return checked(super.read(buffer, offset, length));
        }

        /** Throws if the end of the stream is due to a failure of the writer: it is not the end of the input. */
        private int checked(int result) throws IOException {
            IOException cause = failure.get();
            if (result < 0 && cause != null) {
                throw new InterruptedIOException("the input cannot be written: " + cause.getMessage());
            }
            return result;
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }

    /** Memory up to a limit. */
    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        private boolean full;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            if (bytes.size() + length > LIMIT) {
                full = true;
                throw new IOException("over the limit");
            }
            bytes.write(source, offset, length);
        }
    }
}
