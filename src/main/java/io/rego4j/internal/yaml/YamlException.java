package io.rego4j.internal.yaml;

/** A text that is not the YAML that is asked for; the message is that of the library that OPA uses. */
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
