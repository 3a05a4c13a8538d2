package io.rego4j.opa.engine;

import java.io.IOException;

/** Exceptions in one sentence, for the messages of errors. */
public final class ExceptionText {
    private ExceptionText() {}

    /** The message of an exception; its kind in front of it where the message alone says too little, or is missing. */
    public static String of(Throwable e) {
        String message = e.getMessage();
        if (message == null && e.getCause() != null) {
            message = e.getCause().getMessage();
        }
        String kind = e.getClass().getSimpleName();
        return message == null ? kind : e.getClass() == IOException.class ? message : kind + ": " + message;
    }
}
