package io.rego4j.internal.language;

import java.util.Set;

/** What OPA's capabilities allow by the names of their features. */
public final class FeatureNames {
    private FeatureNames() {}

    /** True if the features allow template strings in Rego v2, or in the versions before it. */
    public static boolean allowTemplateStrings(Set<String> features, boolean v2) {
        return features.contains("template_strings") || v2 && features.contains("rego_v2");
    }
}
