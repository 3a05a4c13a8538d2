package io.rego4j.ast;

import io.rego4j.ast.order.AnnotationsOrder;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * OPA's total order of all nodes ({@code ast.Compare}): terms as {@link TermOrder} has them, then expressions, what they say,
 * modifiers, heads, bodies, rules, imports, packages, METADATA and modules. Comments, for which OPA has no order, come after
 * METADATA, by their text. Like OPA's, this order passes over what does not change the meaning: how operands were enclosed,
 * whether an expression was generated, a module's comments.
 */
public final class NodeOrder implements Comparator<Node> {
    /** The one order. */
    public static final NodeOrder INSTANCE = new NodeOrder();

    private NodeOrder() {}

    @Override
    public int compare(Node a, Node b) {
        if (a == b) {
            return 0;
        }
        int kinds = Integer.compare(rank(a), rank(b));
        if (kinds != 0) {
            return kinds;
        }
        if (a instanceof Term x && b instanceof Term y) {
            return TermOrder.INSTANCE.compare(x, y);
        } else if (a instanceof Expr x && b instanceof Expr y) {
            return compareExprs(x, y);
        } else if (a instanceof ExprTerms x && b instanceof ExprTerms y) {
            return compareSayings(x, y);
        } else if (a instanceof With x && b instanceof With y) {
            return firstOf(compareTerms(x.target(), y.target()), () -> compareTerms(x.value(), y.value()));
        } else if (a instanceof Head x && b instanceof Head y) {
            return compareHeads(x, y);
        } else if (a instanceof Body x && b instanceof Body y) {
            return compareAll(x.exprs(), y.exprs());
        } else if (a instanceof Rule x && b instanceof Rule y) {
            return compareRules(x, y);
        } else if (a instanceof Import x && b instanceof Import y) {
            return firstOf(compareTerms(x.path(), y.path()), () -> compareTerms(x.alias(), y.alias()));
        } else if (a instanceof RegoPackage x && b instanceof RegoPackage y) {
            return compareTerms(x.path(), y.path());
        } else if (a instanceof Annotations x && b instanceof Annotations y) {
            return AnnotationsOrder.compare(x, y);
        } else if (a instanceof Comment x && b instanceof Comment y) {
            return TermOrder.compareText(x.text(), y.text());
        } else if (a instanceof RegoModule x && b instanceof RegoModule y) {
            return compareModules(x, y);
        }
        throw new IllegalArgumentException("no order of " + a.getClass() + " and " + b.getClass());
    }

    /** The order of two lists: by the first nodes that differ, then the shorter one first. */
    public int compareAll(List<? extends Node> a, List<? extends Node> b) {
        return TermOrder.compareLists(a, b, this);
    }

    private static int compareTerms(@Nullable Term a, @Nullable Term b) {
        if (a == null || b == null) {
            return Boolean.compare(a != null, b != null);
        }
        return TermOrder.INSTANCE.compare(a, b);
    }

    private int compareModules(RegoModule a, RegoModule b) {
        int c = compare(a.pkg(), b.pkg());
        c = firstOf(c, () -> compareAll(a.imports(), b.imports()));
        c = firstOf(c, () -> compareAll(a.annotations(), b.annotations()));
        return firstOf(c, () -> compareAll(a.rules(), b.rules()));
    }

    private int compareRules(Rule a, Rule b) {
        int c = compareHeads(a.head(), b.head());
        c = firstOf(c, () -> Boolean.compare(a.isDefault(), b.isDefault()));
        c = firstOf(c, () -> compare(a.body(), b.body()));
        c = firstOf(c, () -> compareAll(a.annotations(), b.annotations()));
        Rule x = a.elseRule();
        Rule y = b.elseRule();
        if (c != 0 || x == null || y == null) {
            return firstOf(c, () -> Boolean.compare(x != null, y != null));
        }
        return compareRules(x, y);
    }

    private int compareHeads(Head a, Head b) {
        int c = Boolean.compare(b.assign(), a.assign());
        c = firstOf(c, () -> compareAll(a.args(), b.args()));
        c = firstOf(c, () -> compareTerms(a.ref(), b.ref()));
        c = firstOf(c, () -> TermOrder.compareText(nameOf(a), nameOf(b)));
        c = firstOf(c, () -> compareTerms(a.key(), b.key()));
        return firstOf(c, () -> compareTerms(a.value(), b.value()));
    }

    private static String nameOf(Head head) {
        String name = head.name();
        return name == null ? "" : name;
    }

    private int compareExprs(Expr a, Expr b) {
        int c = Integer.compare(rankOfSaying(a.terms()), rankOfSaying(b.terms()));
        c = firstOf(c, () -> Boolean.compare(a.negated(), b.negated()));
        c = firstOf(c, () -> compareSayings(a.terms(), b.terms()));
        return firstOf(c, () -> compareAll(a.with(), b.with()));
    }

    private int compareSayings(ExprTerms a, ExprTerms b) {
        if (a instanceof Term x && b instanceof Term y) {
            return TermOrder.INSTANCE.compare(x, y);
        } else if (a instanceof SomeDecl x && b instanceof SomeDecl y) {
            return compareAll(x.symbols(), y.symbols());
        } else if (a instanceof Every x && b instanceof Every y) {
            int c = compareTerms(x.key(), y.key());
            c = firstOf(c, () -> compareTerms(x.value(), y.value()));
            c = firstOf(c, () -> compareTerms(x.domain(), y.domain()));
            return firstOf(c, () -> compare(x.body(), y.body()));
        } else if (a instanceof Not x && b instanceof Not y) {
            return compare(x.body(), y.body());
        } else if (a instanceof LogicalAnd x && b instanceof LogicalAnd y) {
            return firstOf(compare(x.lhs(), y.lhs()), () -> compare(x.rhs(), y.rhs()));
        } else if (a instanceof LogicalOr x && b instanceof LogicalOr y) {
            return firstOf(compare(x.lhs(), y.lhs()), () -> compare(x.rhs(), y.rhs()));
        }
        return Integer.compare(rankOfSaying(a), rankOfSaying(b));
    }

    /** A result that decides, or else the next one. */
    private static int firstOf(int decided, IntSupplier next) {
        return decided != 0 ? decided : next.getAsInt();
    }

    /** Inside an expression: declarations, single terms, calls, and the rest. */
    private static int rankOfSaying(ExprTerms terms) {
        if (terms instanceof SomeDecl) {
            return 0;
        } else if (terms instanceof CallTerm) {
            return 2;
        } else if (terms instanceof Term) {
            return 1;
        } else if (terms instanceof Every) {
            return 3;
        } else if (terms instanceof Not) {
            return 4;
        }
        return terms instanceof LogicalAnd ? 5 : 6;
    }

    private static int rank(Node node) {
        if (node instanceof Term) {
            return 0;
        } else if (node instanceof Expr) {
            return 100;
        } else if (node instanceof ExprTerms) {
            return node instanceof SomeDecl
                    ? 101
                    : node instanceof Every
                            ? 102
                            : node instanceof LogicalAnd ? 103 : node instanceof LogicalOr ? 104 : 111;
        } else if (node instanceof With) {
            return 110;
        } else if (node instanceof Head) {
            return 120;
        } else if (node instanceof Body) {
            return 200;
        } else if (node instanceof Rule) {
            return 1000;
        } else if (node instanceof Import) {
            return 1001;
        } else if (node instanceof RegoPackage) {
            return 1002;
        } else if (node instanceof Annotations) {
            return 1003;
        }
        return node instanceof Comment ? 1004 : 10000;
    }
}
