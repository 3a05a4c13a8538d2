package io.rego4j.internal.language;

import java.util.HashSet;
import java.util.Set;

/** The features that OPA's capabilities list. */
public final class FeatureNames {
    /** All features of OPA, of any version. */
    public static final Set<String> ALL = Set.of(
            "keywords_in_refs",
            "rego_v1",
            "rego_v1_import",
            "rego_v2",
            "rego_v2_import",
            "rule_head_ref_string_prefixes",
            "rule_head_refs",
            "template_strings");

    private FeatureNames() {}

    /** {@link #ALL} but for some. */
    public static Set<String> allBut(String... names) {
        Set<String> features = new HashSet<>(ALL);
        features.removeAll(Set.of(names));
        return features;
    }

    /** True if the features allow template strings in Rego v2, or in the versions before it. */
    public static boolean allowTemplateStrings(Set<String> features, boolean v2) {
        return features.contains("template_strings") || v2 && features.contains("rego_v2");
    }
}
