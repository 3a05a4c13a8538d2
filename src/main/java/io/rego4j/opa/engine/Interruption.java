package io.rego4j.opa.engine;

/** Lets another thread interrupt the work of the thread that made this, up to the end of that work and not longer. */
final class Interruption {
    private final Thread thread = Thread.currentThread();
    private boolean interrupted;
    private boolean over;

    synchronized void interrupt() {
        if (!over) {
            interrupted = true;
            thread.interrupt();
        }
    }

    /** Ends the work and tells whether it was interrupted; if so, the interrupt flag of the thread is cleared. */
    synchronized boolean end() {
        over = true;
        if (interrupted) {
            Thread.interrupted();
        }
        return interrupted;
    }
}
