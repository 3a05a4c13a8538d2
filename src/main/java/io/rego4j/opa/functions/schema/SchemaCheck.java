package io.rego4j.opa.functions.schema;

import com.google.re2j.Pattern;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.functions.text.WatchedText;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BigFloat;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a document by a schema, with the findings of {@code internal/gojsonschema}. */
final class SchemaCheck {
    /**
     * What is wrong at a place.
     *
     * @param field the steps to it with points between them, or {@code (Root)}
     */
    record Finding(String type, String field, String description) {}

    private final BuiltinContext context;
    private final List<Finding> findings = new ArrayList<>();
    /** How far a schema fits; of several, the findings of the best one are shown. */
    private int score;

    private SchemaCheck(BuiltinContext context) {
        this.context = context;
    }

    static List<Finding> check(BuiltinContext context, JsonSchema schema, Value document) {
        SchemaCheck check = new SchemaCheck(context);
        check.run(schema, document, "");
        return check.findings;
    }

    private SchemaCheck inner(JsonSchema schema, Value value, String path) {
        SchemaCheck check = new SchemaCheck(context);
        check.run(schema, value, path);
        return check;
    }

    private void add(String type, String path, String description) {
        findings.add(new Finding(type, path.isEmpty() ? "(Root)" : path, description));
        score -= 2;
    }

    private void merge(SchemaCheck other) {
        findings.addAll(other.findings);
        score += other.score;
    }

    private static String step(String path, String step) {
        return path.isEmpty() ? step : path + "." + step;
    }

    private void run(JsonSchema schema, Value value, String path) {
        context.checkDeadline();
        if (schema.constant != null) {
            if (!schema.constant) {
                add("false", path, "False always fails validation");
            }
            return;
        } else if (schema.reference != null) {
            run(schema.reference, value, path);
            return;
        }
        String given = type(value);
        boolean fits = schema.types.isEmpty()
                || schema.types.contains(given)
                || given.equals("integer") && schema.types.contains("number");
        if (!fits) {
            String expected =
                    schema.types.size() == 1 ? schema.types.get(0) : "[" + String.join(",", schema.types) + "]";
            add("invalid_type", path, "Invalid type. Expected: " + expected + ", given: " + given);
            return;
        }
        combinations(schema, value, path);
        if (value instanceof NumberValue number) {
            number(schema, number.toBigDecimal(), path);
        } else if (value instanceof ArrayValue array) {
            array(schema, array, path);
        } else if (value instanceof ObjectValue object) {
            object(schema, object, path);
        }
        common(schema, value, path);
        if (value instanceof StringValue string) {
            string(schema, string, path);
        } else if (value instanceof ObjectValue object) {
            schema.properties.forEach((name, inner) -> {
                Value member = object.get(name);
                if (member != null) {
                    run(inner, member, step(path, name));
                }
            });
        }
        score++;
    }

    private static String type(Value value) {
        if (value instanceof NumberValue number) {
            return number.toBigInteger() == null ? "number" : "integer";
        }
        return value.kind().toString();
    }

    private void combinations(JsonSchema schema, Value value, String path) {
        if (!schema.anyOf.isEmpty()) {
            several(schema.anyOf, value, path, true);
        }
        if (!schema.oneOf.isEmpty()) {
            several(schema.oneOf, value, path, false);
        }
        if (!schema.allOf.isEmpty()) {
            boolean all = true;
            for (JsonSchema inner : schema.allOf) {
                SchemaCheck check = inner(inner, value, path);
                all &= check.findings.isEmpty();
                merge(check);
            }
            if (!all) {
                add("number_all_of", path, "Must validate all the schemas (allOf)");
            }
        }
        if (schema.not != null && inner(schema.not, value, path).findings.isEmpty()) {
            add("number_not", path, "Must not validate the schema (not)");
        }
        if (value instanceof ObjectValue object) {
            dependencies(schema, object, path);
        }
        if (schema.condition != null) {
            condition(schema, schema.condition, value, path);
        }
        score++;
    }

