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
import io.rego4j.ast.Term;
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;

/** Tells which terms have a text that starts with a brace, which would be read as that of a body. */
final class LeadingBraces implements TermVisitor<Boolean> {
    private static final LeadingBraces INSTANCE = new LeadingBraces();

    private LeadingBraces() {}

    static boolean startsWithBrace(Term term) {
        return term.accept(INSTANCE);
    }

    @Override
    public Boolean visitNull(NullTerm term) {
        return false;
    }

    @Override
    public Boolean visitBoolean(BooleanTerm term) {
        return false;
    }

    @Override
    public Boolean visitNumber(NumberTerm term) {
        return false;
    }

    @Override
    public Boolean visitString(StringTerm term) {
        return false;
    }

    @Override
    public Boolean visitVar(VarTerm term) {
        return false;
    }

    @Override
    public Boolean visitRef(RefTerm term) {
        return term.head().accept(this);
    }

    @Override
    public Boolean visitCall(CallTerm term) {
        return false;
    }

    @Override
    public Boolean visitArray(ArrayTerm term) {
        return false;
    }

    @Override
    public Boolean visitSet(SetTerm term) {
        return !term.items().isEmpty();
    }

    @Override
    public Boolean visitObject(ObjectTerm term) {
        return true;
    }

    @Override
    public Boolean visitArrayComprehension(ArrayComprehensionTerm term) {
        return false;
    }

    @Override
    public Boolean visitSetComprehension(SetComprehensionTerm term) {
        return true;
    }

    @Override
    public Boolean visitObjectComprehension(ObjectComprehensionTerm term) {
        return true;
    }

    @Override
    public Boolean visitTemplateString(TemplateStringTerm term) {
        return false;
    }
}
