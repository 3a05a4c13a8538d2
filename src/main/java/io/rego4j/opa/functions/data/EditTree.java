package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.Kind;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that is being edited ({@code internal/edittree}). What is edited becomes a tree of its own; OPA's messages, and
 * where it looks for items of arrays that are not edited yet, depend on the value from before the edits, which is kept.
 */
final class EditTree {
    private static final Map<Kind, String> GO_TYPES = Map.of(
            Kind.NULL, "ast.Null",
            Kind.BOOLEAN, "ast.Boolean",
            Kind.NUMBER, "ast.Number",
            Kind.STRING, "ast.String");

    /** Null once it was deleted. */
    private @Nullable Value original;
    /** The edits of an object or a set. */
    private final Map<Value, Slot> edits = new HashMap<>();
    /** The items of an array. */
    private final List<Slot> items = new ArrayList<>();

    /**
     * A child. It has one of both unless it was deleted, and an edited one is a tree if it is composite.
     *
     * @param untouched true for an item of an array from before the edits
     * @param composite whether what is, or was, here is an array, an object or a set
     */
    private record Slot(@Nullable Value scalar, @Nullable EditTree tree, boolean untouched, boolean composite) {
        static Slot inserted(Value value, EditTree tree) {
            return isComposite(value) ? new Slot(null, tree, false, true) : new Slot(value, null, false, false);
        }

        static Slot deleted(boolean composite) {
            return new Slot(null, null, false, composite);
        }

        boolean isDeleted() {
            return scalar == null && tree == null;
        }

        /** The value with all edits, of a child that was not deleted. */
        Value render() {
            return java.util.Objects.requireNonNull(
                    tree == null ? scalar : tree.render(),
                    "a deleted child has no tree, and no tree of a child is deleted");
        }

        void requirePresent(String action, Value key) throws BuiltinException {
            if (isDeleted()) {
                throw BuiltinException.of("cannot " + action + " the already deleted "
                        + (composite ? "composite" : "scalar") + " node for key " + key);
            }
        }
    }

    EditTree(Value value) {
        reset(value);
    }

    private void reset(@Nullable Value value) {
        original = value;
        edits.clear();
        items.clear();
        if (value instanceof ArrayValue array) {
            array.forEach(item -> items.add(new Slot(item, null, true, isComposite(item))));
        }
    }

    private static boolean isComposite(Value value) {
        return value.kind().compareTo(Kind.ARRAY) >= 0;
    }

    void insertAt(List<Value> path, @Nullable Value value) throws BuiltinException {
        if (value == null) {
            throw BuiltinException.of("cannot insert nil value into EditTree");
        } else if (path.isEmpty()) {
            reset(value);
        } else {
            unfold(path.subList(0, path.size() - 1)).insert(path.get(path.size() - 1), value);
        }
    }

    void deleteAt(List<Value> path) throws BuiltinException {
        if (!path.isEmpty()) {
            unfold(path.subList(0, path.size() - 1)).delete(path.get(path.size() - 1));
        } else if (original == null) {
            throw BuiltinException.of("deleted node encountered during delete operation");
        } else {
            reset(null);
        }
    }

    @Nullable
    Value renderAt(List<Value> path) throws BuiltinException {
        return unfold(path).render();
    }

    private EditTree insert(Value key, Value value) throws BuiltinException {
        if (original == null) {
            throw BuiltinException.of("deleted node encountered during insert operation");
        }
        EditTree child = new EditTree(value);
        switch (original.kind()) {
            case OBJECT -> replace(key, Slot.inserted(value, child));
            case SET -> {
                if (!key.equals(value)) {
                    throw BuiltinException.of("set key " + key + " does not equal value to be inserted " + value);
                } else if (isComposite(key)) {
                    reset(render());
                }
                replace(key, Slot.inserted(value, child));
            }
            case ARRAY -> {
                long at = index(key);
                if (at < 0 || at > items.size()) {
                    throw BuiltinException.of("index for array insertion out of bounds");
                }
                items.add((int) at, Slot.inserted(value, child));
            }
            default -> throw notComposite("expected composite type", original);
        }
        return child;
    }

    /** The key counts as it was written last. */
    private void replace(Value key, Slot slot) {
        edits.remove(key);
        edits.put(key, slot);
    }

    private void delete(Value key) throws BuiltinException {
        if (original == null) {
            throw BuiltinException.of("deleted node encountered during delete operation");
        }
        switch (original.kind()) {
            case OBJECT -> deleteKey(key);
            case SET -> {
                if (isComposite(key)) {
                    reset(render());
                }
                deleteKey(key);
            }
            case ARRAY -> {
                long at = index(key);
                if (at < 0 || at >= items.size()) {
                    throw BuiltinException.of("index for array delete out of bounds");
                }
                items.remove((int) at);
            }
            default -> throw notComposite("expected composite type", original);
        }
    }

