package io.rego4j.parse;

/** A METADATA block that cannot be read; the message is OPA's, or that of the YAML library that OPA uses. */
final class MetadataException extends Exception {
    private static final long serialVersionUID = 1L;

    MetadataException(String message) {
        super(message, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
