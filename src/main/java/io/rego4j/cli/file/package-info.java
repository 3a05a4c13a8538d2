/** Policy files named on the command line: found, formatted, and their errors printed. */
@NullMarked
package io.rego4j.cli.file;

import org.jspecify.annotations.NullMarked;
