package io.rego4j.opa.value;

import java.util.Map;
import java.util.TreeMap;

/**
 * Values as Go's {@code json.Marshal} writes them after OPA's {@code ast.JSON}: sets are arrays in order, keys are sorted
 * as text, a key that is no string is its JSON, numbers keep their digits.
 */
public final class JsonText implements Value.Visitor<Void> {
    private static final String ESCAPED = "\"\\\b\f\n\r\t";
    private static final String LETTERS = "\"\\bfnrt";

    private final StringBuilder out;
    private final boolean escapeHtml;

    private JsonText(StringBuilder out, boolean escapeHtml) {
        this.out = out;
        this.escapeHtml = escapeHtml;
    }

    /** On one line; {@code <}, {@code >} and {@code &} are escaped, as {@code json.Marshal} does. */
    public static String of(Value value) {
        StringBuilder out = new StringBuilder();
        value.accept(new JsonText(out, true));
        return out.toString();
    }

    /** On one line, with {@code SetEscapeHTML(false)}. */
    public static String unescaped(Value value) {
        StringBuilder out = new StringBuilder();
        value.accept(new JsonText(out, false));
        return out.toString();
    }

    /** The name that a key has in JSON. */
    public static String key(Value key) {
        return key instanceof StringValue string ? string.text() : of(key);
    }

    /** A string in quotes, as {@code json.Marshal} writes it. */
    public static String quote(String text) {
        return of(StringValue.ofParts(text));
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
        string(value.text());
        return null;
    }

    private void string(String text) {
        out.append('"');
        text.codePoints().forEach(c -> {
            int known = ESCAPED.indexOf(c);
            if (known >= 0) {
                out.append('\\').append(LETTERS.charAt(known));
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                out.append("\\ufffd");
            } else if (c < ' ' || c == '\u2028' || c == '\u2029' || escapeHtml && (c == '<' || c == '>' || c == '&')) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        out.append('"');
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
            string(member.getKey());
            out.append(':');
            member.getValue().accept(this);
            separator = ",";
        }
        out.append('}');
        return null;
    }
}
