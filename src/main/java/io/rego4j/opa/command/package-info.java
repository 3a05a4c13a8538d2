/** The engine that runs one {@code opa eval} for each question, and the policy files that every command reads. */
@NullMarked
package io.rego4j.opa.command;

import org.jspecify.annotations.NullMarked;
