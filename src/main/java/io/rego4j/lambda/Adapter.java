package io.rego4j.lambda;

/** The program that passes Lambda's events to OPA. */
public enum Adapter {
    /** One small program, compiled in the image: adds about a millisecond. */
    BOOTSTRAP("bootstrap"),
    /** A script of bash, curl and jq that does the same: easy to read and change, slower, as each step is a process. */
    SHELL("shell"),
    /** AWS's Lambda Web Adapter, an extension: works with proxy integrations only. */
    WEB_ADAPTER("web-adapter");

    private final String label;

    Adapter(String label) {
        this.label = label;
    }

    /** The name on the command line. */
    public String label() {
        return label;
    }
}
