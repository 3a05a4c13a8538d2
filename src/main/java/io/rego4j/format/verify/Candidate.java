package io.rego4j.format.verify;

import io.rego4j.ast.RegoModule;
import io.rego4j.format.layout.LayoutPlan;
import io.rego4j.source.Diagnostic;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text that was written for a module, the module that it was read as, and its errors. */
public final class Candidate {
    final LayoutPlan plan;

    /** The text; null if the layout failed. */
    @Nullable
    public String text;

    /** Where in the text each statement starts; -1 if it was not reached. */
    int[] starts = {};

    /** The module that the text was read as in the oldest version; null until it was read. */
    @Nullable
    RegoModule read;

    /** True once the text has been read as the same policy. */
    public boolean proven;

    /** The error, in words for the user. */
    public String problem = "";

    public List<Diagnostic> errors = List.of();
    /** The statements in which it is. */
    BitSet harmed = new BitSet();

    public Candidate(LayoutPlan plan) {
        this.plan = plan;
    }

    /** Copies the results of an equal text. */
    void copyResults(Candidate same) {
        read = same.read;
        proven = same.proven;
        problem = same.problem;
        errors = same.errors;
        harmed = same.harmed;
    }

    /** The statement in which an offset of the text lies. */
    int statementAt(int offset) {
        int found = 0;
        for (int i = 1; i < starts.length; i++) {
            if (starts[i] >= starts[found] && starts[i] <= offset) {
                found = i;
            }
        }
        return found;
    }
}
