package io.rego4j.opa.plan;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Constants of a policy that are more than one string: the planner makes {@code ["a", 1]} anew each time, by statements
 * that follow each other. Here they are carried out once, when the plan is read.
 */
final class ConstantRun {
    private final PlanReader plan;
    /** How often something is added to a variable in the whole rule. */
    private final Map<Integer, Integer> additions = new HashMap<>();

    private final Map<Integer, Value> values = new LinkedHashMap<>();
    private final Map<Integer, Builder> builders = new HashMap<>();
    private int length;

    /** A collection that statements of the run add to. */
    private static final class Builder {
        private final ArrayValue.@Nullable Builder array;
        private final ObjectValue.@Nullable Builder object;
        private final SetValue.@Nullable Builder set;
        private int added;

        Builder(String type) {
            array = type.equals("MakeArrayStmt") ? new ArrayValue.Builder() : null;
            object = type.equals("MakeObjectStmt") ? new ObjectValue.Builder() : null;
            set = type.equals("MakeSetStmt") ? new SetValue.Builder() : null;
        }

        Value build() {
            if (array != null) {
                return array.build();
            } else if (object != null) {
                return object.build();
            }
            return Objects.requireNonNull(set, "it is one of the three").build();
        }
    }

    ConstantRun(PlanReader plan, PlanNode rule) throws PlanException {
        this.plan = plan;
        count(rule);
    }

    private void count(PlanNode block) throws PlanException {
        for (PlanNode typed : block.items("stmts")) {
            PlanNode statement = typed.field("stmt");
            switch (typed.field("type").text()) {
                case "ArrayAppendStmt" -> count(statement, "array");
                case "SetAddStmt" -> count(statement, "set");
                case "ObjectInsertStmt", "ObjectInsertOnceStmt" -> count(statement, "object");
                case "BlockStmt" -> {
                    for (PlanNode inner : statement.items("blocks")) {
                        count(inner);
                    }
                }
                case "NotStmt", "WithStmt", "ScanStmt" -> count(statement.field("block"));
                default -> {}
            }
        }
    }

    private void count(PlanNode statement, String field) throws PlanException {
        additions.merge(statement.field(field).index(PlanReader.MOST_LOCALS), 1, Integer::sum);
    }

    /**
     * Carries out the statements from a place on, as long as all that they need is constant. True if there were any, and
     * what they made is complete.
     */
    boolean runs(List<PlanNode> statements, int from) throws PlanException {
        values.clear();
        builders.clear();
        length = 0;
        while (from + length < statements.size()) {
            PlanNode typed = statements.get(from + length);
            if (!run(typed.field("type").text(), typed.field("stmt"))) {
                break;
            }
            length++;
        }
        for (Map.Entry<Integer, Builder> entry : builders.entrySet()) {
            if (entry.getValue().added != additions.getOrDefault(entry.getKey(), 0)) {
                return false;
            }
            values.put(entry.getKey(), entry.getValue().build());
        }
        return length > 0;
    }

    private boolean run(String type, PlanNode statement) throws PlanException {
        switch (type) {
            case "MakeArrayStmt", "MakeObjectStmt", "MakeSetStmt":
                return builders.put(target(statement), new Builder(type)) == null;
            case "MakeNumberRefStmt":
                return values.put(target(statement), plan.number(statement)) == null;
            case "MakeNumberIntStmt":
                return values.put(
                                target(statement),
                                NumberValue.of(statement.field("value").number()))
                        == null;
            case "MakeNullStmt":
                return values.put(target(statement), NullValue.NULL) == null;
            case "ArrayAppendStmt":
                return add(statement, "array", null);
            case "SetAddStmt":
                return add(statement, "set", null);
            case "ObjectInsertStmt":
                Value key = value(statement.field("key"));
                return key != null && add(statement, "object", key);
            default:
                return false;
        }
    }

    private static int target(PlanNode statement) throws PlanException {
        return statement.field("target").index(PlanReader.MOST_LOCALS);
    }

    private boolean add(PlanNode statement, String field, @Nullable Value key) throws PlanException {
        Builder builder = builders.get(statement.field(field).index(PlanReader.MOST_LOCALS));
        Value value = value(statement.field("value"));
        if (builder == null || value == null) {
            return false;
        } else if (builder.array != null && field.equals("array")) {
            builder.array.add(value);
        } else if (builder.set != null && field.equals("set")) {
            builder.set.add(value);
        } else if (builder.object != null && key != null) {
            builder.object.put(key, value);
        } else {
            return false;
        }
        builder.added++;
        return true;
    }

    /** The value of an operand, if it is constant and complete. */
    private @Nullable Value value(PlanNode operand) throws PlanException {
        PlanNode value = operand.field("value");
        switch (operand.field("type").text()) {
            case "bool":
                return BooleanValue.of(value.bool());
            case "string_index":
                return plan.string(value);
            default:
                int local = value.index(PlanReader.MOST_LOCALS);
                Builder builder = builders.get(local);
                if (builder == null) {
                    return values.get(local);
                }
                return builder.added == additions.getOrDefault(local, 0) ? builder.build() : null;
        }
    }

    /** How many statements were carried out. */
    int length() {
        return length;
    }

    /** What they made, by variable. */
    Map<Integer, Value> values() {
        return values;
    }
}
