package io.rego4j.dsl.handle;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.dsl.value.BeanShapes;
import io.rego4j.internal.values.TextValues;
import java.util.LinkedHashSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The JSON Schema of a class: the names are Jackson's, the types those of {@code Dsl.value}. */
public final class ClassSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Set<Class<?>> open = new LinkedHashSet<>();

    private ClassSchema() {}

    public static String of(JavaType type) {
        ObjectNode schema = JSON.objectNode().put("$schema", "http://json-schema.org/draft-07/schema#");
        return schema.setAll(new ClassSchema().schema(type)).toPrettyString() + "\n";
    }

    private ObjectNode schema(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (type.isReferenceType()) {
            return schema(type.getReferencedType());
        } else if (isNumber(raw)) {
            return JSON.objectNode().put("type", isWhole(raw) ? "integer" : "number");
        } else if (raw == boolean.class || raw == Boolean.class) {
            return JSON.objectNode().put("type", "boolean");
        } else if (type.isEnumType()) {
            return constants(raw);
        } else if (isText(raw)) {
            return JSON.objectNode().put("type", "string");
        } else if (type.isMapLikeType()) {
            return JSON.objectNode().put("type", "object").set("additionalProperties", schema(type.getContentType()));
        } else if (type.isContainerType()) {
            return JSON.objectNode().put("type", "array").set("items", schema(type.getContentType()));
        }
        return object(raw);
    }

    private ObjectNode object(Class<?> raw) {
        BeanShapes.Shape shape = BeanShapes.shape(raw);
        boolean known =
                shape.scalar() == null && (raw.isRecord() || !shape.properties().isEmpty());
        if (!known || !open.add(raw)) {
            // No constraint: an unknown class, or one that contains itself, which OPA's types cannot express.
            return JSON.objectNode();
        }
        ObjectNode properties = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        for (BeanShapes.Property property : shape.properties()) {
            properties.set(property.name(), schema(property.type()));
            if (property.required() || property.type().isPrimitive()) {
                required.add(property.name());
            }
        }
        open.remove(raw);
        ObjectNode object = JSON.objectNode().put("type", "object");
        object.set("properties", properties);
        if (!required.isEmpty()) {
            object.set("required", required);
        }
        return object.put("additionalProperties", false);
    }

    private static ObjectNode constants(Class<?> raw) {
        ArrayNode names = JSON.arrayNode();
        for (Object constant : raw.getEnumConstants()) {
            names.add(BeanShapes.constantName((Enum<?>) constant));
        }
        return JSON.objectNode().put("type", "string").set("enum", names);
    }

    private static boolean isNumber(Class<?> raw) {
        return Number.class.isAssignableFrom(raw)
                || raw.isPrimitive() && raw != boolean.class && raw != char.class && raw != void.class
                || raw == OptionalInt.class
                || raw == OptionalLong.class
                || raw == OptionalDouble.class;
    }

    private static boolean isWhole(Class<?> raw) {
        return Set.of(
                        "int",
                        "long",
                        "short",
                        "byte",
                        "Integer",
                        "Long",
                        "Short",
                        "Byte",
                        "BigInteger",
                        "OptionalInt",
                        "OptionalLong")
                .contains(raw.getSimpleName());
    }

    private static boolean isText(Class<?> raw) {
        return raw == char.class || raw == byte[].class || TextValues.isText(raw);
    }
}
