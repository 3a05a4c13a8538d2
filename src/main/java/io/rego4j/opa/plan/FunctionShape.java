package io.rego4j.opa.plan;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to be known of all statements of a function before the first of them is made. */
final class FunctionShape {
    /** Variables that a collection is made in or added to. */
    private final BitSet drafts = new BitSet();
    /** Variables that something is added to. */
    private final BitSet extended = new BitSet();
    /** Variables that an item is looked up into. */
    private final BitSet lookedUp = new BitSet();

    private int locals;

    FunctionShape(PlanNode function) throws PlanException {
        for (PlanNode parameter : function.items("params")) {
            local(parameter);
        }
        local(function.field("return"));
        blocks(function.items("blocks"));
        drafts.or(extended);
    }

    private void blocks(List<PlanNode> blocks) throws PlanException {
        for (PlanNode block : blocks) {
            for (PlanNode typed : block.items("stmts")) {
                statement(typed.field("type").text(), typed.field("stmt"));
            }
        }
    }

    private void statement(String type, PlanNode statement) throws PlanException {
        switch (type) {
            case "MakeArrayStmt", "MakeObjectStmt", "MakeSetStmt" -> drafts.set(local(statement.field("target")));
            case "ArrayAppendStmt" -> extended.set(local(statement.field("array")));
            case "SetAddStmt" -> extended.set(local(statement.field("set")));
            case "ObjectInsertStmt", "ObjectInsertOnceStmt" -> extended.set(local(statement.field("object")));
            case "DotStmt" -> lookedUp.set(local(statement.field("target")));
            case "BlockStmt" -> blocks(statement.items("blocks"));
            case "NotStmt", "WithStmt" -> blocks(List.of(statement.field("block")));
            case "ScanStmt" -> {
                local(statement.field("key"));
                local(statement.field("value"));
                blocks(List.of(statement.field("block")));
            }
            default -> {}
        }
    }

    /** Counts a variable. */
    int local(PlanNode node) throws PlanException {
        int local = node.index(PlanReader.MOST_LOCALS);
        count(local);
        return local;
    }

    void count(int local) {
        locals = Math.max(locals, local + 1);
    }

    int locals() {
        return locals;
    }

    boolean hasDrafts() {
        return !drafts.isEmpty();
    }

    /** True if the variable may hold a draft. */
    boolean mayBeDraft(int local) {
        return drafts.get(local);
    }

    /** True if the variable gets an item of a draft that is then added to: the draft must stay one. */
    boolean isInnerDraft(int local) {
        return extended.get(local) && lookedUp.get(local);
    }

    /** What the function gives in all its rules, if that is one constant; else null. */
    static @Nullable PlanNode onlyResult(PlanNode function) throws PlanException {
        return new ResultFinder(function).onlyResult();
    }
}
