package io.rego4j.opa.inprocess;

import io.rego4j.opa.Engine;
import io.rego4j.opa.EngineProvider;
import io.rego4j.opa.OpaOptions;

/** The engine inside this JVM, found by its name {@code plan}. */
public final class PlanProvider implements EngineProvider {
    /** For the service loader. */
    public PlanProvider() {}

    @Override
    public String name() {
        return "plan";
    }

    @Override
    public Engine create(OpaOptions options) {
        return new PlanEngine(options);
    }
}
