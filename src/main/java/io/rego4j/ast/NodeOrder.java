package io.rego4j.ast;

import java.util.List;

/** OPA's order of the nodes that are not terms: what comprehensions and template strings hold. */
final class NodeOrder {
    private NodeOrder() {}

    static int compare(Body a, Body b) {
        int common = Math.min(a.size(), b.size());
        for (int i = 0; i < common; i++) {
            int c = compare(a.get(i), b.get(i));
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    static int compare(Expr a, Expr b) {
        int c = Integer.compare(rank(a.terms()), rank(b.terms()));
        if (c == 0) {
            c = Boolean.compare(a.negated(), b.negated());
        }
        if (c == 0) {
            c = compare(a.terms(), b.terms());
        }
        return c != 0 ? c : compareWith(a.with(), b.with());
    }

    static int compareTemplates(TemplateStringTerm a, TemplateStringTerm b) {
        int common = Math.min(a.parts().size(), b.parts().size());
        for (int i = 0; i < common; i++) {
            Node x = a.parts().get(i);
            Node y = b.parts().get(i);
            int c;
            if (x instanceof Term p && y instanceof Term q) {
                c = TermOrder.INSTANCE.compare(p, q);
            } else if (x instanceof Expr p && y instanceof Expr q) {
                c = compare(p, q);
            } else {
                c = x instanceof Term ? -1 : 1;
            }
            if (c != 0) {
                return c;
            }
        }
        int c = Integer.compare(a.parts().size(), b.parts().size());
        return c != 0 ? c : Boolean.compare(a.multiLine(), b.multiLine());
    }

    private static int compare(ExprTerms a, ExprTerms b) {
        if (a instanceof Term x && b instanceof Term y) {
            return TermOrder.INSTANCE.compare(x, y);
        } else if (a instanceof SomeDecl x && b instanceof SomeDecl y) {
            return TermOrder.INSTANCE.compareAll(x.symbols(), y.symbols());
        } else if (a instanceof Every x && b instanceof Every y) {
            return compare(x, y);
        } else if (a instanceof Not x && b instanceof Not y) {
            return compare(x.body(), y.body());
        } else if (a instanceof LogicalAnd x && b instanceof LogicalAnd y) {
            int c = compare(x.lhs(), y.lhs());
            return c != 0 ? c : compare(x.rhs(), y.rhs());
        } else if (a instanceof LogicalOr x && b instanceof LogicalOr y) {
            int c = compare(x.lhs(), y.lhs());
            return c != 0 ? c : compare(x.rhs(), y.rhs());
        }
        return 0;
    }

    private static int compare(Every a, Every b) {
        Term x = a.key();
        Term y = b.key();
        int c = x == null || y == null ? Boolean.compare(x != null, y != null) : TermOrder.INSTANCE.compare(x, y);
        if (c == 0) {
            c = TermOrder.INSTANCE.compareAll(List.of(a.value(), a.domain()), List.of(b.value(), b.domain()));
        }
        return c != 0 ? c : compare(a.body(), b.body());
    }

    private static int compareWith(List<With> a, List<With> b) {
        int common = Math.min(a.size(), b.size());
        for (int i = 0; i < common; i++) {
            int c = TermOrder.INSTANCE.compare(a.get(i).target(), b.get(i).target());
            if (c == 0) {
                c = TermOrder.INSTANCE.compare(a.get(i).value(), b.get(i).value());
            }
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int rank(ExprTerms terms) {
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
}
