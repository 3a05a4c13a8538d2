package io.rego4j;

import io.rego4j.ast.RegoModule;
import io.rego4j.format.ModuleReader;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import org.jspecify.annotations.Nullable;

/** Reads what the formatter wrote, for one run of it; and METADATA only where something is compared. */
final class ProofReader implements ModuleReader {
    /** True while the METADATA of the module that is formatted have not been read. */
    private boolean unread;
    /** True if what was written is read with METADATA. */
    private boolean annotations;
    /** What was read; null for a tree from anywhere, which may differ from its text. */
    private final @Nullable ParseResult<RegoModule> source;
    /** True if all that is written is read in the same way. */
    private final boolean plain;

    private ProofReader(boolean unread, boolean annotations, @Nullable ParseResult<RegoModule> source, boolean plain) {
        this.plain = plain;
        this.unread = unread;
        this.annotations = annotations;
        this.source = source;
    }

    /** For a tree that is as it is to be. */
    static ProofReader ofTree() {
        return new ProofReader(false, true, null, false);
    }

    /**
     * For a module that was read without METADATA.
     *
     * @param options how it was to be read
     */
    static ProofReader ofText(ParseResult<RegoModule> read, ParseOptions options) {
        // Capabilities may forbid what the proof reads.
        boolean plain = options.features() == null && options.futureKeywords() == null;
        return new ProofReader(options.annotations(), false, read, plain);
    }

    @Override
    public boolean isSame(RegoModule module, String text) {
        if (source == null || source.tree().orElse(null) != module) {
            return false;
        }
        Source read = module.origin().source();
        return read != null && text.equals(read.text()) || plain && RegoParser.isSameByTokens(source, Source.of(text));
    }

    @Override
    public RegoModule toCompare(RegoModule module) {
        if (!unread) {
            return module;
        }
        unread = false;
        ParseResult<RegoModule> read = RegoParser.parseAnnotations(module);
        // OPA formats a policy even if its METADATA are wrong.
        annotations = read.isSuccess();
        return annotations ? read.orThrow() : module;
    }

    @Override
    public Reading read(String text, RegoVersion version) {
        // What the text holds was in the source: the proof is of the policy, not of what an OPA can do.
        ParseOptions parse =
                ParseOptions.of(version).withAnnotations(annotations).withAllFeatures();
        ParseResult<RegoModule> read = RegoParser.parse(Source.of(text), parse);
        return new Reading(read.isSuccess() ? read.orThrow() : null, read.diagnostics());
    }
}
