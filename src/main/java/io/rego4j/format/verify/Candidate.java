package io.rego4j.format.verify;

import io.rego4j.ast.RegoModule;
import io.rego4j.format.layout.LayoutPlan;
import io.rego4j.source.Diagnostic;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text that was written for a module, what it was read as, and what is wrong with it. */
public final class Candidate {
    final LayoutPlan plan;

    /** The text; null if the layout failed. */
    @Nullable
    public String text;

    /** Where in the text each statement starts; -1 if it was not reached. */
    int[] starts = {};

    /** What the text was read as in the oldest version; null until it was read. */
    @Nullable
    RegoModule read;

    /** True once it is known that the text says what the module says. */
    public boolean proven;

    /** What is wrong, for a person to read. */
    public String problem = "";

    public List<Diagnostic> errors = List.of();
    /** The statements in which it shows. */
    BitSet harmed = new BitSet();

    public Candidate(LayoutPlan plan) {
        this.plan = plan;
    }

    /** Takes what is known of an equal text. */
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
