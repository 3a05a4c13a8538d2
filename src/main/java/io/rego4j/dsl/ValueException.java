package io.rego4j.dsl;

/** A Java value that Rego cannot hold, with the path to it. */
public final class ValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * An error.
     *
     * @param path where the value stands in the one that was given
     * @param problem what is wrong with it
     */
    public ValueException(String path, String problem) {
        super(path + ": " + problem);
        this.path = path;
    }

    /** Where the value stands in the one that was given, for instance {@code $.owner.pets[2]}. */
    public String path() {
        return path;
    }
}
