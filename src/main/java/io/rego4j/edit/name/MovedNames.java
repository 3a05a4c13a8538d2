package io.rego4j.edit.name;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Term;

/** A resolved rule as it must resolve after a move: each path below {@code data} that moves is the new one. */
public final class MovedNames extends Rewriter {
    private final DocumentMove move;
    private final DataPath pkg;

    public MovedNames(DocumentMove move, DataPath pkg) {
        this.move = move;
        this.pkg = pkg;
    }

    @Override
    public Term visitRef(RefTerm ref) {
        return super.visitRef(MetadataEdits.moved(ref, move));
    }

    @Override
    public RefTerm headRef(RefTerm ref) {
        return super.headRef(MetadataEdits.moved(ref, move));
    }

    @Override
    protected Term operator(Term operator) {
        return term(operator);
    }

    @Override
    public Annotations annotations(Annotations annotations) {
        return MetadataEdits.moved(annotations, move, pkg);
    }
}
