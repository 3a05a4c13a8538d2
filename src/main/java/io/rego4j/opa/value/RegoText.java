package io.rego4j.opa.value;

import io.rego4j.internal.go.GoQuote;

/** Values as OPA prints them ({@code v1/ast/term_appenders.go}); strings as Go's {@code strconv.Quote} writes them. */
final class RegoText implements Value.Visitor<Void> {
    private final StringBuilder out = new StringBuilder();

    private RegoText() {}

    static String of(Value value) {
        RegoText text = new RegoText();
        value.accept(text);
        return text.out.toString();
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
        GoQuote.appendBytes(out, value.text());
        return null;
    }

    @Override
    public Void visitArray(ArrayValue value) {
        out.append('[');
        list(value);
        out.append(']');
        return null;
    }

    @Override
    public Void visitSet(SetValue value) {
        out.append(value.size() == 0 ? "set(" : "{");
        list(value);
        out.append(value.size() == 0 ? ")" : "}");
        return null;
    }

    private void list(Iterable<Value> items) {
        String separator = "";
        for (Value item : items) {
            out.append(separator);
            item.accept(this);
            separator = ", ";
        }
    }

    @Override
    public Void visitObject(ObjectValue value) {
        out.append('{');
        for (int i = 0; i < value.size(); i++) {
            out.append(i > 0 ? ", " : "");
            value.key(i).accept(this);
            out.append(": ");
            value.value(i).accept(this);
        }
        out.append('}');
        return null;
    }
}
