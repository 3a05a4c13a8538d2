package io.rego4j.source;

import io.rego4j.internal.language.Keywords;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The versions of the Rego language, as OPA's {@code ast.RegoVersion} has them. */
public enum RegoVersion {
    /** The language before OPA 1.0: no {@code if} and {@code contains} without an import. */
    V0("v0", Set.copyOf(Keywords.ALWAYS)),
    /** The language of OPA 1.x: the default. */
    V1("v1", V0.with(Keywords.OF_V1)),
    /** Version 1 with {@code and}, {@code or} and {@code not} with a body: {@code import rego.v2}. */
    V2("v2", V1.with(Keywords.OF_V2));

    private final String label;
    private final Set<String> keywords;

    RegoVersion(String label, Set<String> keywords) {
        this.label = label;
        // Asked for each name that is read or built: a hash set answers faster than Set.of.
        this.keywords = Collections.unmodifiableSet(new HashSet<>(keywords));
    }

    /** The name on OPA's command line: {@code v0}, {@code v1} or {@code v2}. */
    public String label() {
        return label;
    }

    /** The words that this version reserves without any import: OPA's {@code KeywordsForRegoVersion}. */
    public Set<String> keywords() {
        return keywords;
    }

    /** True if this version is {@code other} or a later one. */
    public boolean isAtLeast(RegoVersion other) {
        return compareTo(other) >= 0;
    }

    /**
     * The version with this label.
     *
     * @throws IllegalArgumentException if there is none; the message lists the known ones
     */
    public static RegoVersion of(String label) {
        for (RegoVersion version : values()) {
            if (version.label.equals(label)) {
                return version;
            }
        }
        throw new IllegalArgumentException("unknown Rego version \"" + label + "\": use v0, v1 or v2");
    }

    private Set<String> with(List<String> added) {
        Set<String> all = new HashSet<>(keywords);
        all.addAll(added);
        return all;
    }

    @Override
    public String toString() {
        return label;
    }
}