    private void deleteKey(Value key) throws BuiltinException {
        Slot slot = edits.get(key);
        if (slot != null) {
            slot.requirePresent("delete", key);
            replace(key, Slot.deleted(slot.composite));
            return;
        }
        Value found = Objects.child(original == null ? ObjectValue.EMPTY : original, key);
        if (found == null) {
            throw BuiltinException.of("cannot delete child key " + key + " that does not exist");
        }
        replace(key, Slot.deleted(isComposite(found)));
    }

    /** The tree that a path leads to. One of a scalar is no part of this tree. */
    private EditTree unfold(List<Value> path) throws BuiltinException {
        EditTree at = this;
        for (Value step : path) {
            at = at.step(step);
        }
        return at;
    }

    private EditTree step(Value key) throws BuiltinException {
        Value before = original;
        if (before == null) {
            throw BuiltinException.of("nil value encountered where composite value was expected");
        }
        return switch (before.kind()) {
            case OBJECT -> child(key, "object");
            case SET -> {
                if (isComposite(key)) {
                    reset(render());
                }
                yield child(key, "set");
            }
            case ARRAY -> item((ArrayValue) before, key);
            default -> throw notComposite("expected composite type for path " + key, before);
        };
    }

    private EditTree child(Value key, String kind) throws BuiltinException {
        Slot slot = edits.get(key);
        if (slot != null) {
            slot.requirePresent("unfold", key);
            return slot.tree != null ? slot.tree : new EditTree(java.util.Objects.requireNonNull(slot.scalar));
        }
        Value found = original == null ? null : Objects.child(original, key);
        if (found == null) {
            throw BuiltinException.of("path " + (kind.equals("set") ? bare(key) : key.toString())
                    + " does not exist in " + kind + " term " + original);
        }
        return insert(key, found);
    }

    /** As OPA writes a reference of one step. */
    private static String bare(Value key) {
        return key instanceof StringValue string ? string.text() : key.toString();
    }

    private EditTree item(ArrayValue before, Value key) throws BuiltinException {
        long at = index(key);
        Slot slot = at >= 0 && at < items.size() ? items.get((int) at) : null;
        if (slot != null && !slot.untouched) {
            return slot.tree != null ? slot.tree : new EditTree(java.util.Objects.requireNonNull(slot.scalar));
        } else if (at < 0 || at >= before.size()) {
            throw BuiltinException.of("path " + at + " does not exist in array term " + before);
        }
        // OPA takes the item of the array as it was, although others may have moved to this place since.
        Value place = NumberValue.of(at);
        delete(place);
        return insert(place, before.get((int) at));
    }

    private static BuiltinException notComposite(String message, Value value) {
        return BuiltinException.of(message + ", found value: " + value + " (type: " + GO_TYPES.get(value.kind()) + ")");
    }

    private long index(Value key) throws BuiltinException {
        if (key instanceof NumberValue number) {
            if (!number.isLong()) {
                throw BuiltinException.of("invalid number type for indexing");
            }
            return number.longValue();
        } else if (!(key instanceof StringValue)) {
            throw BuiltinException.of("invalid type for indexing");
        }
        String text = ((StringValue) key).text();
        if (text.equals("-")) {
            return items.size();
        }
        NumberValue number = number(text);
        if (number == null || !number.isLong()) {
            throw BuiltinException.of("invalid string for indexing");
        } else if (!text.equals("0") && text.startsWith("0")) {
            throw BuiltinException.of("leading zeros are not allowed in JSON paths");
        }
        return number.longValue();
    }

    private static @Nullable NumberValue number(String text) {
        try {
            return NumberValue.parse(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The value with all edits; null if it was deleted. */
    @Nullable
    Value render() {
        if (original instanceof ArrayValue) {
            return ArrayValue.of(items.stream().map(Slot::render).toList());
        } else if (original == null || edits.isEmpty()) {
            return original;
        } else if (original instanceof SetValue set) {
            SetValue.Builder rendered = new SetValue.Builder();
            set.forEach(item -> {
                if (!edits.containsKey(item)) {
                    rendered.add(item);
                }
            });
            edits.values().stream().filter(slot -> !slot.isDeleted()).forEach(slot -> rendered.add(slot.render()));
            return rendered.build();
        } else if (original instanceof ObjectValue object) {
            ObjectValue.Builder rendered = new ObjectValue.Builder();
            object.forEach((key, value) -> {
                if (!edits.containsKey(key)) {
                    rendered.put(key, value);
                }
            });
            edits.forEach((key, slot) -> {
                if (!slot.isDeleted()) {
                    rendered.put(key, slot.render());
                }
            });
            return rendered.build();
        }
        return original;
    }
}
