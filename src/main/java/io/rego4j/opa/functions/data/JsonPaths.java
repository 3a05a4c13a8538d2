package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Removing from a value what paths lead to, or keeping only that ({@code v1/topdown/json.go}). */
final class JsonPaths {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "json.remove", (context, operands) -> remove(Operands.object(operands, 1), paths(operands)),
            "json.filter", (context, operands) -> filter(Operands.object(operands, 1), paths(operands)));

    private JsonPaths() {}

    /** Paths by their first steps. One that ends has no steps; longer ones below it do not count. */
    private static final class Paths {
        private final Map<Value, Paths> next = new HashMap<>();
        private boolean end;

        void add(List<Value> path) {
            Paths at = this;
            for (Value step : path) {
                if (at.end) {
                    return;
                }
                at = at.next.computeIfAbsent(step, key -> new Paths());
            }
            at.end = !path.isEmpty();
        }

        @Nullable
        Paths get(Value step) {
            return next.get(step);
        }
    }

    private static Paths paths(Value[] operands) throws BuiltinException {
        if (!(operands[1] instanceof ArrayValue) && !(operands[1] instanceof SetValue)) {
            throw Operands.wrongType(operands, 2, "set", "array");
        }
        Paths paths = new Paths();
        for (Value path : Operands.items(operands, 2)) {
            paths.add(steps(path));
        }
        return paths;
    }

    /** The steps of a path: a JSON pointer, with or without a slash before it, or an array. */
    static List<Value> steps(Value path) throws BuiltinException {
        if (path instanceof ArrayValue array) {
            return array.toList();
        } else if (!(path instanceof StringValue)) {
            throw Operands.wrong(
                    2,
                    "must be one of {set, array} containing string paths or array of path segments but got "
                            + path.kind());
        }
        String text = ((StringValue) path).text();
        if (text.isEmpty()) {
            return List.of();
        }
        int start = 0;
        while (start < text.length() && text.charAt(start) == '/') {
            start++;
        }
        List<Value> steps = new ArrayList<>();
        for (String step : text.substring(start).split("/", -1)) {
            steps.add(StringValue.ofParts(step.replace("~1", "/").replace("~0", "~")));
        }
        return steps;
    }

    /** The value without what the paths lead to; null if one leads to the value itself. */
    private static @Nullable Value remove(Value value, @Nullable Paths paths) {
        if (paths == null) {
            return value;
        } else if (paths.end) {
            return null;
        }
        return switch (value.kind()) {
            case OBJECT -> {
                ObjectValue.Builder rest = new ObjectValue.Builder();
                ((ObjectValue) value).forEach((key, item) -> {
                    Value kept = remove(item, paths.get(key));
                    if (kept != null) {
                        rest.put(key, kept);
                    }
                });
                yield rest.build();
            }
            case SET -> {
                SetValue.Builder rest = new SetValue.Builder();
                for (Value item : (SetValue) value) {
                    Value kept = remove(item, paths.get(item));
                    if (kept != null) {
                        rest.add(kept);
                    }
                }
                yield rest.build();
            }
            case ARRAY -> {
                ArrayValue array = (ArrayValue) value;
                ArrayValue.Builder rest = new ArrayValue.Builder();
                for (int i = 0; i < array.size(); i++) {
                    Value kept = remove(array.get(i), paths.get(index(i)));
                    if (kept != null) {
                        rest.add(kept);
                    }
                }
                yield rest.build();
            }
            default -> value;
        };
    }

    /** What of the value the paths lead to. */
    private static Value filter(Value value, Paths paths) {
        if (paths.end) {
            return value;
        }
        return switch (value.kind()) {
            case OBJECT -> {
                ObjectValue.Builder found = new ObjectValue.Builder();
                ((ObjectValue) value).forEach((key, item) -> {
                    Paths inner = paths.get(key);
                    if (inner != null) {
                        found.put(key, filter(item, inner));
                    }
                });
                yield found.build();
            }
            case SET -> {
                SetValue.Builder found = new SetValue.Builder();
                for (Value item : (SetValue) value) {
                    Paths inner = paths.get(item);
                    if (inner != null) {
                        found.add(filter(item, inner));
                    }
                }
                yield found.build();
            }
            case ARRAY -> {
                ArrayValue array = (ArrayValue) value;
                ArrayValue.Builder found = new ArrayValue.Builder();
                for (int i = 0; i < array.size(); i++) {
                    Paths inner = paths.get(index(i));
                    if (inner != null) {
                        found.add(filter(array.get(i), inner));
                    }
                }
                yield found.build();
            }
            default -> value;
        };
    }

    /** Places of arrays are strings in these paths. */
    private static Value index(int place) {
        return StringValue.of(Integer.toString(place));
    }
}
