package io.rego4j.format;

/** OPA's formatter gives up on a tree here: its error is the message. */
final class LayoutFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LayoutFailure(String message) {
        super(message, null, false, false);
    }
}
