package io.rego4j.format.text;

/** OPA's formatter gives up on a tree here: its error is the message. It has no stack trace. */
public class LayoutFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LayoutFailure(String message) {
        super(message, null, false, false);
    }
}
