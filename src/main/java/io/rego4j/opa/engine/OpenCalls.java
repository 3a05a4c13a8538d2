package io.rego4j.opa.engine;

import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The calls that are on their way into an engine: closing interrupts them, and no other one gets in. */
final class OpenCalls {
    private final Set<Interruption> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Does the work, unless or until these calls are closed.
     *
     * @throws OpaException with {@link OpaError#CLOSED} if they are
     */
    <T> T call(Supplier<T> work) {
        Interruption call = new Interruption();
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
        calls.forEach(Interruption::interrupt);
    }

    private static OpaException closedException() {
        return new OpaException(OpaErrors.closed());
    }
}
