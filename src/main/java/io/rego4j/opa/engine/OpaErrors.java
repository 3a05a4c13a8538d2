package io.rego4j.opa.engine;

import com.fasterxml.jackson.core.JacksonException;
import io.rego4j.opa.OpaError;

/** The errors that engines have in common. */
public final class OpaErrors {
    private OpaErrors() {}

    /** Of a call after the engine was closed, and of one that was not over then. */
    public static OpaError closed() {
        return OpaError.of(OpaError.CLOSED, "this engine is closed");
    }

    /** Of a call whose thread was interrupted. */
    public static OpaError interrupted() {
        return OpaError.of(OpaError.CANCELLED, "the asking thread was interrupted");
    }

    /** Of an input that cannot be written, by the exception that says why. */
    public static OpaError badInput(Throwable e) {
        String message = e instanceof JacksonException json ? json.getOriginalMessage() : ExceptionText.of(e);
        return OpaError.of(OpaError.BAD_INPUT, "the input cannot be written as JSON: " + message);
    }
}
