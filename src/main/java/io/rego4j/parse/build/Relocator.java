package io.rego4j.parse.build;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplatePart;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import java.util.List;

/** Moves a part of the tree, with all that it holds, to one place: what OPA does to bodies after {@code else}. */
final class Relocator implements TermVisitor<Term>, ExprVisitor<ExprTerms> {
    private final Origin place;

    Relocator(Origin place) {
        this.place = place;
    }

    Body body(Body body) {
        return new Body(body.exprs().stream().map(this::expr).toList());
    }

    Expr expr(Expr expr) {
        List<With> with = expr.with().stream()
                .map(w -> new With(term(w.target()), term(w.value()), place))
                .toList();
        return new Expr(
                expr.terms().accept((ExprVisitor<ExprTerms>) this), with, expr.negated(), expr.generated(), place);
    }

    Term term(Term term) {
        return term.accept((TermVisitor<Term>) this);
    }

    List<Term> terms(List<Term> terms) {
        return terms.stream().map(this::term).toList();
    }

    @Override
    public ExprTerms visitTerm(Term term) {
        return term(term);
    }

    @Override
    public ExprTerms visitSomeDecl(SomeDecl some) {
        return new SomeDecl(terms(some.symbols()), place);
    }

    @Override
    public ExprTerms visitEvery(Every every) {
        Term key = every.key();
        return new Every(
                key == null ? null : term(key), term(every.value()), term(every.domain()), body(every.body()), place);
    }

    @Override
    public ExprTerms visitNot(Not not) {
        return new Not(body(not.body()), not.explicitBody(), place);
    }

    @Override
    public ExprTerms visitLogicalAnd(LogicalAnd and) {
        return new LogicalAnd(body(and.lhs()), body(and.rhs()), and.explicitLhs(), and.explicitRhs(), place);
    }

    @Override
    public ExprTerms visitLogicalOr(LogicalOr or) {
        return new LogicalOr(body(or.lhs()), body(or.rhs()), or.explicitLhs(), or.explicitRhs(), place);
    }

    @Override
    public Term visitNull(NullTerm term) {
        return term.withOrigin(place);
    }

    @Override
    public Term visitBoolean(BooleanTerm term) {
        return term.withOrigin(place);
    }

    @Override
    public Term visitNumber(NumberTerm term) {
        return term.withOrigin(place);
    }

    @Override
    public Term visitString(StringTerm term) {
        return term.withOrigin(place);
    }

    @Override
    public Term visitVar(VarTerm term) {
        return term.withOrigin(place);
    }

    @Override
    public Term visitRef(RefTerm ref) {
        return new RefTerm(terms(ref.terms()), place);
    }

    @Override
    public CallTerm visitCall(CallTerm call) {
        return new CallTerm(term(call.operator()), terms(call.args()), place);
    }

    @Override
    public Term visitArray(ArrayTerm array) {
        return new ArrayTerm(terms(array.items()), place);
    }

    @Override
    public Term visitSet(SetTerm set) {
        return new SetTerm(terms(set.items()), place);
    }

    @Override
    public Term visitObject(ObjectTerm object) {
        return new ObjectTerm(
                object.entries().stream()
                        .map(e -> new ObjectTerm.Entry(term(e.key()), term(e.value())))
                        .toList(),
                place);
    }

    @Override
    public Term visitArrayComprehension(ArrayComprehensionTerm term) {
        return new ArrayComprehensionTerm(term(term.term()), body(term.body()), place);
    }

    @Override
    public Term visitSetComprehension(SetComprehensionTerm term) {
        return new SetComprehensionTerm(term(term.term()), body(term.body()), place);
    }

    @Override
    public Term visitObjectComprehension(ObjectComprehensionTerm term) {
        return new ObjectComprehensionTerm(term(term.key()), term(term.value()), body(term.body()), place);
    }

    @Override
    public Term visitTemplateString(TemplateStringTerm template) {
        List<TemplatePart> parts = template.parts().stream()
                .<TemplatePart>map(part -> part.map(this::term, this::expr))
                .toList();
        return new TemplateStringTerm(parts, template.multiLine(), place);
    }
}
