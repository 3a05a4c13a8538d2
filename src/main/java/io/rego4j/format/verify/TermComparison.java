package io.rego4j.format.verify;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.Not;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermVisitor;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.layout.TemplateStringWriter;
import io.rego4j.format.text.Operators;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link PolicyComparison} for the terms of expressions. */
final class TermComparison {
    private TermComparison() {}

    static boolean sameOrNull(@Nullable Term a, @Nullable Term b) {
        return a == null || b == null ? a == b : same(a, b);
    }

    static boolean same(List<Term> a, List<Term> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!same(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * An implicit {@code not} of one plain expression means the same as a negated expression; the version decides which
     * of them the parser makes.
     */
    static Expr plainNegation(Expr expr) {
        if (expr.terms() instanceof Not not && not.body().size() == 1) {
            Expr inner = not.body().get(0);
            // A negation in a negation may need braces where the tree has none.
            boolean plain = inner.terms() instanceof Not || inner.terms() instanceof Term && !not.explicitBody();
            if (!expr.negated() && !inner.negated() && inner.with().isEmpty() && plain) {
                return new Expr(inner.terms(), expr.with(), true, expr.generated(), expr.origin());
            }
        }
        return expr;
    }

    static boolean same(ExprTerms a, ExprTerms b) {
        return a == b || a.getClass() == b.getClass() && a.accept((ExprVisitor<Boolean>) new SameKind(b));
    }

    static boolean same(Term a, Term b) {
        return a == b || a.getClass() == b.getClass() && a.accept((TermVisitor<Boolean>) new SameKind(b));
    }

    /** Compares a node with another of the same kind. */
    private static final class SameKind implements TermVisitor<Boolean>, ExprVisitor<Boolean> {
        private final Node other;

        SameKind(Node other) {
            this.other = other;
        }

        @Override
        public Boolean visitTerm(Term a) {
            return same(a, (Term) other);
        }

        @Override
        public Boolean visitSomeDecl(SomeDecl a) {
            return same(a.symbols(), ((SomeDecl) other).symbols());
        }

        @Override
        public Boolean visitEvery(Every a) {
            Every b = (Every) other;
            return sameOrNull(a.key(), b.key())
                    && same(a.value(), b.value())
                    && same(a.domain(), b.domain())
                    && PolicyComparison.same(a.body(), b.body());
        }

        @Override
        public Boolean visitNot(Not a) {
            Not b = (Not) other;
            return a.explicitBody() == b.explicitBody() && PolicyComparison.same(a.body(), b.body());
        }

        @Override
        public Boolean visitLogicalAnd(LogicalAnd a) {
            return sameOperation(a, (LogicalAnd) other);
        }

        @Override
        public Boolean visitLogicalOr(LogicalOr a) {
            return sameOperation(a, (LogicalOr) other);
        }

        private static boolean sameOperation(LogicalOperation a, LogicalOperation b) {
            return a.explicitLhs() == b.explicitLhs()
                    && a.explicitRhs() == b.explicitRhs()
                    && PolicyComparison.same(a.lhs(), b.lhs())
                    && PolicyComparison.same(a.rhs(), b.rhs());
        }

        @Override
        public Boolean visitNull(NullTerm a) {
            return true;
        }

        @Override
        public Boolean visitBoolean(BooleanTerm a) {
            return a.equals(other);
        }

        @Override
        public Boolean visitNumber(NumberTerm a) {
            return a.equals(other);
        }

        @Override
        public Boolean visitString(StringTerm a) {
            return a.value().equals(((StringTerm) other).value());
        }

        @Override
        public Boolean visitVar(VarTerm a) {
            VarTerm b = (VarTerm) other;
            return a.name().equals(b.name()) || a.isWildcard() && b.isWildcard();
        }

        @Override
        public Boolean visitRef(RefTerm a) {
            return same(a.terms(), ((RefTerm) other).terms());
        }

        @Override
        public Boolean visitCall(CallTerm a) {
            return sameCall(a, (CallTerm) other);
        }

        @Override
        public Boolean visitArray(ArrayTerm a) {
            return same(a.items(), ((ArrayTerm) other).items());
        }

        @Override
        public Boolean visitSet(SetTerm a) {
            return sameSet(a.items(), ((SetTerm) other).items());
        }

        @Override
        public Boolean visitObject(ObjectTerm a) {
            return sameObject(a, (ObjectTerm) other);
        }

        @Override
        public Boolean visitArrayComprehension(ArrayComprehensionTerm a) {
            return sameComprehension(a, (ComprehensionTerm) other);
        }

        @Override
        public Boolean visitSetComprehension(SetComprehensionTerm a) {
            return sameComprehension(a, (ComprehensionTerm) other);
        }

        @Override
        public Boolean visitObjectComprehension(ObjectComprehensionTerm a) {
            return sameComprehension(a, (ComprehensionTerm) other);
        }

        private static boolean sameComprehension(ComprehensionTerm a, ComprehensionTerm b) {
            return same(a.terms(), b.terms()) && PolicyComparison.same(a.body(), b.body());
        }

        @Override
        public Boolean visitTemplateString(TemplateStringTerm a) {
            return sameTemplate(a, (TemplateStringTerm) other);
        }
    }

    private static boolean sameCall(CallTerm a, CallTerm b) {
        CallTerm x = withoutUnusedKey(a);
        CallTerm y = withoutUnusedKey(b);
        return same(x.operator(), y.operator()) && same(x.args(), y.args());
    }

    /** {@code _, x in xs} as {@code x in xs}. */
    private static CallTerm withoutUnusedKey(CallTerm call) {
        if (Operators.membership(call) == 3
                && call.args().size() == 3
                && call.args().get(0) instanceof VarTerm key
                && key.isWildcard()) {
            RefTerm member = new RefTerm(List.of(new VarTerm("internal"), new StringTerm("member_2")));
            return new CallTerm(member, call.args().subList(1, 3));
        }
        return call;
    }

    /** The numbers of wildcards affect the order of a set, so equal elements are searched for where the order differs. */
    private static boolean sameSet(List<Term> a, List<Term> b) {
        if (a.size() != b.size() || same(a, b)) {
            return a.size() == b.size();
        }
        List<Term> left = new ArrayList<>(b);
        for (Term item : a) {
            int i = 0;
            while (i < left.size() && !same(item, left.get(i))) {
                i++;
            }
            if (i == left.size()) {
                return false;
            }
            left.remove(i);
        }
        return true;
    }

    private static boolean sameObject(ObjectTerm a, ObjectTerm b) {
        if (a.entries().size() != b.entries().size()) {
            return false;
        }
        List<ObjectTerm.Entry> left = new ArrayList<>(0);
        for (int i = 0; i < a.entries().size(); i++) {
            if (!same(a.entries().get(i), b.entries().get(i))) {
                // The numbers of wildcards affect this order too.
                left.addAll(b.entries());
                break;
            }
        }
        return left.isEmpty() || a.entries().stream().allMatch(entry -> takeSame(entry, left));
    }

    private static boolean takeSame(ObjectTerm.Entry entry, List<ObjectTerm.Entry> left) {
        for (int i = 0; i < left.size(); i++) {
            if (same(entry, left.get(i))) {
                left.remove(i);
                return true;
            }
        }
        return false;
    }

    private static boolean same(ObjectTerm.Entry a, ObjectTerm.Entry b) {
        return same(a.key(), b.key()) && same(a.value(), b.value());
    }

    private static boolean sameTemplate(TemplateStringTerm a, TemplateStringTerm b) {
        List<Object> x = folded(a);
        List<Object> y = folded(b);
        if (a.multiLine() != b.multiLine() || x.size() != y.size()) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            boolean same = x.get(i) instanceof Expr p && y.get(i) instanceof Expr q
                    ? PolicyComparison.same(p, q)
                    : x.get(i) instanceof Term s && y.get(i) instanceof Term t
                            ? same(s, t)
                            : x.get(i).equals(y.get(i));
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** The parts, with constants next to each other as one text. */
    private static List<Object> folded(TemplateStringTerm template) {
        List<Object> parts = new ArrayList<>();
        for (Node part : template.parts()) {
            String text = TemplateStringWriter.constantText(part);
            int last = parts.size() - 1;
            if (text == null) {
                parts.add(part);
            } else if (last >= 0 && parts.get(last) instanceof String before) {
                parts.set(last, before + text);
            } else {
                parts.add(text);
            }
        }
        return parts;
    }
}
