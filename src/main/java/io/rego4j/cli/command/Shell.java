package io.rego4j.cli.command;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * What a command sees of the world outside: where it writes, where it reads, and whether a person looks on.
 *
 * @param out for results, and nothing else
 * @param err for errors, notes and progress
 * @param in standard input
 * @param outIsTerminal a person reads {@code out}: colours help
 * @param errIsTerminal a person reads {@code err}: colours and progress help
 */
public record Shell(PrintStream out, PrintStream err, InputStream in, boolean outIsTerminal, boolean errIsTerminal) {
    /** No colours, no progress: a pipe, a file or a test. */
    public Shell(PrintStream out, PrintStream err, InputStream in) {
        this(out, err, in, false, false);
    }
}
