/**
 * The commands of {@code rego4j}. {@link io.rego4j.cli.Main} finds the command in the one table of
 * {@code Commands}, picocli reads its options, and the command does its work through the library that any program may
 * call: nothing is decided here but what is shown and which exit code it gets.
 */
@NullMarked
package io.rego4j.cli;

import org.jspecify.annotations.NullMarked;