    private void several(List<JsonSchema> schemas, Value value, String path, boolean any) {
        int valid = 0;
        SchemaCheck best = null;
        for (JsonSchema inner : schemas) {
            SchemaCheck check = inner(inner, value, path);
            if (check.findings.isEmpty()) {
                valid++;
                if (any) {
                    return;
                }
            } else if (valid == 0 && (best == null || check.score > best.score)) {
                best = check;
            }
        }
        if (valid == 1) {
            return;
        }
        add(
                any ? "number_any_of" : "number_one_of",
                path,
                any ? "Must validate at least one schema (anyOf)" : "Must validate one and only one schema (oneOf)");
        if (valid == 0 && best != null) {
            merge(best);
        }
    }

    private void dependencies(JsonSchema schema, ObjectValue object, String path) {
        schema.dependencies.forEach((name, dependency) -> {
            if (object.get(name) == null) {
                return;
            } else if (dependency instanceof JsonSchema inner) {
                run(inner, object, path);
            } else {
                for (Object other : (List<?>) dependency) {
                    if (object.get(String.valueOf(other)) == null) {
                        add("missing_dependency", path, "Has a dependency on " + other);
                    }
                }
            }
        });
    }

    private void condition(JsonSchema schema, JsonSchema condition, Value value, String path) {
        boolean holds = inner(condition, value, path).findings.isEmpty();
        JsonSchema next = holds ? schema.then : schema.otherwise;
        SchemaCheck check = next == null ? null : inner(next, value, path);
        if (check != null && !check.findings.isEmpty()) {
            add(
                    holds ? "condition_then" : "condition_else",
                    path,
                    holds
                            ? "Must validate \"then\" as \"if\" was valid"
                            : "Must validate \"else\" as \"if\" was not valid");
            merge(check);
        }
    }

    private void common(JsonSchema schema, Value value, String path) {
        String field = path.isEmpty() ? "(Root)" : path;
        if (schema.onlyValue != null && !schema.onlyValue.equals(PlainJson.of(value))) {
            add("const", path, field + " does not match: " + schema.onlyValue);
        }
        if (schema.values != null && !schema.values.contains(PlainJson.of(value))) {
            add("enum", path, field + " must be one of the following: " + String.join(", ", schema.values));
        }
        if (!schema.format.isEmpty() && !SchemaFormats.fits(schema.format, value)) {
            add("format", path, "Does not match format '" + schema.format + "'");
        }
        score++;
    }

    private void number(JsonSchema schema, BigDecimal number, String path) {
        if (schema.multipleOf != null && number.remainder(schema.multipleOf).signum() != 0) {
            add("multiple_of", path, "Must be a multiple of " + shown(schema.multipleOf));
        }
        if (schema.maximum != null && number.compareTo(schema.maximum) > 0) {
            add("number_lte", path, "Must be less than or equal to " + shown(schema.maximum));
        }
        if (schema.exclusiveMaximum != null && number.compareTo(schema.exclusiveMaximum) >= 0) {
            add("number_lt", path, "Must be less than " + shown(schema.exclusiveMaximum));
        }
        if (schema.minimum != null && number.compareTo(schema.minimum) < 0) {
            add("number_gte", path, "Must be greater than or equal to " + shown(schema.minimum));
        }
        if (schema.exclusiveMinimum != null && number.compareTo(schema.exclusiveMinimum) <= 0) {
            add("number_gt", path, "Must be greater than " + shown(schema.exclusiveMinimum));
        }
        score++;
    }

    private static String shown(BigDecimal limit) {
        BigFloat number = BigFloat.of(NumberValue.parse(limit.toString()));
        return number.isZero() ? "0" : number.shortest().general();
    }

    private void string(JsonSchema schema, StringValue string, String path) {
        long length = string.text().codePointCount(0, string.text().length());
        limits(schema, "Length", length, path, "string_gte", "string_lte");
        if (schema.pattern != null && !matches(schema.pattern, string.text())) {
            add("pattern", path, "Does not match pattern '" + schema.pattern.pattern() + "'");
        }
        score++;
    }

    private boolean matches(Pattern pattern, String text) {
        return pattern.matcher(WatchedText.of(text, context)).find();
    }

