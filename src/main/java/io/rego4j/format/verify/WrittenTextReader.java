package io.rego4j.format.verify;

import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.parse.read.ModuleAssembler;
import io.rego4j.parse.read.Parsed;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import org.jspecify.annotations.Nullable;

/** Reads the texts that the formatter wrote in one run; METADATA only once something is compared. */
public class WrittenTextReader {
    /** True while the METADATA of the module that is formatted have not been read. */
    private boolean unread;
    /** True if what was written is read with METADATA. */
    private boolean annotations;
    /** What was read; null for a tree that a program holds, which may differ from its text. */
    private final @Nullable Parsed<RegoModule> source;
    /** True if all that is written is read in the same way. */
    private final boolean plain;

    private WrittenTextReader(boolean unread, boolean annotations, @Nullable Parsed<RegoModule> source, boolean plain) {
        this.unread = unread;
        this.annotations = annotations;
        this.source = source;
        this.plain = plain;
    }

    /** For a tree that a program holds. */
    public WrittenTextReader() {
        this(false, true, null, false);
    }

    /**
     * For a module that was read without METADATA.
     *
     * @param options how it was to be read
     */
    public static WrittenTextReader ofText(Parsed<RegoModule> read, ParseOptions options) {
        // Capabilities may forbid what the proof reads.
        boolean plain = options.features() == null && options.futureKeywords() == null;
        return new WrittenTextReader(options.annotations(), false, read, plain);
    }

    /** True if the tokens of a text show that it is read as the same module. False means unknown. */
    boolean isSame(RegoModule module, String text) {
        if (source == null || source.tree() != module) {
            return false;
        }
        Source read = module.origin().source();
        return read != null && text.equals(read.text()) || plain && ModuleAssembler.isSame(source, Source.of(text));
    }

    /** The module to compare with those that {@link #read} returns; called before the first comparison. */
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

    /** Reads a text in a version of Rego. */
    ParseResult<RegoModule> read(String text, RegoVersion version) {
        // All that the text holds was in the source: the check is of the policy, not of the capabilities of an OPA.
        ParseOptions parse =
                ParseOptions.of(version).withAnnotations(annotations).withAllFeatures();
        return RegoParser.parse(Source.of(text), parse);
    }
}
