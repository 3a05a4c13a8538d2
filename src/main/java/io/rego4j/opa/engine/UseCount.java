package io.rego4j.opa.engine;

/** Counts the users of a resource, which is released once it is retired and has no more users. */
public final class UseCount {
    private final Runnable end;
    private int users;
    private boolean retired;

    public UseCount(Runnable end) {
        this.end = end;
    }

    /** Adds a user; false if the resource is retired. */
    public synchronized boolean enter() {
        if (retired) {
            return false;
        }
        users++;
        return true;
    }

    /** Removes a user. */
    public synchronized void leave() {
        users--;
        endIfUnused();
    }

    /** Refuses further users; the resource is released with the last one. */
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
