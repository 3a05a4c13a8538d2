package io.rego4j.opa.value;

import io.rego4j.internal.go.GoBytes;
import io.rego4j.internal.go.GoQuote;
import java.util.Map;
import java.util.TreeMap;

/**
 * Values as Go's {@code json.Marshal} writes them after OPA's {@code ast.JSON}: sets are arrays in order, keys are sorted
 * as text, a key that is no string is its JSON, numbers keep their digits.
 */
public final class JsonText implements Value.Visitor<Void> {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {}

    /** On one line; {@code <}, {@code >} and {@code &} are escaped, as {@code json.Marshal} does. */
    public static String of(Value value) {
        JsonText text = new JsonText();
        value.accept(text);
        return text.out.toString();
    }

    /** The name that a key has in JSON. */
    public static String key(Value key) {
        return key instanceof StringValue string ? string.text() : of(key);
    }

    @Override
    public Void visitNull() {
        out.append("null");
        return null;
    }

    @Override
    public Void visitBoolean(boolean value) {
        out.append(value);
        return null;
    }

    @Override
    public Void visitNumber(NumberValue value) {
        out.append(value);
        return null;
    }

    @Override
    public Void visitString(StringValue value) {
        GoQuote.appendJson(out, value.text(), true);
        return null;
    }

    @Override
    public Void visitArray(ArrayValue value) {
        list(value);
        return null;
    }

    @Override
    public Void visitSet(SetValue value) {
        list(value);
        return null;
    }

    private void list(Iterable<Value> items) {
        out.append('[');
        String separator = "";
        for (Value item : items) {
            out.append(separator);
            item.accept(this);
            separator = ",";
        }
        out.append(']');
    }

    @Override
    public Void visitObject(ObjectValue value) {
        Map<String, Value> members = new TreeMap<>(GoBytes::compare);
        value.forEach((key, item) -> members.put(key(key), item));
        out.append('{');
        String separator = "";
        for (Map.Entry<String, Value> member : members.entrySet()) {
            out.append(separator);
            GoQuote.appendJson(out, member.getKey(), true);
            out.append(':');
            member.getValue().accept(this);
            separator = ",";
        }
        out.append('}');
        return null;
    }
}
