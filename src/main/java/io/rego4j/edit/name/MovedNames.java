package io.rego4j.edit.name;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Head;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Term;
import java.util.List;

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

    /** A key that the reference ends with is the last name of the path: {@code p["a"] := 1}. */
    @Override
    public Head head(Head head) {
        Head moved = super.head(head);
        RefTerm ref = head.ref();
        boolean endsWithKey = head.key() != null
                && !ref.operands().isEmpty()
                && head.key().equals(ref.operands().get(ref.operands().size() - 1));
        List<Term> operands = moved.ref().operands();
        return endsWithKey ? moved.withKey(operands.get(operands.size() - 1)) : moved;
    }

    @Override
    protected RefTerm headRef(RefTerm ref) {
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
