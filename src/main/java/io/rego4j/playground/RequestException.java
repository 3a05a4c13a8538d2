package io.rego4j.playground;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an HTTP error and a message for the user. */
final class RequestException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    RequestException(int status, @Nullable String message) {
        super(message);
        this.status = status;
    }

    /** An invalid request: status 400. */
    static RequestException bad(@Nullable String message) {
        return new RequestException(400, message);
    }

    int status() {
        return status;
    }
}
