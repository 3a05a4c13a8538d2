package io.rego4j.parse;

import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came out of reading a text: the tree, and what is wrong with the text. A text with errors may still have a tree: what
 * could be read of it.
 *
 * @param <T> the kind of tree
 */
public final class ParseResult<T> {
    private final @Nullable T tree;
    private final List<Diagnostic> diagnostics;
    private final @Nullable Reading reading;

    public ParseResult(@Nullable T tree, List<Diagnostic> diagnostics) {
        this(tree, diagnostics, null);
    }

    public ParseResult(@Nullable T tree, List<Diagnostic> diagnostics, @Nullable Reading reading) {
        this.tree = tree;
        this.diagnostics = List.copyOf(diagnostics);
        this.reading = reading;
    }

    /** What a module was made of. */
    public record Reading(TokenBuffer tokens, ParseOptions options) {}

    @Nullable
    public Reading reading() {
        return reading;
    }

    /** The tree. If the text has errors, it holds the statements that could be read; empty if none could. */
    public Optional<T> tree() {
        return Optional.ofNullable(tree);
    }

    /** What is wrong, in the order of OPA's answer: the first is the one that OPA reports first. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** True if nothing is wrong. */
    public boolean isSuccess() {
        return diagnostics.isEmpty() && tree != null;
    }

    /**
     * The tree of a text without errors.
     *
     * @throws RegoParseException if the text has errors
     */
    public T orThrow() {
        T result = tree;
        if (!diagnostics.isEmpty() || result == null) {
            throw new RegoParseException(diagnostics);
        }
        return result;
    }
}
