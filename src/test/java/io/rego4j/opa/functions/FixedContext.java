package io.rego4j.opa.functions;

import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.NetworkAccess;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** An evaluation for tests: its time and its random numbers are always the same, and it has no end. */
public final class FixedContext implements BuiltinContext {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.000000006Z");

    public final List<String> printed = new ArrayList<>();
    /** Which hosts may be asked; none, as by default. */
    public NetworkAccess network = NetworkAccess.NONE;

    /** The most bytes that a function may ask for. */
    public long memory = Long.MAX_VALUE;

    /** How often a function may look whether its time is over. */
    public long looks = Long.MAX_VALUE;

    private final Instant now;
    private final Map<Object, Object> known = new HashMap<>();
    private final RandomGenerator random = new Random(1);

    public FixedContext() {
        this(NOW);
    }

    public FixedContext(Instant now) {
        this.now = now;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public Value runtime() {
        return ObjectValue.EMPTY;
    }

    @Override
    public NetworkAccess network() {
        return network;
    }

    @Override
    public long nanosLeft() {
        return Long.MAX_VALUE;
    }

    @Override
    public void checkDeadline() {
        if (looks-- <= 0) {
            throw new EvaluationException(EvaluationException.TIMEOUT, "the time is over");
        }
    }

    @Override
    public void allocate(long bytes) {
        if (bytes > memory) {
            throw new EvaluationException(EvaluationException.MEMORY, "too much memory");
        }
        memory -= bytes;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T once(Object key, Supplier<T> compute) {
        Object value = known.get(key);
        if (value == null) {
            value = compute.get();
            known.put(key, value);
        }
        return (T) value;
    }

    @Override
    public void print(String line) {
        printed.add(line);
    }
}
