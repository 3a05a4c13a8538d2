package io.rego4j.dsl.finish;

import io.rego4j.check.Capabilities;
import io.rego4j.dsl.finish.TargetForms.Negation;
import io.rego4j.internal.language.Keywords;
import io.rego4j.source.RegoVersion;
import org.jspecify.annotations.Nullable;

/**
 * What the OPA that a module is built for reads.
 *
 * @param version the version of Rego that the module is in
 * @param capabilities what the OPA can do; null for the one that this library follows
 * @param portable true for every OPA from 0.60 on
 */
public record TargetOpa(RegoVersion version, @Nullable Capabilities capabilities, boolean portable) {
    public TargetOpa {
        if (portable && version != RegoVersion.V1) {
            throw new IllegalArgumentException("a portable module is in Rego v1, not " + version);
        }
        if (capabilities != null
                && version == RegoVersion.V2
                && !capabilities.features().contains("rego_v2")) {
            throw new IllegalArgumentException(
                    "the OPA that it is built for has no Rego v2: build for Rego v1 with portable()");
        }
    }

    /** True if the OPA reads Rego v1 in a module only that asks for it: {@code import rego.v1}. */
    public boolean wantsRegoV1() {
        boolean isBeforeOne = capabilities != null && !capabilities.features().contains("rego_v1");
        return portable || version == RegoVersion.V1 && isBeforeOne;
    }

    /** True if the keyword can be imported or is there without an import. */
    public boolean hasKeyword(String keyword) {
        return !portable && (version == RegoVersion.V2 || capabilities == null || hasKeyword(keyword, capabilities));
    }

    /** An OPA that reads Rego v1 has its keywords for v0 too, named among those of the future or not. */
    private static boolean hasKeyword(String keyword, Capabilities capabilities) {
        return capabilities.futureKeywords().contains(keyword)
                || capabilities.features().contains("rego_v1") && Keywords.OF_V1.contains(keyword);
    }

    /** The form of negations to begin with. */
    public Negation firstNegation() {
        return portable ? Negation.COMPREHENSION : Negation.PLAIN_WHERE_ALIKE;
    }

    /** The forms of conditions, with this form of negations. */
    public TargetForms forms(Negation negation) {
        boolean templates = !portable && (capabilities == null || hasTemplates(capabilities));
        return new TargetForms(version, negation, portable, templates);
    }

    private boolean hasTemplates(Capabilities capabilities) {
        return (version == RegoVersion.V2 || capabilities.features().contains("template_strings"))
                && capabilities.builtin("internal.template_string").isPresent();
    }

    /**
     * Refuses a keyword that the OPA lacks.
     *
     * @param place the rule and the expression that need it
     */
    public void require(String keyword, String place) {
        if (!hasKeyword(keyword)) {
            throw new IllegalArgumentException(place + ": the OPA that it is built for has no keyword " + keyword
                    + ": write it without, or build with portable()");
        }
    }
}
