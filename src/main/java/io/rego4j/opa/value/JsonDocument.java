package io.rego4j.opa.value;

/**
 * A value that was read from JSON.
 *
 * @param depth how deep its arrays and objects are nested; 0 for a scalar
 */
public record JsonDocument(Value value, int depth) {}
