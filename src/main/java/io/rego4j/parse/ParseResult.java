package io.rego4j.parse;

import io.rego4j.parse.read.Parsed;
import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of a parse: the tree and the errors. A text with errors may still have a tree, of the statements that could be
 * read.
 *
 * @param <T> the kind of tree
 */
public final class ParseResult<T> {
    private final @Nullable T tree;
    private final List<Diagnostic> diagnostics;

    /** Keeps the tree and the errors, not the tokens. */
    ParseResult(Parsed<T> parsed) {
        tree = parsed.tree();
        diagnostics = parsed.diagnostics();
    }

    /** The tree. If the text has errors, it holds the statements that could be read; empty if none could. */
    public Optional<T> tree() {
        return Optional.ofNullable(tree);
    }

    /** The errors, in the order in which OPA reports them. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** True if there is a tree and no error. */
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
        if (result == null || !diagnostics.isEmpty()) {
            throw new RegoParseException(diagnostics);
        }
        return result;
    }
}
