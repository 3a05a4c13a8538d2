package io.rego4j.ast.order;

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

/** The order of the kinds of terms: OPA's {@code sortOrder}. */
public final class TermRank implements TermVisitor<Integer> {
    private static final TermRank INSTANCE = new TermRank();

    private TermRank() {}

    /** The rank of a node's kind: a lower one comes first. */
    public static int of(Term node) {
        return node.accept(INSTANCE);
    }

    @Override
    public Integer visitNull(NullTerm node) {
        return 0;
    }

    @Override
    public Integer visitBoolean(BooleanTerm node) {
        return 1;
    }

    @Override
    public Integer visitNumber(NumberTerm node) {
        return 2;
    }

    @Override
    public Integer visitString(StringTerm node) {
        return 3;
    }

    @Override
    public Integer visitVar(VarTerm node) {
        return 5;
    }

    @Override
    public Integer visitRef(RefTerm node) {
        return 6;
    }

    @Override
    public Integer visitCall(CallTerm node) {
        return 13;
    }

    @Override
    public Integer visitArray(ArrayTerm node) {
        return 7;
    }

    @Override
    public Integer visitSet(SetTerm node) {
        return 9;
    }

    @Override
    public Integer visitObject(ObjectTerm node) {
        return 8;
    }

    @Override
    public Integer visitArrayComprehension(ArrayComprehensionTerm node) {
        return 10;
    }

    @Override
    public Integer visitSetComprehension(SetComprehensionTerm node) {
        return 12;
    }

    @Override
    public Integer visitObjectComprehension(ObjectComprehensionTerm node) {
        return 11;
    }

    @Override
    public Integer visitTemplateString(TemplateStringTerm node) {
        return 4;
    }
}
