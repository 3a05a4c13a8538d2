package io.rego4j.cli.file;

import io.rego4j.cli.command.Shell;
import java.io.PrintStream;

/** One line on a terminal that says how far a long run is; nothing at all in a pipe. */
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
        wipe();
    }

    /** Wipes the line, so that other words can stand there. */
    public void wipe() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
    }
}
