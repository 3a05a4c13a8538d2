package io.rego4j.playground;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an HTTP status and a sentence for a person. */
final class RequestException extends IOException {
    private static final long serialVersionUID = 1;

    private final int status;

    RequestException(int status, @Nullable String message) {
        super(message);
        this.status = status;
    }

    /** A request that says something wrong. */
    static RequestException bad(@Nullable String message) {
        return new RequestException(400, message);
    }

    int status() {
        return status;
    }
}