    private void limits(JsonSchema schema, String what, long size, String path, String less, String more) {
        @Nullable Long least = schema.sizes.get("min" + what);
        @Nullable Long most = schema.sizes.get("max" + what);
        if (least != null && size < least) {
            add(less, path, text(what, "at least", "greater", least));
        }
        if (most != null && size > most) {
            add(more, path, text(what, "at most", "less", most));
        }
    }

    private static String text(String what, String bound, String order, long limit) {
        return switch (what) {
            case "Length" -> "String length must be " + order + " than or equal to " + limit;
            case "Items" -> "Array must have " + bound + " " + limit + " items";
            default -> "Must have " + bound + " " + limit + " properties";
        };
    }

    private void array(JsonSchema schema, ArrayValue array, String path) {
        for (int i = 0; i < array.size(); i++) {
            String place = step(path, Integer.toString(i));
            if (schema.oneForAllItems) {
                merge(inner(schema.items.get(0), array.get(i), place));
            } else if (i < schema.items.size()) {
                merge(inner(schema.items.get(i), array.get(i), place));
            } else if (!schema.items.isEmpty() && schema.additionalItems instanceof JsonSchema more) {
                merge(inner(more, array.get(i), place));
            }
        }
        boolean more = !schema.oneForAllItems && !schema.items.isEmpty() && array.size() > schema.items.size();
        if (more && Boolean.FALSE.equals(schema.additionalItems)) {
            add("array_no_additional_items", path, "No additional items allowed on array");
        }
        limits(schema, "Items", array.size(), path, "array_min_items", "array_max_items");
        if (schema.uniqueItems) {
            Map<String, Integer> seen = new HashMap<>();
            for (int i = 0; i < array.size(); i++) {
                Integer before = seen.put(PlainJson.of(array.get(i)), i);
                if (before != null) {
                    add("unique", path, "array items[" + before + "," + i + "] must be unique");
                }
            }
        }
        contains(schema, array, path);
        score++;
    }

    private void contains(JsonSchema schema, ArrayValue array, String path) {
        SchemaCheck best = null;
        for (int i = 0; i < array.size() && schema.contains != null; i++) {
            SchemaCheck check = inner(schema.contains, array.get(i), step(path, Integer.toString(i)));
            if (check.findings.isEmpty()) {
                return;
            }
            best = best == null || check.score > best.score ? check : best;
        }
        if (schema.contains != null) {
            add("contains", path, "At least one of the items must match");
            if (best != null) {
                merge(best);
            }
        }
    }

    private void object(JsonSchema schema, ObjectValue object, String path) {
        limits(schema, "Properties", object.size(), path, "array_min_properties", "array_max_properties");
        for (String name : schema.required) {
            if (object.get(name) == null) {
                add("required", path, name + " is required");
            } else {
                score++;
            }
        }
        object.forEach((key, value) -> property(schema, JsonText.key(key), value, path));
        if (schema.propertyNames != null) {
            JsonSchema names = schema.propertyNames;
            object.forEach((key, value) -> {
                SchemaCheck check = inner(names, key, path);
                if (!check.findings.isEmpty()) {
                    add("invalid_property_name", path, "Property name of \"" + JsonText.key(key) + "\" does not match");
                    merge(check);
                }
            });
        }
        score++;
    }

    private void property(JsonSchema schema, String name, Value value, String path) {
        boolean known = schema.properties.containsKey(name);
        boolean matched = false;
        for (JsonSchema.PatternProperty property : schema.patternProperties.values()) {
            if (matches(property.pattern(), name)) {
                matched = true;
                merge(inner(property.schema(), value, step(path, name)));
            }
        }
        score += matched ? 1 : 0;
        if (known || matched) {
            return;
        } else if (Boolean.FALSE.equals(schema.additionalProperties)) {
            add("additional_property_not_allowed", path, "Additional property " + name + " is not allowed");
        } else if (schema.additionalProperties instanceof JsonSchema more) {
            merge(inner(more, value, step(path, name)));
        }
    }
}
