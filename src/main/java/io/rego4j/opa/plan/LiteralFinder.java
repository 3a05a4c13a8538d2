package io.rego4j.opa.plan;

import java.util.BitSet;
import java.util.List;

/**
 * Finds collections that a policy has as literals, as <code>{x, y}</code>: the planner makes them and adds all their items in
 * one block, while those of rules and comprehensions get theirs from a block further in.
 */
final class LiteralFinder {
    private LiteralFinder() {}

    /** The variables in which literals are made. */
    static BitSet in(List<PlanNode> statements) throws PlanException {
        BitSet made = new BitSet();
        BitSet written = new BitSet();
        for (PlanNode typed : statements) {
            PlanNode statement = typed.field("stmt");
            switch (typed.field("type").text()) {
                case "MakeArrayStmt", "MakeObjectStmt", "MakeSetStmt" -> made.set(local(statement.field("target")));
                case "ArrayAppendStmt" -> written.set(local(statement.field("array")));
                case "SetAddStmt" -> written.set(local(statement.field("set")));
                case "ObjectInsertStmt" -> written.set(local(statement.field("object")));
                default -> {}
            }
        }
        written.and(made);
        return written;
    }

    /** True if one of the blocks, or one in them, has a set literal with an item, or an object literal with a key, that is no constant. */
    static boolean isIn(List<PlanNode> blocks) throws PlanException {
        for (PlanNode block : blocks) {
            if (isInBlock(block.items("stmts"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInBlock(List<PlanNode> statements) throws PlanException {
        BitSet written = in(statements);
        BitSet constants = new BitSet();
        for (PlanNode typed : statements) {
            PlanNode statement = typed.field("stmt");
            boolean found = switch (typed.field("type").text()) {
                case "MakeNumberIntStmt", "MakeNumberRefStmt", "MakeNullStmt" -> {
                    constants.set(local(statement.field("target")));
                    yield false;
                }
                case "SetAddStmt" ->
                    written.get(local(statement.field("set"))) && isVariable(statement.field("value"), constants);
                case "ObjectInsertStmt" ->
                    written.get(local(statement.field("object"))) && isVariable(statement.field("key"), constants);
                case "BlockStmt" -> isIn(statement.items("blocks"));
                case "NotStmt", "WithStmt", "ScanStmt" -> isIn(List.of(statement.field("block")));
                default -> false;
            };
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static boolean isVariable(PlanNode operand, BitSet constants) throws PlanException {
        return operand.field("type").text().equals("local") && !constants.get(local(operand.field("value")));
    }

    private static int local(PlanNode local) throws PlanException {
        return local.index(PlanReader.MOST_LOCALS);
    }
}
