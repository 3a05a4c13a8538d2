package io.rego4j.opa.functions.schema;

import io.rego4j.internal.go.GoText;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;

/** JSON with all numbers as float64, as Go writes what it has read without {@code UseNumber}. */
final class PlainJson implements Value.Visitor<Value> {
    private PlainJson() {}

    static String of(Value value) {
        return JsonText.of(value.accept(new PlainJson()));
    }

    @Override
    public Value visitNull() {
        return NullValue.NULL;
    }

    @Override
    public Value visitBoolean(boolean value) {
        return BooleanValue.of(value);
    }

    @Override
    public Value visitNumber(NumberValue value) {
        return NumberValue.parse(GoText.number(value.doubleValue()));
    }

    @Override
    public Value visitString(StringValue value) {
        return value;
    }

    @Override
    public Value visitArray(ArrayValue value) {
        return ArrayValue.of(
                value.toList().stream().map(item -> item.accept(this)).toList());
    }

    @Override
    public Value visitSet(SetValue value) {
        return visitArray(value.toArray());
    }

    @Override
    public Value visitObject(ObjectValue value) {
        ObjectValue.Builder object = new ObjectValue.Builder(value.size());
        value.forEach((key, item) -> object.put(key, item.accept(this)));
        return object.build();
    }
}
