/** What a command is made of: its flags, the streams that it uses, and the errors of its user. */
@NullMarked
package io.rego4j.cli.command;

import org.jspecify.annotations.NullMarked;
