package io.rego4j.dsl.finish;

import io.rego4j.source.RegoVersion;

/**
 * The forms in which conditions are written for the OPA that will read them.
 *
 * @param version the version of Rego
 * @param negation the form of {@code not}
 * @param lowersLogic true to write {@code and}, {@code or} and {@code not} with a body without these keywords
 * @param templates true if the OPA has template strings
 */
public record TargetForms(RegoVersion version, Negation negation, boolean lowersLogic, boolean templates) {
    /** How a negation is written. */
    public enum Negation {
        /** As it was given: for a tree that was read. */
        AS_GIVEN,
        /** The plain {@code not} where it means the same, and that of the keyword elsewhere. */
        PLAIN_WHERE_ALIKE,
        /** That of {@code import future.keywords["not"]} or Rego v2 everywhere. */
        KEYWORD,
        /** The plain {@code not} where it means the same, and a comparison with an empty comprehension elsewhere. */
        COMPREHENSION
    }

    /** For a tree that was read in Rego v1: only names and wildcards are settled. */
    public static final TargetForms AS_GIVEN = new TargetForms(RegoVersion.V1, Negation.AS_GIVEN, false, true);

    /** For a tree of the same version that has these forms already. */
    TargetForms asGiven() {
        return new TargetForms(version, Negation.AS_GIVEN, false, templates);
    }
}
