package io.rego4j.check.resolve;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.tree.OperatorRewriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The sets and objects of a term that are not {@linkplain Term#isGround() ground}, found in one walk, however deep they stand
 * in each other.
 */
final class SetsWithVars extends OperatorRewriter {
    private final Set<Term> found = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The sets and objects around the current node of the walk, the outermost first. */
    private final List<Term> around = new ArrayList<>();
    /** How many of those around, from the outermost, are found. */
    private int foundAround;

    SetsWithVars(Term root) {
        term(root);
    }

    /** True for this very set or object of the term, if there is a variable in it. */
    boolean contains(Term setOrObject) {
        return found.contains(setOrObject);
    }

    private <T> T withVars(T node) {
        for (; foundAround < around.size(); foundAround++) {
            found.add(around.get(foundAround));
        }
        return node;
    }

    private Term inside(Term setOrObject, Supplier<Term> walk) {
        around.add(setOrObject);
        Term same = walk.get();
        around.remove(around.size() - 1);
        foundAround = Math.min(foundAround, around.size());
        return same;
    }

    @Override
    public Term visitSet(SetTerm set) {
        return inside(set, () -> super.visitSet(set));
    }

    @Override
    public Term visitObject(ObjectTerm object) {
        return inside(object, () -> super.visitObject(object));
    }

    @Override
    public Term visitVar(VarTerm variable) {
        return withVars(variable);
    }

    @Override
    public Term visitRef(RefTerm ref) {
        terms(ref.operands());
        return ref;
    }

    @Override
    public Term visitTemplateString(TemplateStringTerm template) {
        return withVars(template);
    }

    @Override
    public ExprTerms visitSomeDecl(SomeDecl some) {
        return withVars(some);
    }

    @Override
    public ExprTerms visitEvery(Every every) {
        return withVars(every);
    }

    /** Its modifiers and its operator do not count. */
    @Override
    public Expr expr(Expr expr) {
        if (expr.terms() instanceof CallTerm call) {
            terms(call.args());
        } else {
            expr.terms().accept((ExprVisitor<ExprTerms>) this);
        }
        return expr;
    }
}
