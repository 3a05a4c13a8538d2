package io.rego4j.json;

/** A text that is not AST JSON; the message has the place and the reason. */
public final class AstJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    AstJsonException(String pointer, String problem) {
        super((pointer.isEmpty() ? "the AST JSON" : "the AST JSON at " + pointer) + ": " + problem);
        this.pointer = pointer;
    }

    /** The JSON pointer (RFC 6901) of the value at fault; empty for the whole text. */
    public String pointer() {
        return pointer;
    }
}
