/** What commands share: flags, streams, and errors of the user. */
@NullMarked
package io.rego4j.cli.command;

import org.jspecify.annotations.NullMarked;
