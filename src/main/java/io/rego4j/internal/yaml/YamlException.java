package io.rego4j.internal.yaml;

/** A text that is no valid YAML or has values of wrong types; the message is that of OPA's library. */
public final class YamlException extends Exception {
    private static final long serialVersionUID = 1L;

    YamlException(String message) {
        super(message, null, false, false);
    }

    /** The message. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
