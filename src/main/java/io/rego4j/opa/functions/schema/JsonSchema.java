package io.rego4j.opa.functions.schema;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A JSON Schema, or a part of one, as {@link SchemaReader} has read it. Nothing changes it later. */
final class JsonSchema {
    /** What the properties whose names a pattern matches must be. */
    record PatternProperty(Pattern pattern, JsonSchema schema) {}

    /** True for all, false for none; null if there is more to look at. */
    @Nullable
    Boolean constant;

    @Nullable
    JsonSchema reference;

    final List<String> types = new ArrayList<>();
    final Map<String, JsonSchema> properties = new TreeMap<>();
    final Map<String, PatternProperty> patternProperties = new TreeMap<>();
    /** Other schemas by what the property that has them depends on; or names. */
    final Map<String, Object> dependencies = new TreeMap<>();

    final List<String> required = new ArrayList<>();
    final List<JsonSchema> items = new ArrayList<>();
    boolean oneForAllItems;
    /** A schema or a Boolean. */
    @Nullable
    Object additionalItems;

    @Nullable
    Object additionalProperties;

    @Nullable
    JsonSchema propertyNames;

    @Nullable
    JsonSchema contains;

    @Nullable
    BigDecimal multipleOf;

    @Nullable
    BigDecimal minimum;

    @Nullable
    BigDecimal exclusiveMinimum;

    @Nullable
    BigDecimal maximum;

    @Nullable
    BigDecimal exclusiveMaximum;

    final Map<String, Long> sizes = new TreeMap<>();

    @Nullable
    Pattern pattern;

    String format = "";
    boolean uniqueItems;

    @Nullable
    String onlyValue;

    @Nullable
    List<String> values;

    final List<JsonSchema> anyOf = new ArrayList<>();
    final List<JsonSchema> oneOf = new ArrayList<>();
    final List<JsonSchema> allOf = new ArrayList<>();

    @Nullable
    JsonSchema not;

    @Nullable
    JsonSchema condition;

    @Nullable
    JsonSchema then;

    @Nullable
    JsonSchema otherwise;
}
