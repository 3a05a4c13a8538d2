package io.rego4j.codegen;

/** Writes the Java that builds a module. */
public final class PolicyGenerator {
    private PolicyGenerator() {}
}
