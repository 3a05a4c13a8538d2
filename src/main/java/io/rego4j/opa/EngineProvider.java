package io.rego4j.opa;

/**
 * Makes an engine that this library does not know. List the class in
 * {@code META-INF/services/io.rego4j.opa.EngineProvider} and ask for it with {@link Opa#engine(String, OpaOptions)}.
 */
public interface EngineProvider {
    /** The name by which it is asked for, for instance {@code plan}. */
    String name();

    /**
     * A new engine.
     *
     * @throws OpaException if what the engine needs is missing; the message says what
     */
    Engine create(OpaOptions options);
}
