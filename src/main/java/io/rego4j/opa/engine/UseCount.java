package io.rego4j.opa.engine;

/** Who uses something that is to end when it is retired and its last user has left. */
public final class UseCount {
    private final Runnable end;
    private int users;
    private boolean retired;

    public UseCount(Runnable end) {
        this.end = end;
    }

    /** One user more; false if it is retired and takes none. */
    public synchronized boolean enter() {
        if (retired) {
            return false;
        }
        users++;
        return true;
    }

    /** One user less. */
    public synchronized void leave() {
        users--;
        endIfUnused();
    }

    /** Takes no more users, and ends with the last one. */
    public synchronized void retire() {
        if (!retired) {
            retired = true;
            endIfUnused();
        }
    }

    private void endIfUnused() {
        if (retired && users == 0) {
            end.run();
        }
    }
}
