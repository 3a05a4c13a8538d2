/**
 * The commands of {@code rego4j}. {@link io.rego4j.cli.Main} finds the command in the one table of {@code Commands}, picocli
 * reads its options, and the command calls the library's public API: only output and exit codes are decided here.
 */
@NullMarked
package io.rego4j.cli;

import org.jspecify.annotations.NullMarked;
