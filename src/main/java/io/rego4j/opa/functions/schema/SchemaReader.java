package io.rego4j.opa.functions.schema;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads schemas of the drafts 4, 6 and 7, and of what is common to them where a schema names none, in the words of OPA
 * ({@code internal/gojsonschema}).
 */
final class SchemaReader {
    static final int DRAFT_4 = 4;
    static final int DRAFT_6 = 6;
    static final int DRAFT_7 = 7;
    static final int HYBRID = Integer.MAX_VALUE;
    private static final List<String> TYPES =
            List.of("array", "boolean", "integer", "number", "null", "object", "string");
    private static final String SCHEMA = "Valid Schema";

    private final Value document;
    private final int draft;
    private final Map<String, JsonSchema> references = new HashMap<>();

    private SchemaReader(Value document, int draft) {
        this.document = document;
        this.draft = draft;
    }

    static JsonSchema read(Value document) throws BuiltinException {
        if (!(document instanceof ObjectValue) && !(document instanceof BooleanValue)) {
            throw BuiltinException.of("schema is invalid");
        }
        return new SchemaReader(document, draft(document)).schema(document);
    }

    private static int draft(Value document) {
        String url = document instanceof ObjectValue object && object.get("$schema") instanceof StringValue text
                ? text.text()
                : "";
        if (url.contains("draft-04")) {
            return DRAFT_4;
        } else if (url.contains("draft-06")) {
            return DRAFT_6;
        }
        return url.contains("draft-07") ? DRAFT_7 : HYBRID;
    }

    static BuiltinException invalidType(String expected, String given) {
        return BuiltinException.of("Invalid type. Expected: " + expected + ", given: " + given);
    }

    private JsonSchema schema(Value value) throws BuiltinException {
        JsonSchema schema = new JsonSchema();
        if (draft >= DRAFT_6 && value instanceof BooleanValue flag) {
            schema.constant = flag.value();
        } else if (value instanceof ObjectValue object) {
            fill(schema, object);
        } else {
            throw BuiltinException.of("Expected: " + SCHEMA + ", given: Invalid JSON");
        }
        return schema;
    }

    private void fill(JsonSchema schema, ObjectValue object) throws BuiltinException {
        text(object, draft == DRAFT_4 || draft == HYBRID && object.get("id") != null ? "id" : "$id");
        definitions(object.get("definitions"));
        text(object, "title");
        text(object, "description");
        String reference = text(object, "$ref");
        if (reference != null) {
            schema.reference = reference(reference);
            return;
        }
        types(schema, object.get("type"));
        properties(schema, object);
        items(schema, object);
        new SchemaLimits(object, draft).read(schema);
        pattern(schema, object);
        required(schema, object);
        values(schema, object);
        for (Value item : list(object, "oneOf")) {
            schema.oneOf.add(schema(item));
        }
        for (Value item : list(object, "anyOf")) {
            schema.anyOf.add(schema(item));
        }
        for (Value item : list(object, "allOf")) {
            schema.allOf.add(schema(item));
        }
        schema.not = inner(object, "not");
        if (draft >= DRAFT_7) {
            schema.condition = inner(object, "if");
            schema.then = inner(object, "then");
            schema.otherwise = inner(object, "else");
        }
    }

    private @Nullable JsonSchema inner(ObjectValue object, String name) throws BuiltinException {
        Value value = object.get(name);
        if (value == null) {
            return null;
        } else if (!(value instanceof ObjectValue) && !(value instanceof BooleanValue)) {
            throw BuiltinException.of(name + " must be of an object");
        }
        return schema(value);
    }

    private void definitions(@Nullable Value value) throws BuiltinException {
        if (value == null) {
            return;
        } else if (!(value instanceof ObjectValue)) {
            throw invalidType("Array Of Schemas", "definitions");
        }
        ObjectValue object = (ObjectValue) value;
        for (int i = 0; i < object.size(); i++) {
            if (!(object.value(i) instanceof ObjectValue) && !(object.value(i) instanceof BooleanValue)) {
                throw invalidType("Array Of Schemas", "definitions");
            }
            schema(object.value(i));
        }
    }

