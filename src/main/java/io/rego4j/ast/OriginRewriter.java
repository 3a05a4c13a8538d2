package io.rego4j.ast;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Gives the nodes of a tree other origins, and changes nothing else: {@code new OriginRewriter(Origin::withoutPlace)} takes
 * their source locations away.
 */
public class OriginRewriter extends Rewriter {
    private final UnaryOperator<Origin> change;

    /**
     * A rewriter.
     *
     * @param change the new origin of a node by its old one
     */
    public OriginRewriter(UnaryOperator<Origin> change) {
        this.change = change;
    }

    private Origin of(Node node) {
        return change.apply(node.origin());
    }

    @Override
    public RegoPackage pkg(RegoPackage pkg) {
        return new RegoPackage(ref(pkg.path()), of(pkg));
    }

    @Override
    public Import importing(Import imported) {
        return new Import(ref(imported.path()), imported.alias(), of(imported));
    }

    @Override
    public Rule rule(Rule rule) {
        return super.rule(rule).withOrigin(of(rule));
    }

    @Override
    public Head head(Head head) {
        return super.head(head).withOrigin(of(head));
    }

    @Override
    public RefTerm headRef(RefTerm ref) {
        return ref(ref);
    }

    /** The variable that names a rule or package stays a variable even where a term would be a reference. */
    private RefTerm ref(RefTerm ref) {
        List<Term> terms = new ArrayList<>(terms(ref.terms()));
        terms.set(0, ref.head().withOrigin(of(ref.head())));
        return new RefTerm(terms, of(ref));
    }

    @Override
    public Expr expr(Expr expr) {
        return super.expr(expr).withOrigin(of(expr));
    }

    @Override
    public With with(With with) {
        return super.with(with).withOrigin(of(with));
    }

    @Override
    public Term term(Term term) {
        return super.term(term).withOrigin(of(term));
    }

    @Override
    protected Term operator(Term operator) {
        return term(operator);
    }

    @Override
    public Term visitCall(CallTerm call) {
        return super.visitCall(call).withOrigin(of(call));
    }

    @Override
    public ExprTerms visitSomeDecl(SomeDecl some) {
        return new SomeDecl(terms(some.symbols()), of(some));
    }

    @Override
    public ExprTerms visitEvery(Every every) {
        return ((Every) super.visitEvery(every)).withOrigin(of(every));
    }

    @Override
    public ExprTerms visitNot(Not not) {
        return ((Not) super.visitNot(not)).withOrigin(of(not));
    }

    @Override
    public ExprTerms visitLogicalAnd(LogicalAnd and) {
        return ((LogicalAnd) super.visitLogicalAnd(and)).withOrigin(of(and));
    }

    @Override
    public ExprTerms visitLogicalOr(LogicalOr or) {
        return ((LogicalOr) super.visitLogicalOr(or)).withOrigin(of(or));
    }
}
