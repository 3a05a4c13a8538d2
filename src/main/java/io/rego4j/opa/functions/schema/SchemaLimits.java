package io.rego4j.opa.functions.schema;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.Value;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The limits of numbers and sizes in a schema. */
record SchemaLimits(ObjectValue object, int draft) {
    private static final List<String> SIZES =
            List.of("minLength", "maxLength", "minProperties", "maxProperties", "minItems", "maxItems");

    void read(JsonSchema schema) throws BuiltinException {
        Value multiple = object.get("multipleOf");
        if (multiple != null) {
            schema.multipleOf = number(multiple);
            if (schema.multipleOf == null) {
                throw SchemaReader.invalidType("Number", "multipleOf");
            } else if (schema.multipleOf.signum() <= 0) {
                throw BuiltinException.of("multipleOf must be strictly greater than 0");
            }
        }
        schema.minimum = limit("minimum");
        schema.exclusiveMinimum = exclusive("exclusiveMinimum", "minimum", schema.minimum);
        schema.minimum = object.get("exclusiveMinimum") == BooleanValue.TRUE ? null : schema.minimum;
        schema.maximum = limit("maximum");
        schema.exclusiveMaximum = exclusive("exclusiveMaximum", "maximum", schema.maximum);
        schema.maximum = object.get("exclusiveMaximum") == BooleanValue.TRUE ? null : schema.maximum;
        for (String name : SIZES) {
            size(schema, name);
        }
        requireOrder(schema, "minLength", "maxLength");
        requireOrder(schema, "minProperties", "maxProperties");
        Value unique = object.get("uniqueItems");
        if (unique != null && !(unique instanceof BooleanValue)) {
            throw BuiltinException.of("uniqueItems must be of a boolean");
        }
        schema.uniqueItems = unique == BooleanValue.TRUE;
    }

    private static @Nullable BigDecimal number(Value value) {
        return value instanceof NumberValue number ? number.toBigDecimal() : null;
    }

    private @Nullable BigDecimal limit(String name) throws BuiltinException {
        Value value = object.get(name);
        if (value != null && !(value instanceof NumberValue)) {
            throw BuiltinException.of(name + " must be of a Number");
        }
        return value == null ? null : number(value);
    }

    /** A flag in draft 4, a number of its own later. */
    private @Nullable BigDecimal exclusive(String name, String other, @Nullable BigDecimal limit)
            throws BuiltinException {
        Value value = object.get(name);
        if (value == null) {
            return null;
        } else if (value instanceof NumberValue && draft != SchemaReader.DRAFT_4) {
            return number(value);
        } else if (!(value instanceof BooleanValue) || draft == SchemaReader.DRAFT_6 || draft == SchemaReader.DRAFT_7) {
            throw SchemaReader.invalidType(
                    draft == SchemaReader.DRAFT_4
                            ? "boolean"
                            : draft == SchemaReader.HYBRID ? "boolean/number" : "number",
                    name);
        } else if (limit == null) {
            throw BuiltinException.of(name + " cannot be used without " + other);
        }
        return value == BooleanValue.TRUE ? limit : null;
    }

    private void size(JsonSchema schema, String name) throws BuiltinException {
        Value value = object.get(name);
        if (value == null) {
            return;
        } else if (!(value instanceof NumberValue number) || !number.isLong()) {
            throw BuiltinException.of(name + " must be of an integer");
        } else if (number.longValue() < 0) {
            throw BuiltinException.of(name + " must be greater than or equal to 0");
        } else {
            schema.sizes.put(name, number.longValue());
        }
    }

    private static void requireOrder(JsonSchema schema, String least, String most) throws BuiltinException {
        Long from = schema.sizes.get(least);
        Long to = schema.sizes.get(most);
        if (from != null && to != null && from > to) {
            throw BuiltinException.of(least + " cannot be greater than " + most);
        }
    }
}
