package io.rego4j.opa.evaluate;

import java.util.List;

/** Statements in their order. */
public final class Block {
    private final Statement[] statements;

    public Block(List<Statement> statements) {
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
