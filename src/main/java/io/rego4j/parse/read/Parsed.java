package io.rego4j.parse.read;

import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.source.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a parse, with what a comparison by tokens needs.
 *
 * @param tree the tree; null if nothing could be read
 * @param diagnostics the errors, in the order in which OPA reports them
 * @param tokens the tokens of a module without errors; null for anything else
 * @param options the options that such a module was read with; null for anything else
 * @param levels how many levels a recursion over such a module may need; 0 for anything else
 * @param <T> the kind of tree
 */
public record Parsed<T>(
        @Nullable T tree,
        List<Diagnostic> diagnostics,
        @Nullable TokenBuffer tokens,
        @Nullable ParseOptions options,
        long levels) {
    public Parsed {
        diagnostics = List.copyOf(diagnostics);
    }

    Parsed(@Nullable T tree, List<Diagnostic> diagnostics) {
        this(tree, diagnostics, null, null, 0);
    }

    /** True if there is a tree and no error. */
    public boolean isSuccess() {
        return diagnostics.isEmpty() && tree != null;
    }
}
