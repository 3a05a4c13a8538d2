package io.rego4j.opa.plan;

/**
 * Where in a policy a statement comes from.
 *
 * @param file the policy; empty if that is not known
 * @param row from 1; 0 if not known
 * @param column from 1; 0 if not known
 */
record Place(String file, int row, int column) {}
