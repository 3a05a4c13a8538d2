package io.rego4j.format.verify;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.Not;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.format.layout.TemplateStringWriter;
import io.rego4j.format.text.Operators;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link PolicyComparison} for terms and for what expressions say. */
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

    /** An implicit {@code not} of one plain expression says what a negated expression says: which one depends on the Rego. */
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
        if (a instanceof Term x) {
            return b instanceof Term y && same(x, y);
        } else if (a instanceof SomeDecl x && b instanceof SomeDecl y) {
            return same(x.symbols(), y.symbols());
        } else if (a instanceof Every x && b instanceof Every y) {
            return sameOrNull(x.key(), y.key())
                    && same(x.value(), y.value())
                    && same(x.domain(), y.domain())
                    && PolicyComparison.same(x.body(), y.body());
        } else if (a instanceof Not x && b instanceof Not y) {
            return x.explicitBody() == y.explicitBody() && PolicyComparison.same(x.body(), y.body());
        } else if (a instanceof LogicalAnd x && b instanceof LogicalAnd y) {
            return x.explicitLhs() == y.explicitLhs()
                    && x.explicitRhs() == y.explicitRhs()
                    && PolicyComparison.same(x.lhs(), y.lhs())
                    && PolicyComparison.same(x.rhs(), y.rhs());
        } else if (a instanceof LogicalOr x && b instanceof LogicalOr y) {
            return x.explicitLhs() == y.explicitLhs()
                    && x.explicitRhs() == y.explicitRhs()
                    && PolicyComparison.same(x.lhs(), y.lhs())
                    && PolicyComparison.same(x.rhs(), y.rhs());
        }
        return false;
    }

    static boolean same(Term a, Term b) {
        if (a == b) {
            return true;
        } else if (a instanceof StringTerm x) {
            return b instanceof StringTerm y && x.value().equals(y.value());
        } else if (a instanceof VarTerm x) {
            return b instanceof VarTerm y && (x.name().equals(y.name()) || x.isWildcard() && y.isWildcard());
        } else if (a instanceof RefTerm x) {
            return b instanceof RefTerm y && same(x.terms(), y.terms());
        } else if (a instanceof CallTerm x) {
            return b instanceof CallTerm y && sameCall(x, y);
        } else if (a instanceof ArrayTerm x) {
            return b instanceof ArrayTerm y && same(x.items(), y.items());
        } else if (a instanceof SetTerm x) {
            return b instanceof SetTerm y && sameSet(x.items(), y.items());
        } else if (a instanceof ObjectTerm x) {
            return b instanceof ObjectTerm y && sameObject(x, y);
        } else if (a instanceof ArrayComprehensionTerm x) {
            return b instanceof ArrayComprehensionTerm y
                    && same(x.term(), y.term())
                    && PolicyComparison.same(x.body(), y.body());
        } else if (a instanceof SetComprehensionTerm x) {
            return b instanceof SetComprehensionTerm y
                    && same(x.term(), y.term())
                    && PolicyComparison.same(x.body(), y.body());
        } else if (a instanceof ObjectComprehensionTerm x) {
            return b instanceof ObjectComprehensionTerm y
                    && same(x.key(), y.key())
                    && same(x.value(), y.value())
                    && PolicyComparison.same(x.body(), y.body());
        } else if (a instanceof TemplateStringTerm x) {
            return b instanceof TemplateStringTerm y && sameTemplate(x, y);
        }
        return a.equals(b);
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

    /** The numbers of wildcards have a say in the order of a set, so the pairs are sought where the order fails. */
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
                // The numbers of wildcards have a say in this order, too.
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
