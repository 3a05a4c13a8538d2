package io.rego4j.playground;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Node;
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
import java.util.List;

/** Draws terms, with a label for each kind; scalars and variables are leaves. */
record TermLabels(Drawing drawing) implements TermVisitor<ObjectNode> {
    @FunctionalInterface
    interface Drawing {
        ObjectNode drawn(String label, Node node, List<? extends Node> children);
    }

    private ObjectNode leaf(String label, Term term) {
        return drawing.drawn(label, term, List.of());
    }

    private ObjectNode branch(String label, Term term) {
        return drawing.drawn(label, term, term.children());
    }

    @Override
    public ObjectNode visitNull(NullTerm term) {
        return leaf("Null", term);
    }

    @Override
    public ObjectNode visitBoolean(BooleanTerm term) {
        return leaf("Boolean", term);
    }

    @Override
    public ObjectNode visitNumber(NumberTerm term) {
        return leaf("Number", term);
    }

    @Override
    public ObjectNode visitString(StringTerm term) {
        return leaf("String", term);
    }

    @Override
    public ObjectNode visitVar(VarTerm term) {
        return leaf("Variable", term);
    }

    @Override
    public ObjectNode visitRef(RefTerm term) {
        return branch("Reference", term);
    }

    @Override
    public ObjectNode visitCall(CallTerm term) {
        return drawing.drawn("Call of " + term.operatorName(), term, term.args());
    }

    @Override
    public ObjectNode visitArray(ArrayTerm term) {
        return branch("Array", term);
    }

    @Override
    public ObjectNode visitSet(SetTerm term) {
        return branch("Set", term);
    }

    @Override
    public ObjectNode visitObject(ObjectTerm term) {
        return branch("Object", term);
    }

    @Override
    public ObjectNode visitArrayComprehension(ArrayComprehensionTerm term) {
        return branch("Array comprehension", term);
    }

    @Override
    public ObjectNode visitSetComprehension(SetComprehensionTerm term) {
        return branch("Set comprehension", term);
    }

    @Override
    public ObjectNode visitObjectComprehension(ObjectComprehensionTerm term) {
        return branch("Object comprehension", term);
    }

    @Override
    public ObjectNode visitTemplateString(TemplateStringTerm term) {
        return branch("Template string", term);
    }
}
