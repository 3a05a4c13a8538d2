package io.rego4j.opa.evaluate;

import io.rego4j.opa.builtins.NetworkAccess;
import io.rego4j.opa.value.Value;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * What an evaluation gets from outside.
 *
 * @param clock for {@code time.now_ns}; asked at most once in an evaluation
 * @param random for {@code rand.intn}, {@code uuid.rfc4122} and signatures; asked at most once in an evaluation
 * @param runtime what {@code opa.runtime()} gives
 * @param network which hosts policies may ask
 * @param memoryLimit about how many bytes an evaluation may take; counted, not measured
 */
public record EvaluationSettings(
        InstantSource clock,
        Supplier<RandomGenerator> random,
        Value runtime,
        NetworkAccess network,
        long memoryLimit) {}
