package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Statements that look into collections. */
public final class Lookups {
    private static final Pattern INDEX = Pattern.compile("[+-]?[0-9]{1,18}");

    private Lookups() {}

    /** The item below a key, or null: also where the value is no collection. */
    public static @Nullable Value item(@Nullable Value collection, @Nullable Value key) {
        if (collection instanceof ObjectValue object && key != null) {
            return object.get(key);
        } else if (collection instanceof ArrayValue array && key != null) {
            return array.find(key);
        } else if (collection instanceof SetValue set && key != null) {
            return set.contains(key) ? key : null;
        }
        return null;
    }

    /** The variable gets the item below a key; undefined if there is none. */
    public record Dot(Operand source, Operand key, int target) implements Statement {
        @Override
        public int run(Frame frame) {
            Value item = item(source.get(frame), key.get(frame));
            frame.locals[target] = item;
            return Statement.defined(item != null);
        }
    }

    /**
     * The same for a base document: OPA reads those from its store by a path of texts, so that a number finds the key that
     * is written like it, and a text the place of an array.
     */
    public record DotBase(Operand source, Operand key, int target) implements Statement {
        @Override
        public int run(Frame frame) {
            Value collection = source.get(frame);
            Value itsKey = key.get(frame);
            Value item = item(collection, itsKey);
            if (item == null && collection instanceof ObjectValue object && itsKey instanceof NumberValue number) {
                item = object.get(number.toString());
            } else if (item == null && collection instanceof ArrayValue array && itsKey instanceof StringValue text) {
                item = INDEX.matcher(text.text()).matches() ? item(array, NumberValue.parse(text.text())) : null;
            }
            frame.locals[target] = item;
            return Statement.defined(item != null);
        }
    }

    /** The variable gets how many items there are. */
    public record Length(Operand source, int target) implements Statement {
        @Override
        public int run(Frame frame) {
            Value value = source.get(frame);
            if (value == null) {
                return LEAVE;
            }
            frame.locals[target] = NumberValue.of(
                    switch (value.kind()) {
                        case ARRAY -> ((ArrayValue) value).size();
                        case OBJECT -> ((ObjectValue) value).size();
                        case SET -> ((SetValue) value).size();
                        case STRING -> ((StringValue) value).text().codePoints().count();
                        case NULL, BOOLEAN, NUMBER -> 0;
                    });
            return NEXT;
        }
    }

    /** The variable gets base documents and what rules below the same path give, as one object. */
    public record Merge(Operand base, Operand virtual, int target) implements Statement {
        @Override
        public int run(Frame frame) {
            Value a = base.get(frame);
            Value b = virtual.get(frame);
            Value merged = a == null || b == null ? null : merge(a, b);
            frame.locals[target] = merged;
            return Statement.defined(merged != null);
        }
    }

    /** Objects become one, key by key; of what is no object the first counts ({@code merge} in OPA's topdown). */
    public static Value merge(Value a, Value b) {
        if (!(a instanceof ObjectValue first) || !(b instanceof ObjectValue second)) {
            return a;
        }
        ObjectValue.Builder merged = second.toBuilder();
        first.forEach((key, value) -> {
            Value other = second.get(key);
            merged.put(key, other == null ? value : merge(value, other));
        });
        return merged.build();
    }
}
