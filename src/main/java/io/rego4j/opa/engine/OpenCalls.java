package io.rego4j.opa.engine;

import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The calls of an engine that are running: closing interrupts them and refuses later ones. */
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
            // Checked after the call was added, so that closing cannot miss it.
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
