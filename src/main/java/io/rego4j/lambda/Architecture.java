package io.rego4j.lambda;

/** The processor of the function. */
public enum Architecture {
    /** Intel and AMD. */
    X86_64("x86_64", "amd64"),
    /** AWS Graviton. */
    ARM64("arm64", "arm64");

    private final String label;
    private final String docker;

    Architecture(String label, String docker) {
        this.label = label;
        this.docker = docker;
    }

    /** Lambda's name: {@code x86_64} or {@code arm64}. */
    public String label() {
        return label;
    }

    /** The name that container images and Go give it. */
    public String docker() {
        return docker;
    }
}
