package io.rego4j.parse;

import io.rego4j.internal.language.FeatureNames;
import io.rego4j.source.RegoVersion;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a text is read: OPA's {@code ast.ParserOptions}. Immutable.
 *
 * @param version the version of Rego that the text starts in; its imports may widen it
 * @param annotations true if METADATA comments are read
 * @param futureKeywords the keywords that the text may import, beside those that its version has anyway; null for all
 *     that OPA has
 * @param features the language features that the text may use; null for all that OPA has
 * @param maxDepth how deep brackets may nest before the text is refused, counted as OPA's parser counts its recursion
 */
public record ParseOptions(
        RegoVersion version,
        boolean annotations,
        @Nullable Set<String> futureKeywords,
        @Nullable Set<String> features,
        int maxDepth) {
    /** OPA's limit of recursion. */
    public static final int DEFAULT_MAX_DEPTH = 100_000;

    /** Rego v1, with METADATA. */
    public static final ParseOptions DEFAULT = of(RegoVersion.V1);

    public ParseOptions {
        Objects.requireNonNull(version, "version");
        futureKeywords = futureKeywords == null ? null : Set.copyOf(futureKeywords);
        features = features == null ? null : Set.copyOf(features);
        if (maxDepth < 1) {
            throw new IllegalArgumentException("the depth must be 1 or more, not " + maxDepth);
        }
    }

    /** A version of Rego, with METADATA and all that OPA can do. */
    public static ParseOptions of(RegoVersion version) {
        return new ParseOptions(version, true, null, null, DEFAULT_MAX_DEPTH);
    }

    /** The same options for another version. */
    public ParseOptions withVersion(RegoVersion version) {
        return new ParseOptions(version, annotations, futureKeywords, features, maxDepth);
    }

    /** The same options, reading METADATA comments or leaving them as comments. */
    public ParseOptions withAnnotations(boolean annotations) {
        return new ParseOptions(version, annotations, futureKeywords, features, maxDepth);
    }

    /** The same options for an OPA with these capabilities: its {@code future_keywords} and {@code features}. */
    public ParseOptions withCapabilities(Set<String> futureKeywords, Set<String> features) {
        return new ParseOptions(version, annotations, futureKeywords, features, maxDepth);
    }

    /** The same options with every language feature in every version. */
    public ParseOptions withAllFeatures() {
        return new ParseOptions(version, annotations, futureKeywords, FeatureNames.ALL, maxDepth);
    }
}
