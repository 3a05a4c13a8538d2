package io.rego4j.parse.metadata;

/** A METADATA block that cannot be read; the message is OPA's, or that of the YAML library that OPA uses. */
public final class MetadataException extends Exception {
    private static final long serialVersionUID = 1L;

    public MetadataException(String message) {
        super(message, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
