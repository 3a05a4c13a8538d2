package io.rego4j.cli.file;

import io.rego4j.cli.command.Shell;
import java.io.PrintStream;

/** A line on the terminal with the progress of a long run; nothing if standard error is not a terminal. */
public final class Progress implements AutoCloseable {
    private static final long PAUSE_NANOS = 100_000_000;

    private final PrintStream err;
    private final boolean shown;
    private final int total;
    private long next = System.nanoTime() + 5 * PAUSE_NANOS;
    private int done;
    private int width;

    public Progress(Shell shell, int total) {
        this.err = shell.err();
        this.shown = shell.errIsTerminal();
        this.total = total;
    }

    /** One more file is done. The line appears after half a second, and changes ten times a second. */
    public void step() {
        done++;
        if (shown && System.nanoTime() - next > 0) {
            next = System.nanoTime() + PAUSE_NANOS;
            String line = done + " of " + total + " files";
            err.print("\r" + line);
            err.flush();
            width = line.length();
        }
    }

    @Override
    public void close() {
        clear();
    }

    /** Clears the line, so that other output can be printed. */
    public void clear() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
    }
}