    /** What a pointer into the same document leads to; read once, so that schemas may refer to themselves. */
    private JsonSchema reference(String reference) throws BuiltinException {
        JsonSchema known = references.get(reference);
        if (known != null) {
            return known;
        } else if (!reference.startsWith("#") || reference.length() > 1 && reference.charAt(1) != '/') {
            throw new EvaluationException(
                    EvaluationException.UNSUPPORTED,
                    "a schema with the reference " + reference + " is not in this engine");
        }
        Value found = document;
        for (String step : reference.length() > 1 ? reference.substring(2).split("/", -1) : new String[0]) {
            String name = step.replace("~1", "/").replace("~0", "~");
            Value next = found instanceof ObjectValue object ? object.get(name) : null;
            if (found instanceof ArrayValue array
                    && name.matches("[0-9]{1,9}")
                    && Integer.parseInt(name) < array.size()) {
                next = array.get(Integer.parseInt(name));
            }
            if (next == null) {
                throw BuiltinException.of("Object has no key '" + name + "'");
            }
            found = next;
        }
        if (!(found instanceof ObjectValue) && !(found instanceof BooleanValue)) {
            throw BuiltinException.of(SCHEMA + " must be of type object");
        }
        JsonSchema schema = new JsonSchema();
        references.put(reference, schema);
        if (found instanceof BooleanValue flag) {
            schema.constant = flag.value();
        } else {
            fill(schema, (ObjectValue) found);
        }
        return schema;
    }

    private static void types(JsonSchema schema, @Nullable Value value) throws BuiltinException {
        List<Value> types =
                value instanceof ArrayValue array ? array.toList() : value == null ? List.of() : List.of(value);
        for (Value type : types) {
            if (!(type instanceof StringValue name)) {
                throw invalidType("type", "string/Array Of Strings");
            } else if (!TYPES.contains(name.text())) {
                throw BuiltinException.of("has a primitive type that is NOT VALID -- given: /" + name.text()
                        + "/ Expected valid values are:[" + String.join(" ", TYPES) + "]");
            } else if (schema.types.contains(name.text())) {
                throw BuiltinException.of(name.text() + " type is duplicated");
            } else {
                schema.types.add(name.text());
            }
        }
    }

    private void properties(JsonSchema schema, ObjectValue object) throws BuiltinException {
        Value properties = object.get("properties");
        if (properties != null && !(properties instanceof ObjectValue)) {
            throw BuiltinException.of("Properties must be of type object");
        } else if (properties instanceof ObjectValue all) {
            for (int i = 0; i < all.size(); i++) {
                schema.properties.put(((StringValue) all.key(i)).text(), schema(all.value(i)));
            }
        }
        schema.additionalProperties = schemaOrFlag(object, "additionalProperties");
        Value byPattern = object.get("patternProperties");
        if (byPattern != null && !(byPattern instanceof ObjectValue)) {
            throw invalidType(SCHEMA, "patternProperties");
        } else if (byPattern instanceof ObjectValue all) {
            for (int i = 0; i < all.size(); i++) {
                String name = ((StringValue) all.key(i)).text();
                Pattern pattern = compiled(name, "Invalid regex pattern '" + name + "'");
                schema.patternProperties.put(name, new JsonSchema.PatternProperty(pattern, schema(all.value(i))));
            }
        }
        Value names = object.get("propertyNames");
        if (names != null && draft >= DRAFT_6) {
            if (!(names instanceof ObjectValue) && !(names instanceof BooleanValue)) {
                throw invalidType(SCHEMA, "patternProperties");
            }
            schema.propertyNames = schema(names);
        }
        dependencies(schema, object.get("dependencies"));
    }

    private @Nullable Object schemaOrFlag(ObjectValue object, String name) throws BuiltinException {
        Value value = object.get(name);
        if (value instanceof BooleanValue flag) {
            return flag.value();
        } else if (value != null && !(value instanceof ObjectValue)) {
            throw invalidType("boolean/" + SCHEMA, name);
        }
        return value == null ? null : schema(value);
    }

