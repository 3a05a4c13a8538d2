package io.rego4j.opa.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds functions whose rules all have the same constant as their result, as {@code allow if …} has {@code true}: the first
 * rule that holds decides. The planner lets each rule assign to a variable of its own, and that one to the function's result;
 * a default assigns to the result where it is undefined.
 */
final class ResultFinder {
    private final int result;
    private final Set<Integer> ruleResults = new HashSet<>();
    private final List<PlanNode> assignments = new ArrayList<>();
    private boolean isOther;

    ResultFinder(PlanNode function) throws PlanException {
        result = function.field("return").index(PlanReader.MOST_LOCALS);
        for (PlanNode block : function.items("blocks")) {
            if (!isDefault(block)) {
                statements(block);
            }
        }
    }

    private boolean isDefault(PlanNode block) throws PlanException {
        List<PlanNode> statements = block.items("stmts");
        return !statements.isEmpty()
                && statements.get(0).field("type").text().equals("IsUndefinedStmt")
                && statements.get(0).field("stmt").field("source").number() == result;
    }

    /** True for the block that gives a rule's result to the function, which is not needed where rules return themselves. */
    static boolean isEndOfRule(PlanNode block, int result) throws PlanException {
        List<PlanNode> statements = block.items("stmts");
        return statements.size() == 2
                && statements.get(0).field("type").text().equals("IsDefinedStmt")
                && statements.get(1).field("type").text().equals("AssignVarOnceStmt")
                && statements.get(1).field("stmt").field("target").number() == result;
    }

    private void statements(PlanNode block) throws PlanException {
        for (PlanNode typed : block.items("stmts")) {
            PlanNode statement = typed.field("stmt");
            switch (typed.field("type").text()) {
                case "AssignVarOnceStmt" -> assignment(statement);
                case "MakeArrayStmt", "MakeObjectStmt", "MakeSetStmt", "AssignVarStmt", "CallStmt", "DotStmt" ->
                    isOther |=
                            statement.has("target") && statement.field("target").number() == result
                                    || statement.has("result")
                                            && statement.field("result").number() == result;
                case "BlockStmt" -> {
                    for (PlanNode inner : statement.items("blocks")) {
                        statements(inner);
                    }
                }
                case "NotStmt", "WithStmt", "ScanStmt" -> statements(statement.field("block"));
                default -> {}
            }
        }
    }

    private void assignment(PlanNode statement) throws PlanException {
        PlanNode source = statement.field("source");
        if (statement.field("target").number() != result) {
            assignments.add(statement);
        } else if (source.field("type").text().equals("local")) {
            ruleResults.add((int) source.field("value").number());
        } else {
            isOther = true;
        }
    }

    /** The operand that all rules assign; null if there is more than one, or it is no constant. */
    @Nullable
    PlanNode onlyResult() throws PlanException {
        PlanNode only = null;
        String seen = "";
        for (PlanNode assignment : assignments) {
            PlanNode source = assignment.field("source");
            String written = written(source);
            if (!ruleResults.contains((int) assignment.field("target").number())
                    || source.field("type").text().equals("local")
                    || only != null && !written.equals(seen)) {
                return null;
            }
            only = source;
            seen = written;
        }
        return isOther ? null : only;
    }

    private static String written(PlanNode operand) throws PlanException {
        String type = operand.field("type").text();
        PlanNode value = operand.field("value");
        return type + " " + (type.equals("bool") ? Boolean.toString(value.bool()) : Long.toString(value.number()));
    }
}
