package io.rego4j.dsl.value;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;
import java.util.ArrayList;
import java.util.List;

/** Builds references; they may start with a variable, a reference, a call or a collection. */
public final class References implements TermVisitor<List<Term>> {
    private static final References START = new References();

    private References() {}

    /**
     * {@code head[a][b]…}, appended to the head where that is a reference; the head itself if there are no operands.
     *
     * @throws IllegalArgumentException if the head is a term that cannot start a reference, such as a string
     */
    public static Term extend(Term head, List<Term> operands) {
        List<Term> start = head.accept(START);
        if (operands.isEmpty()) {
            return head;
        }
        List<Term> terms = new ArrayList<>(start.size() + operands.size());
        terms.addAll(start);
        terms.addAll(operands);
        return new RefTerm(terms);
    }

    @Override
    public List<Term> visitRef(RefTerm term) {
        return term.terms();
    }

    @Override
    public List<Term> visitVar(VarTerm term) {
        return List.of(term);
    }

    @Override
    public List<Term> visitCall(CallTerm term) {
        return List.of(term);
    }

    @Override
    public List<Term> visitArray(ArrayTerm term) {
        return List.of(term);
    }

    @Override
    public List<Term> visitSet(SetTerm term) {
        return List.of(term);
    }

    @Override
    public List<Term> visitObject(ObjectTerm term) {
        return List.of(term);
    }

    @Override
    public List<Term> visitArrayComprehension(ArrayComprehensionTerm term) {
        return List.of(term);
    }

    @Override
    public List<Term> visitSetComprehension(SetComprehensionTerm term) {
        return List.of(term);
    }

    @Override
    public List<Term> visitObjectComprehension(ObjectComprehensionTerm term) {
        return List.of(term);
    }

    @Override
    public List<Term> visitNull(NullTerm term) {
        throw refused(term);
    }

    @Override
    public List<Term> visitBoolean(BooleanTerm term) {
        throw refused(term);
    }

    @Override
    public List<Term> visitNumber(NumberTerm term) {
        throw refused(term);
    }

    @Override
    public List<Term> visitString(StringTerm term) {
        throw refused(term);
    }

    @Override
    public List<Term> visitTemplateString(TemplateStringTerm term) {
        throw refused(term);
    }

    private static IllegalArgumentException refused(Term term) {
        return new IllegalArgumentException("a reference cannot start with a " + term.kind() + ": " + term);
    }
}
