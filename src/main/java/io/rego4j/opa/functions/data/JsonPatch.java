package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Patches of RFC 6902, over sets too ({@code applyPatches} in {@code v1/topdown/json.go}). */
final class JsonPatch {
    static final Map<String, Builtin> FUNCTIONS = Map.of("json.patch", JsonPatch::patch);

    private final EditTree tree;
    private final ObjectValue operation;

    private JsonPatch(EditTree tree, ObjectValue operation) {
        this.tree = tree;
        this.operation = operation;
    }

    private static @Nullable Value patch(BuiltinContext context, Value[] operands) throws BuiltinException {
        EditTree tree = new EditTree(operands[0]);
        for (Value operation : Operands.array(operands, 2)) {
            context.checkDeadline();
            if (!(operation instanceof ObjectValue object)) {
                throw BuiltinException.of(
                        "must be an array of JSON-Patch objects, but at least one element is not an object");
            }
            new JsonPatch(tree, object).apply();
        }
        return tree.render();
    }

    private void apply() throws BuiltinException {
        Value pointer = attribute("path");
        Value op = attribute("op");
        if (!(op instanceof StringValue name)) {
            throw BuiltinException.of("attribute 'op' must be a string but found: " + op.kind());
        }
        List<Value> path = JsonPaths.steps(pointer);
        switch (name.text()) {
            case "add" -> tree.insertAt(path, attribute("value"));
            case "remove" -> tree.deleteAt(path);
            case "replace" -> {
                tree.deleteAt(path);
                tree.insertAt(path, attribute("value"));
            }
            case "move" -> {
                List<Value> from = JsonPaths.steps(attribute("from"));
                Value moved = tree.renderAt(from);
                tree.deleteAt(from);
                tree.insertAt(path, moved);
            }
            case "copy" -> tree.insertAt(path, tree.renderAt(JsonPaths.steps(attribute("from"))));
            case "test" -> {
                Value found = tree.renderAt(path);
                Value expected = attribute("value");
                if (!expected.equals(found)) {
                    throw BuiltinException.of(
                            "value from EditTree != patch value.\n\nExpected: " + expected + "\n\nFound: " + found);
                }
            }
            default -> throw BuiltinException.of("unrecognized op: '" + name.text() + "'");
        }
    }

    private Value attribute(String name) throws BuiltinException {
        Value value = operation.get(name);
        if (value == null) {
            throw BuiltinException.of("missing required attribute '" + name + "'");
        }
        return value;
    }
}
