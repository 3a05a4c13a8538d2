package io.rego4j.parse.token;

import io.rego4j.internal.language.FeatureNames;
import io.rego4j.internal.language.Keywords;
import io.rego4j.parse.ParseOptions;
import io.rego4j.source.RegoVersion;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a text may use of Rego, by the version and the capabilities that it is read with: OPA's {@code ast.Capabilities}. */
public final class LanguageFeatures {
    private LanguageFeatures() {}

    /** True if the text may use a language feature, by the name that OPA's capabilities have for it. */
    public static boolean allows(ParseOptions options, String feature) {
        Set<String> features = options.features();
        return features == null || features.contains(feature);
    }

    /** True if keywords may stand in references. */
    public static boolean keywordsInRefs(ParseOptions options) {
        return allows(options, "keywords_in_refs") || options.version() == RegoVersion.V2 && allows(options, "rego_v2");
    }

    /** True if there may be template strings: OPA's default capabilities for v0 do not list them. */
    public static boolean templateStrings(ParseOptions options) {
        if (options.features() == null) {
            return options.version().isAtLeast(RegoVersion.V1);
        }
        return FeatureNames.allowTemplateStrings(options.features(), options.version() == RegoVersion.V2);
    }

    /** The error that OPA reports about the capabilities before it reads a text with them; null if there is none. */
    public static @Nullable String illegalCapabilities(ParseOptions options) {
        RegoVersion version = options.version();
        String needed = version == RegoVersion.V2 ? "rego_v2" : "rego_v1";
        if (version.isAtLeast(RegoVersion.V1) && !allows(options, needed)) {
            return "illegal capabilities: " + needed + " feature required for parsing " + version + " Rego";
        }
        Set<String> futureKeywords = options.futureKeywords();
        for (String keyword : futureKeywords == null ? Set.<String>of() : futureKeywords) {
            if (!Keywords.IMPORTABLE.contains(keyword)) {
                return "illegal capabilities: unknown keyword: " + keyword;
            }
        }
        return null;
    }

    /** The keywords that {@code import future.keywords} brings. */
    public static Set<String> importableKeywords(ParseOptions options) {
        RegoVersion version = options.version();
        Set<String> futureKeywords = options.futureKeywords();
        Set<String> keywords = new LinkedHashSet<>();
        if (version.isAtLeast(RegoVersion.V1) || allows(options, "rego_v1")) {
            keywords.addAll(Keywords.OF_V1);
        }
        if (version == RegoVersion.V2) {
            keywords.addAll(Keywords.OF_V2);
        }
        for (String keyword : Keywords.OF_V1) {
            if (futureKeywords == null || futureKeywords.contains(keyword)) {
                keywords.add(keyword);
            }
        }
        for (String keyword : Keywords.OF_V2) {
            if (futureKeywords == null || futureKeywords.contains(keyword)) {
                keywords.add(keyword);
            }
        }
        return keywords;
    }
}
