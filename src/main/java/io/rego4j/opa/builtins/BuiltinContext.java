package io.rego4j.opa.builtins;

import io.rego4j.opa.value.Value;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One evaluation, as the functions that it calls see it. It belongs to one thread. */
public interface BuiltinContext {
    /** The time of this evaluation: one moment, however often it is asked for. */
    Instant now();

    /** Where random numbers come from. */
    RandomGenerator random();

    /** What {@code opa.runtime()} gives. */
    Value runtime();

    /** Which hosts {@code http.send} and {@code net.lookup_ip_addr} may ask; none by default. */
    NetworkAccess network();

    /** How long is left for this evaluation, in nanoseconds; for what waits. */
    long nanosLeft();

    /**
     * To be called in each round of a loop whose length depends on operands.
     *
     * @throws EvaluationException if the deadline is over or the thread was interrupted
     */
    void checkDeadline();

    /**
     * To be called before memory of a size is taken that depends on the operands' values (a range, a repetition, a
     * width), not for what is as large as the operands.
     *
     * @param bytes about how much
     * @throws EvaluationException if the evaluation may not use so much
     */
    void allocate(long bytes);

    /**
     * What was computed under this key before in this evaluation, or what is computed now: functions that are not
     * deterministic give one answer to the same call, and costly preparations are done once.
     *
     * @param key a value with {@code equals} and {@code hashCode}; a record of the family's own is best
     */
    <T> T once(Object key, Supplier<T> compute);

    /** Takes a line of {@code print}. */
    void print(String line);
}
