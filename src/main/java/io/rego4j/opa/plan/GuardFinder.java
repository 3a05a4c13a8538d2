package io.rego4j.opa.plan;

import io.rego4j.opa.evaluate.Block;
import io.rego4j.opa.evaluate.Evaluation;
import io.rego4j.opa.evaluate.RuleIndex;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the conditions for a rule's index: parts of its arguments that it compares with constants, outside of inner blocks. */
final class GuardFinder {
    /** With fewer rules, running them all is as fast. */
    private static final int FEWEST_INDEXED = 4;

    private final PlanReader plan;
    private final Map<Integer, RuleIndex.Path> paths = new HashMap<>();
    private final Map<Integer, Value> constants = new HashMap<>();
    private final Map<RuleIndex.Path, Value> guards = new HashMap<>();

    private GuardFinder(PlanReader plan, PlanNode function) throws PlanException {
        this.plan = plan;
        for (PlanNode parameter : function.items("params")) {
            int variable = parameter.index(PlanReader.MOST_LOCALS);
            paths.put(variable, new RuleIndex.Path(variable, List.of()));
        }
        // Base documents are found by other rules.
        paths.remove(Evaluation.DATA);
    }

    static Map<RuleIndex.Path, Value> guards(PlanReader plan, PlanNode function, PlanNode rule) throws PlanException {
        GuardFinder finder = new GuardFinder(plan, function);
        finder.find(rule);
        return finder.guards;
    }

    /** An index by the part that most rules compare; none where it would spare little. */
    static @Nullable RuleIndex index(Block[] blocks, List<Map<RuleIndex.Path, Value>> guards) {
        Set<RuleIndex.Path> paths = new HashSet<>();
        guards.forEach(each -> paths.addAll(each.keySet()));
        RuleIndex.Path best = null;
        long most = FEWEST_INDEXED - 1;
        for (RuleIndex.Path path : paths) {
            long values = guards.stream()
                    .map(each -> each.get(path))
                    .filter(Objects::nonNull)
                    .distinct()
                    .count();
            if (values > most) {
                best = path;
                most = values;
            }
        }
        if (best == null) {
            return null;
        }
        List<@Nullable Value> wanted = new ArrayList<>();
        for (Map<RuleIndex.Path, Value> each : guards) {
            wanted.add(each.get(best));
        }
        return new RuleIndex(best, blocks, wanted);
    }

    private void find(PlanNode rule) throws PlanException {
        ConstantRun run = new ConstantRun(plan, rule);
        List<PlanNode> statements = rule.items("stmts");
        for (int i = 0; i < statements.size(); i++) {
            if (run.runs(statements, i)) {
                constants.putAll(run.values());
                i += run.length() - 1;
            } else if (mayHoldResult(statements.get(i).field("type").text())) {
                return;
            } else {
                statement(
                        statements.get(i).field("type").text(),
                        statements.get(i).field("stmt"));
            }
        }
    }

    /** In an inner block a rule may give its result: what comes after that is not needed in every case. */
    private static boolean mayHoldResult(String type) {
        return type.equals("BlockStmt") || type.equals("ScanStmt") || type.equals("WithStmt");
    }

    private void statement(String type, PlanNode statement) throws PlanException {
        switch (type) {
            case "DotStmt" -> dot(statement);
            case "AssignVarStmt" -> assign(statement);
            case "AssignIntStmt" ->
                constants.put(
                        statement.field("target").index(PlanReader.MOST_LOCALS),
                        NumberValue.of(statement.field("value").number()));
            case "EqualStmt" -> {
                guard(statement.field("a"), statement.field("b"));
                guard(statement.field("b"), statement.field("a"));
            }
            default -> {
                if (statement.has("target")) {
                    forget(statement.field("target").index(PlanReader.MOST_LOCALS));
                } else if (statement.has("result")) {
                    forget(statement.field("result").index(PlanReader.MOST_LOCALS));
                }
            }
        }
    }

    private void forget(int local) {
        paths.remove(local);
        constants.remove(local);
    }

    private void dot(PlanNode statement) throws PlanException {
        RuleIndex.Path source = path(statement.field("source"));
        int target = statement.field("target").index(PlanReader.MOST_LOCALS);
        forget(target);
        Value key = value(statement.field("key"));
        if (source != null && key != null) {
            List<Value> keys = new ArrayList<>(source.keys());
            keys.add(key);
            paths.put(target, new RuleIndex.Path(source.variable(), keys));
        }
    }

    private void assign(PlanNode statement) throws PlanException {
        RuleIndex.Path path = path(statement.field("source"));
        Value value = value(statement.field("source"));
        int target = statement.field("target").index(PlanReader.MOST_LOCALS);
        forget(target);
        if (path != null) {
            paths.put(target, path);
        }
        if (value != null) {
            constants.put(target, value);
        }
    }

    private void guard(PlanNode part, PlanNode constant) throws PlanException {
        RuleIndex.Path path = path(part);
        Value value = value(constant);
        if (path != null && value != null) {
            guards.putIfAbsent(path, value);
        }
    }

    private RuleIndex.@Nullable Path path(PlanNode operand) throws PlanException {
        return operand.field("type").text().equals("local")
                ? paths.get(operand.field("value").index(PlanReader.MOST_LOCALS))
                : null;
    }

    private @Nullable Value value(PlanNode operand) throws PlanException {
        PlanNode value = operand.field("value");
        return switch (operand.field("type").text()) {
            case "bool" -> BooleanValue.of(value.bool());
            case "string_index" -> plan.string(value);
            default -> constants.get(value.index(PlanReader.MOST_LOCALS));
        };
    }
}
