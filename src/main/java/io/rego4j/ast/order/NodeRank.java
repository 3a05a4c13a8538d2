package io.rego4j.ast.order;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Import;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeVisitor;
import io.rego4j.ast.Not;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.With;

/** The order of the kinds of nodes: OPA's {@code sortOrder}. All terms are one kind. */
public final class NodeRank implements NodeVisitor<Integer> {
    private static final NodeRank INSTANCE = new NodeRank();

    private NodeRank() {}

    /** The rank of a node's kind: a lower one comes first. */
    public static int of(Node node) {
        return node.accept(INSTANCE);
    }

    @Override
    public Integer visitModule(RegoModule node) {
        return 10000;
    }

    @Override
    public Integer visitPackage(RegoPackage node) {
        return 1002;
    }

    @Override
    public Integer visitImport(Import node) {
        return 1001;
    }

    @Override
    public Integer visitRule(Rule node) {
        return 1000;
    }

    @Override
    public Integer visitHead(Head node) {
        return 120;
    }

    @Override
    public Integer visitBody(Body node) {
        return 200;
    }

    @Override
    public Integer visitExpr(Expr node) {
        return 100;
    }

    @Override
    public Integer visitWith(With node) {
        return 110;
    }

    @Override
    public Integer visitComment(Comment node) {
        return 1004;
    }

    @Override
    public Integer visitAnnotations(Annotations node) {
        return 1003;
    }

    @Override
    public Integer visitTerm(Term node) {
        return 0;
    }

    @Override
    public Integer visitCall(CallTerm node) {
        return 0;
    }

    @Override
    public Integer visitSomeDecl(SomeDecl node) {
        return 101;
    }

    @Override
    public Integer visitEvery(Every node) {
        return 102;
    }

    @Override
    public Integer visitNot(Not node) {
        return 111;
    }

    @Override
    public Integer visitLogicalAnd(LogicalAnd node) {
        return 103;
    }

    @Override
    public Integer visitLogicalOr(LogicalOr node) {
        return 104;
    }
}
