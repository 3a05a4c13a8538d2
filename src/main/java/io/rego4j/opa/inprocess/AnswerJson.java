package io.rego4j.opa.inprocess;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rego4j.opa.engine.SetEncoding;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values as the JSON that the other engines read from OPA's answers. */
final class AnswerJson implements Value.Visitor<JsonNode> {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** The paths of sets; null if they are not asked for. */
    private final @Nullable ArrayNode sets;
    /** The steps to the value that is being written. */
    private final ArrayNode path = NODES.arrayNode();

    private AnswerJson(@Nullable ArrayNode sets) {
        this.sets = sets;
    }

    /** A value with its sets as arrays. */
    static JsonNode of(Value value) {
        return value.accept(new AnswerJson(null));
    }

    /** A value with the paths of its sets, as {@link SetEncoding} reads it. */
    static JsonNode withSets(Value value) {
        ArrayNode sets = NODES.arrayNode();
        return SetEncoding.binding(value.accept(new AnswerJson(sets)), sets);
    }

    @Override
    public JsonNode visitNull() {
        return NullNode.getInstance();
    }

    @Override
    public JsonNode visitBoolean(boolean value) {
        return BooleanNode.valueOf(value);
    }

    @Override
    public JsonNode visitNumber(NumberValue value) {
        String text = value.toString();
        if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return DecimalNode.valueOf(new BigDecimal(text));
        } else if (!value.isLong()) {
            return BigIntegerNode.valueOf(new BigInteger(text));
        }
        long number = value.longValue();
        return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
    }

    @Override
    public JsonNode visitString(StringValue value) {
        // Bytes of no character have no JSON form: Go writes U+FFFD for each.
        return TextNode.valueOf(StringValue.of(value.text()).text());
    }

    @Override
    public JsonNode visitArray(ArrayValue value) {
        ArrayNode array = NODES.arrayNode(value.size());
        for (int i = 0; i < value.size(); i++) {
            array.add(item(IntNode.valueOf(i), value.get(i)));
        }
        return array;
    }

    @Override
    public JsonNode visitSet(SetValue value) {
        ArrayNode array = NODES.arrayNode(value.size());
        if (sets != null) {
            sets.add(path.deepCopy());
        }
        for (Value item : value) {
            // The step into a set is the element.
            array.add(item(sets == null ? NullNode.getInstance() : of(item), item));
        }
        return array;
    }

    @Override
    public JsonNode visitObject(ObjectValue value) {
        Map<String, Value> members = new TreeMap<>();
        value.forEach((key, item) -> members.put(JsonText.key(key), item));
        ObjectNode object = NODES.objectNode();
        members.forEach((key, item) -> object.set(key, item(TextNode.valueOf(key), item)));
        return object;
    }

    private JsonNode item(JsonNode step, Value item) {
        if (sets == null) {
            return item.accept(this);
        }
        path.add(step);
        JsonNode written = item.accept(this);
        path.remove(path.size() - 1);
        return written;
    }
}
