package io.rego4j.internal.library;

import java.util.Optional;

/** The dependencies that pom.xml calls optional. */
public enum OptionalLibrary {
    JAVAPOET("com.palantir.javapoet:javapoet:0.22.0", "com.palantir.javapoet.JavaFile"),
    JOSE("com.nimbusds:nimbus-jose-jwt:10.9", "com.nimbusds.jose.JWSObject"),
    PICOCLI("info.picocli:picocli:4.7.7", "picocli.CommandLine"),
    DIFF_UTILS("io.github.java-diff-utils:java-diff-utils:4.16", "com.github.difflib.DiffUtils");

    private final String dependency;
    private final String type;

    OptionalLibrary(String dependency, String type) {
        this.dependency = dependency;
        this.type = type;
    }

    /** Group, artifact and the version that was tested. */
    public String dependency() {
        return dependency;
    }

    /**
     * Checks that the library is on the class path.
     *
     * @param what what needs it, as the subject of a sentence in the plural
     * @throws IllegalStateException if it is missing; the message names the dependency to add
     */
    public void require(String what) {
        try {
            Class.forName(type, false, OptionalLibrary.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    what + " need a library that is not there: add the dependency " + dependency, e);
        }
    }

    /** The library whose class was not found; empty if it is none of these. */
    public static Optional<OptionalLibrary> of(NoClassDefFoundError missing) {
        String name = String.valueOf(missing.getMessage()).replace('/', '.');
        for (OptionalLibrary library : values()) {
            String root = library.type.substring(0, library.type.lastIndexOf('.'));
            if (name.startsWith(root + ".")) {
                return Optional.of(library);
            }
        }
        return Optional.empty();
    }
}
