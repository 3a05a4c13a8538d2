package io.rego4j.opa.plan;

import java.util.List;

/** Statements in their order. */
final class Block {
    private final Statement[] statements;

    Block(List<Statement> statements) {
        this.statements = statements.toArray(Statement[]::new);
    }

    /** Runs the statements up to one that does not go on; {@link Statement#NEXT} if all were defined. */
    int run(Frame frame) {
        for (Statement statement : statements) {
            int outcome = statement.run(frame);
            if (outcome != Statement.NEXT) {
                return outcome;
            }
        }
        return Statement.NEXT;
    }
}
