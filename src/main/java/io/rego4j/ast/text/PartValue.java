package io.rego4j.ast.text;

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
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;

/** The value of each part of a reference in METADATA, as {@link AnnotationsText} shows it. */
final class PartValue implements TermVisitor<Object> {
    static final PartValue INSTANCE = new PartValue();

    private PartValue() {}

    @Override
    public Object visitNull(NullTerm term) {
        return term.toString();
    }

    @Override
    public Object visitBoolean(BooleanTerm term) {
        return term;
    }

    @Override
    public Object visitNumber(NumberTerm term) {
        return term;
    }

    @Override
    public Object visitString(StringTerm term) {
        return term.value();
    }

    @Override
    public Object visitVar(VarTerm term) {
        return term.name();
    }

    @Override
    public Object visitRef(RefTerm term) {
        return term;
    }

    @Override
    public Object visitCall(CallTerm term) {
        return term.toString();
    }

    @Override
    public Object visitArray(ArrayTerm term) {
        return term.toString();
    }

    @Override
    public Object visitSet(SetTerm term) {
        return term.toString();
    }

    @Override
    public Object visitObject(ObjectTerm term) {
        return term.toString();
    }

    @Override
    public Object visitArrayComprehension(ArrayComprehensionTerm term) {
        return term.toString();
    }

    @Override
    public Object visitSetComprehension(SetComprehensionTerm term) {
        return term.toString();
    }

    @Override
    public Object visitObjectComprehension(ObjectComprehensionTerm term) {
        return term.toString();
    }

    @Override
    public Object visitTemplateString(TemplateStringTerm term) {
        return term.toString();
    }
}