    private void dependencies(JsonSchema schema, @Nullable Value value) throws BuiltinException {
        if (value == null) {
            return;
        } else if (!(value instanceof ObjectValue)) {
            throw BuiltinException.of("dependencies must be of type object");
        }
        ObjectValue all = (ObjectValue) value;
        for (int i = 0; i < all.size(); i++) {
            String name = ((StringValue) all.key(i)).text();
            if (all.value(i) instanceof ArrayValue list) {
                List<String> others = new ArrayList<>();
                for (Value item : list) {
                    if (!(item instanceof StringValue text)) {
                        throw BuiltinException.of("Dependency must be of type Schema Or Array Of Strings");
                    }
                    others.add(text.text());
                }
                if (!others.isEmpty()) {
                    schema.dependencies.put(name, others);
                }
            } else if (all.value(i) instanceof ObjectValue || all.value(i) instanceof BooleanValue) {
                schema.dependencies.put(name, schema(all.value(i)));
            } else {
                throw BuiltinException.of("Dependency must be of type Schema Or Array Of Strings");
            }
        }
    }

    private void items(JsonSchema schema, ObjectValue object) throws BuiltinException {
        Value items = object.get("items");
        if (items instanceof ObjectValue || items instanceof BooleanValue) {
            schema.oneForAllItems = true;
            schema.items.add(schema(items));
        } else if (items instanceof ArrayValue list) {
            for (Value item : list) {
                if (!(item instanceof ObjectValue) && !(item instanceof BooleanValue)) {
                    throw invalidType(SCHEMA + "/Array Of Schemas", "items");
                }
                schema.items.add(schema(item));
            }
        } else if (items != null) {
            throw invalidType(SCHEMA + "/Array Of Schemas", "items");
        }
        schema.additionalItems = schemaOrFlag(object, "additionalItems");
        Value contains = object.get("contains");
        if (contains != null && draft >= DRAFT_6) {
            schema.contains = schema(contains);
        }
    }

    private static Pattern compiled(String pattern, String error) throws BuiltinException {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw BuiltinException.of(error);
        }
    }

    private static void pattern(JsonSchema schema, ObjectValue object) throws BuiltinException {
        String pattern = text(object, "pattern");
        schema.pattern = pattern == null ? null : compiled(pattern, "pattern must be a valid regex");
        String format = text(object, "format");
        schema.format = format == null ? "" : format;
    }

    private static void required(JsonSchema schema, ObjectValue object) throws BuiltinException {
        for (Value item : list(object, "required")) {
            if (!(item instanceof StringValue name)) {
                throw invalidType("string", "required");
            } else if (schema.required.contains(name.text())) {
                throw BuiltinException.of("required items must be unique");
            } else {
                schema.required.add(name.text());
            }
        }
    }

    private void values(JsonSchema schema, ObjectValue object) throws BuiltinException {
        Value only = object.get("const");
        if (only != null && draft >= DRAFT_6) {
            schema.onlyValue = PlainJson.of(only);
        }
        if (object.get("enum") == null) {
            return;
        }
        List<String> values = new ArrayList<>();
        for (Value item : list(object, "enum")) {
            String text = PlainJson.of(item);
            if (values.contains(text)) {
                throw BuiltinException.of("enum items must be unique");
            }
            values.add(text);
        }
        schema.values = values;
    }

    static @Nullable String text(ObjectValue object, String name) throws BuiltinException {
        Value value = object.get(name);
        if (value != null && !(value instanceof StringValue)) {
            throw invalidType("string", name);
        }
        return value instanceof StringValue text ? text.text() : null;
    }

    private static List<Value> list(ObjectValue object, String name) throws BuiltinException {
        Value value = object.get(name);
        if (value != null && !(value instanceof ArrayValue)) {
            throw BuiltinException.of(name + " must be of an array");
        }
        return value instanceof ArrayValue array ? array.toList() : List.of();
    }
}
