package io.rego4j.parse;

import io.rego4j.parse.read.Parsed;
import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.Optional;

/**
 * The result of a parse: the tree and the errors. A text with errors may still have a tree, of the statements that could be
 * read.
 *
 * @param <T> the kind of tree
 */
public final class ParseResult<T> {
    private final Parsed<T> parsed;

    ParseResult(Parsed<T> parsed) {
        this.parsed = parsed;
    }

    /** The tree. If the text has errors, it holds the statements that could be read; empty if none could. */
    public Optional<T> tree() {
        return Optional.ofNullable(parsed.tree());
    }

    /** The errors, in the order of OPA's answer: the first is the one that OPA reports first. */
    public List<Diagnostic> diagnostics() {
        return parsed.diagnostics();
    }

    /** True if there is a tree and no error. */
    public boolean isSuccess() {
        return parsed.isSuccess();
    }

    /**
     * The tree of a text without errors.
     *
     * @throws RegoParseException if the text has errors
     */
    public T orThrow() {
        T tree = parsed.tree();
        if (tree == null || !parsed.isSuccess()) {
            throw new RegoParseException(parsed.diagnostics());
        }
        return tree;
    }
}
