package io.rego4j.cli.command;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The standard streams of a command, and whether they are terminals.
 *
 * @param out for results, and nothing else
 * @param err for errors, notes and progress
 * @param in standard input
 * @param outIsTerminal true if {@code out} is a terminal: colours are used
 * @param errIsTerminal true if {@code err} is a terminal: colours and progress are used
 */
public record Shell(PrintStream out, PrintStream err, InputStream in, boolean outIsTerminal, boolean errIsTerminal) {
    /** No colours, no progress: a pipe, a file or a test. */
    public Shell(PrintStream out, PrintStream err, InputStream in) {
        this(out, err, in, false, false);
    }
}
