package io.rego4j.opa.engine;

import io.rego4j.filter.DataFilters;
import io.rego4j.opa.Coverage;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Engine;
import io.rego4j.opa.OpaDocuments;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.Policies;
import io.rego4j.opa.Question;
import io.rego4j.opa.Reply;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An engine with what all have in common about closing: it interrupts the calls that are running and returns at once, and an
 * engine that is not closed is closed by a cleaner when it is no longer reachable.
 */
public final class GuardedEngine implements Engine {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Engine engine;
    private final OpenCalls calls = new OpenCalls();
    private final Cleaner.Cleanable end;

    public GuardedEngine(Engine engine) {
        this.engine = engine;
        // It must not refer to this object, which would then live for ever.
        this.end = CLEANER.register(this, engine::close);
    }

    /** The engine itself, for tests that look into it. */
    public Engine engine() {
        return engine;
    }

    private <T> T call(Supplier<T> work) {
        try {
            return calls.call(work);
        } finally {
            // The cleaner may not close the engine during a call of somebody who has dropped the reference to it.
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public void load(Policies policies) {
        call(() -> {
            engine.load(policies);
            return true;
        });
    }

    @Override
    public Reply ask(Question question) {
        try {
            return call(() -> engine.ask(question));
        } catch (OpaException e) {
            return Reply.failed(e.error());
        }
    }

    @Override
    public Optional<OpaError> problem(Duration timeout) {
        try {
            return call(() -> engine.problem(timeout));
        } catch (OpaException e) {
            return Optional.of(e.error());
        }
    }

    @Override
    public List<DocumentPath> rules() {
        return call(engine::rules);
    }

    @Override
    public Coverage coverage() {
        return call(engine::coverage);
    }

    @Override
    public boolean logs(Question question) {
        return engine.logs(question);
    }

    @Override
    public OpaDocuments documents() {
        return guarded(OpaDocuments.class, engine.documents());
    }

    @Override
    public DataFilters filters() {
        return guarded(DataFilters.class, engine.filters());
    }

    /** An object of the engine, each of whose methods is a call of this one. */
    private <T> T guarded(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(target, arguments);
                    }
                    return call(() -> {
                        try {
                            return method.invoke(target, arguments);
                        } catch (IllegalAccessException e) {
                            throw new IllegalStateException(e);
                        } catch (InvocationTargetException e) {
                            if (e.getCause() instanceof Error error) {
                                throw error;
                            }
                            throw (RuntimeException) e.getCause();
                        }
                    });
                }));
    }

    @Override
    public void close() {
        calls.close();
        end.clean();
    }
}
