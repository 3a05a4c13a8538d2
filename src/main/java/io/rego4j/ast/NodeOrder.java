package io.rego4j.ast;

import io.rego4j.ast.order.AnnotationsOrder;
import io.rego4j.ast.order.ExprRank;
import io.rego4j.ast.order.NodeRank;
import io.rego4j.internal.deep.DeepStack;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * OPA's total order of all nodes ({@code ast.Compare}): terms as {@link TermOrder} has them, then expressions, their
 * terms, modifiers, heads, bodies, rules, imports, packages, METADATA and modules. Comments, for which OPA has no order,
 * come after METADATA, by their text. Like OPA's, this order passes over what does not change the meaning: how operands
 * were enclosed, whether an expression was generated, a module's comments.
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
        int kinds = Integer.compare(NodeRank.of(a), NodeRank.of(b));
        return kinds != 0 ? kinds : a.accept(new SameKind(b));
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

    /** The first of two comparisons unless it is 0, else the second. */
    private static int firstOf(int decided, IntSupplier next) {
        return decided != 0 ? decided : next.getAsInt();
    }

    private static String nameOf(Head head) {
        String name = head.name();
        return name == null ? "" : name;
    }

    /** The order of a node and another one of the same kind; all terms are one kind. */
    private static final class SameKind implements NodeVisitor<Integer> {
        private final Node other;

        SameKind(Node other) {
            this.other = other;
        }

        @Override
        public Integer visitModule(RegoModule node) {
            RegoModule other = (RegoModule) this.other;
            int c = INSTANCE.compare(node.pkg(), other.pkg());
            c = firstOf(c, () -> INSTANCE.compareAll(node.imports(), other.imports()));
            c = firstOf(c, () -> INSTANCE.compareAll(node.annotations(), other.annotations()));
            return firstOf(c, () -> INSTANCE.compareAll(node.rules(), other.rules()));
        }

        @Override
        public Integer visitPackage(RegoPackage node) {
            return compareTerms(node.path(), ((RegoPackage) other).path());
        }

        @Override
        public Integer visitImport(Import node) {
            Import other = (Import) this.other;
            return firstOf(compareTerms(node.path(), other.path()), () -> compareTerms(node.alias(), other.alias()));
        }

        @Override
        public Integer visitRule(Rule node) {
            Rule other = (Rule) this.other;
            int c = INSTANCE.compare(node.head(), other.head());
            c = firstOf(c, () -> Boolean.compare(node.isDefault(), other.isDefault()));
            c = firstOf(c, () -> INSTANCE.compare(node.body(), other.body()));
            c = firstOf(c, () -> INSTANCE.compareAll(node.annotations(), other.annotations()));
            Rule x = node.elseRule();
            Rule y = other.elseRule();
            if (c != 0 || x == null || y == null) {
                return firstOf(c, () -> Boolean.compare(x != null, y != null));
            }
            return DeepStack.step(() -> INSTANCE.compare(x, y));
        }

        @Override
        public Integer visitHead(Head node) {
            Head other = (Head) this.other;
            int c = Boolean.compare(other.assign(), node.assign());
            c = firstOf(c, () -> INSTANCE.compareAll(node.args(), other.args()));
            c = firstOf(c, () -> compareTerms(node.ref(), other.ref()));
            c = firstOf(c, () -> TermOrder.compareText(nameOf(node), nameOf(other)));
            c = firstOf(c, () -> compareTerms(node.key(), other.key()));
            return firstOf(c, () -> compareTerms(node.value(), other.value()));
        }

        @Override
        public Integer visitBody(Body node) {
            return DeepStack.step(() -> INSTANCE.compareAll(node.exprs(), ((Body) other).exprs()));
        }

        @Override
        public Integer visitExpr(Expr node) {
            Expr other = (Expr) this.other;
            int c = Integer.compare(ExprRank.of(node.terms()), ExprRank.of(other.terms()));
            c = firstOf(c, () -> Boolean.compare(node.negated(), other.negated()));
            c = firstOf(c, () -> INSTANCE.compare(node.terms(), other.terms()));
            return firstOf(c, () -> INSTANCE.compareAll(node.with(), other.with()));
        }

        @Override
        public Integer visitWith(With node) {
            With other = (With) this.other;
            return firstOf(
                    compareTerms(node.target(), other.target()), () -> compareTerms(node.value(), other.value()));
        }

        @Override
        public Integer visitComment(Comment node) {
            return TermOrder.compareText(node.text(), ((Comment) other).text());
        }

        @Override
        public Integer visitAnnotations(Annotations node) {
            return AnnotationsOrder.compare(node, (Annotations) other);
        }

        @Override
        public Integer visitTerm(Term node) {
            return TermOrder.INSTANCE.compare(node, (Term) other);
        }

        @Override
        public Integer visitCall(CallTerm node) {
            return TermOrder.INSTANCE.compare(node, (Term) other);
        }

        @Override
        public Integer visitSomeDecl(SomeDecl node) {
            return INSTANCE.compareAll(node.symbols(), ((SomeDecl) other).symbols());
        }

        @Override
        public Integer visitEvery(Every node) {
            Every other = (Every) this.other;
            int c = compareTerms(node.key(), other.key());
            c = firstOf(c, () -> compareTerms(node.value(), other.value()));
            c = firstOf(c, () -> compareTerms(node.domain(), other.domain()));
            return firstOf(c, () -> INSTANCE.compare(node.body(), other.body()));
        }

        @Override
        public Integer visitNot(Not node) {
            return INSTANCE.compare(node.body(), ((Not) other).body());
        }

        @Override
        public Integer visitLogicalAnd(LogicalAnd node) {
            return compareOperands(node, (LogicalAnd) other);
        }

        @Override
        public Integer visitLogicalOr(LogicalOr node) {
            return compareOperands(node, (LogicalOr) other);
        }

        private static int compareOperands(LogicalOperation a, LogicalOperation b) {
            return firstOf(INSTANCE.compare(a.lhs(), b.lhs()), () -> INSTANCE.compare(a.rhs(), b.rhs()));
        }
    }
}
