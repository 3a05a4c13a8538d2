package io.rego4j.dsl.finish;

import io.rego4j.ast.Body;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.Not;
import io.rego4j.ast.Origin;
import io.rego4j.dsl.value.BuilderLists;
import java.util.List;

/**
 * The comments of operands of {@code and}, {@code or} and {@code not} that have no braces: they have no line of their own, so
 * their comments stand above the whole.
 */
final class OperandComments {
    private List<Comment> raised = List.of();

    private OperandComments() {}

    /** The expression with the comments of its operands; the same one if they have none. */
    static Expr raised(Expr expr) {
        OperandComments comments = new OperandComments();
        Expr bare = expr;
        if (expr.terms() instanceof LogicalOperation logical) {
            Body lhs = logical.explicitLhs() ? logical.lhs() : comments.takenFrom(logical.lhs());
            Body rhs = logical.explicitRhs() ? logical.rhs() : comments.takenFrom(logical.rhs());
            bare = expr.withTerms(logical.withOperands(lhs, rhs));
        } else if (expr.terms() instanceof Not not && !not.explicitBody()) {
            bare = expr.withTerms(new Not(comments.takenFrom(not.body()), false, not.origin()));
        }
        if (comments.raised.isEmpty()) {
            return expr;
        }
        Origin origin = expr.origin();
        for (Comment comment : comments.raised) {
            origin = origin.with(comment);
        }
        return bare.withOrigin(origin);
    }

    private Body takenFrom(Body body) {
        if (body.size() != 1) {
            return body;
        }
        Expr only = body.get(0);
        if (only.origin().comments().isEmpty()) {
            return body;
        }
        raised = BuilderLists.append(raised, only.origin().comments());
        return Body.of(only.withOrigin(only.origin().withoutComments()));
    }
}
