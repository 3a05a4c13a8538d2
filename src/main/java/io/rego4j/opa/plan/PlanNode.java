package io.rego4j.opa.plan;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in {@code plan.json}, which knows its path for messages. */
final class PlanNode {
    private final Value value;
    private final @Nullable PlanNode parent;
    private final String step;

    private PlanNode(Value value, @Nullable PlanNode parent, String step) {
        this.value = value;
        this.parent = parent;
        this.step = step;
    }

    static PlanNode root(Value value) {
        return new PlanNode(value, null, "");
    }

    /** A refusal that names this place. */
    PlanException error(String problem) {
        return new PlanException("plan.json" + (parent == null ? "" : " at " + path().substring(1)) + ": " + problem);
    }

    private String path() {
        return parent == null ? "" : parent.path() + step;
    }

    private @Nullable PlanNode member(String name) throws PlanException {
        if (!(value instanceof ObjectValue object)) {
            throw error("an object is expected");
        }
        Value member = object.get(name);
        return member == null || member == NullValue.NULL ? null : new PlanNode(member, this, "." + name);
    }

    PlanNode field(String name) throws PlanException {
        PlanNode member = member(name);
        if (member == null) {
            throw error("\"" + name + "\" is missing");
        }
        return member;
    }

    /** The items of a list; none if it is left out. */
    List<PlanNode> items(String name) throws PlanException {
        PlanNode list = member(name);
        if (list == null) {
            return List.of();
        } else if (!(list.value instanceof ArrayValue array)) {
            throw list.error("an array is expected");
        } else {
            List<PlanNode> items = new ArrayList<>(array.size());
            for (int i = 0; i < array.size(); i++) {
                items.add(new PlanNode(array.get(i), list, "[" + i + "]"));
            }
            return items;
        }
    }

    String text() throws PlanException {
        if (value instanceof StringValue string) {
            return string.text();
        }
        throw error("a string is expected");
    }

    boolean bool() throws PlanException {
        if (value instanceof BooleanValue bool) {
            return bool.value();
        }
        throw error("a boolean is expected");
    }

    long number() throws PlanException {
        if (value instanceof NumberValue number && number.isLong()) {
            return number.longValue();
        }
        throw error("an integer is expected");
    }

    /** An integer from zero up to, not including, a limit. */
    int index(int limit) throws PlanException {
        long number = number();
        if (number < 0 || number >= limit) {
            throw error(number + " is not from 0 to " + (limit - 1));
        }
        return (int) number;
    }

    /** The number of a field, or 0 if it is left out. */
    int optionalIndex(String name) throws PlanException {
        PlanNode member = member(name);
        return member == null ? 0 : member.index(Integer.MAX_VALUE);
    }

    boolean has(String name) throws PlanException {
        return member(name) != null;
    }
}
