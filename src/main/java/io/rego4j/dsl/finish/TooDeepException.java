package io.rego4j.dsl.finish;

/** A rule is deeper than the stack of the caller may hold: it is finished anew with one that has the room. */
final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooDeepException() {
        super(null, null, false, false);
    }
}
