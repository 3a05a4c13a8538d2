package io.rego4j.lambda;

/** The program that passes Lambda's events to OPA. */
public enum Adapter {
    /** One small program, compiled in the image: adds about a millisecond. */
    BOOTSTRAP("bootstrap"),
    /** The same as a script of bash, curl and jq: to be read and changed; each step is a process. */
    SHELL("shell"),
    /** AWS's Lambda Web Adapter, an extension: needs proxy integrations. */
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
