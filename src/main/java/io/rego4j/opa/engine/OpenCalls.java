package io.rego4j.opa.engine;

import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The calls that are on their way into an engine: closing interrupts them, and no other one gets in. */
final class OpenCalls {
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** One call on the thread that makes it. */
    private static final class Call {
        private final Thread thread = Thread.currentThread();
        private boolean interrupted;
        private boolean over;

        synchronized void interrupt() {
            if (!over) {
                interrupted = true;
                thread.interrupt();
            }
        }

        /** Ends the call and tells whether it was interrupted; if so, the flag of the thread was ours and is taken back. */
        synchronized boolean end() {
            over = true;
            if (interrupted) {
                Thread.interrupted();
            }
            return interrupted;
        }
    }

    /**
     * Does the work, unless or until these calls are closed.
     *
     * @throws OpaException with {@link OpaError#CLOSED} if they are
     */
    <T> T call(Supplier<T> work) {
        Call call = new Call();
        calls.add(call);
        try {
            // Looked at after the call is known, so that closing misses none.
            if (closed) {
                throw closedException();
            }
            T result = work.get();
            if (call.end()) {
                throw closedException();
            }
            return result;
        } catch (RuntimeException e) {
            throw call.end() ? closedException() : e;
        } finally {
            calls.remove(call);
        }
    }

    void close() {
        closed = true;
        calls.forEach(Call::interrupt);
    }

    static OpaError closedError() {
        return OpaError.of(OpaError.CLOSED, "this engine is closed");
    }

    private static OpaException closedException() {
        return new OpaException(closedError());
    }
}
