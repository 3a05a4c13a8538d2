/** Policy files of the command line: finds and reads them, and prints errors and differences. */
@NullMarked
package io.rego4j.cli.file;

import org.jspecify.annotations.NullMarked;
