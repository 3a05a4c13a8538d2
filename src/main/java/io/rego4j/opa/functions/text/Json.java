package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;

/** Values as JSON and back ({@code v1/topdown/encoding.go}). */
public final class Json {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "json.marshal", (context, operands) -> StringValue.of(JsonText.of(operands[0])),
            "json.marshal_with_options", Json::marshal,
            "json.unmarshal", (context, operands) -> unmarshal(Operands.stringValue(operands, 1)),
            "json.is_valid",
                    (context, operands) ->
                            BooleanValue.of(operands[0] instanceof StringValue string && isValid(string)));

    private Json() {}

    /** The value of a JSON text, with OPA's words where it is none. */
    public static Value unmarshal(StringValue text) throws BuiltinException {
        try {
            return JsonValues.parse(text.text());
        } catch (IOException e) {
            byte[] bytes = text.bytes();
            String error = JsonSyntax.error(bytes);
            if (error != null) {
                throw BuiltinException.of(error);
            }
            return first(bytes);
        }
    }

    /** OPA overlooks a null behind the value. */
    private static Value first(byte[] bytes) throws BuiltinException {
        try {
            return JsonValues.parse(Encodings.text(Arrays.copyOf(bytes, JsonSyntax.length(bytes))));
        } catch (IOException e) {
            throw BuiltinException.of("invalid number: number too big");
        }
    }

    /** True if the text is one JSON value. */
    public static boolean isValid(StringValue text) {
        return JsonSyntax.isValid(text.bytes());
    }

    private static Value marshal(BuiltinContext context, Value[] operands) throws BuiltinException {
        String prefix = "";
        String indent = "\t";
        Boolean asked = null;
        boolean implied = false;
        ObjectValue options = Operands.object(operands, 2);
        for (int i = 0; i < options.size(); i++) {
            Value key = options.key(i);
            Value value = options.value(i);
            if (!(key instanceof StringValue name)) {
                throw Operands.wrong(
                        2,
                        "failed to stringify key " + key + " at index " + i + ": operand " + i
                                + " must be string but got " + key.kind());
            }
            switch (name.text()) {
                case "prefix" -> {
                    prefix = text("prefix", value, i);
                    implied = true;
                }
                case "indent" -> {
                    indent = text("indent", value, i);
                    implied = true;
                }
                case "pretty" -> {
                    if (!(value instanceof BooleanValue pretty)) {
                        throw Operands.wrong(2, "key \"pretty\" failed cast to bool");
                    }
                    asked = pretty.value();
                }
                default -> throw Operands.wrong(2, "object contained unknown key " + key);
            }
        }
        boolean pretty = asked == null ? implied : asked;
        String compact = JsonText.of(operands[0]);
        return StringValue.ofParts(pretty ? prefix + indented(context, compact, "\n" + prefix, indent) : compact);
    }

    private static String text(String name, Value value, int index) throws BuiltinException {
        if (value instanceof StringValue string) {
            return string.text();
        }
        throw Operands.wrong(
                2,
                "key \"" + name + "\" failed cast to string: operand " + index + " must be string but got "
                        + value.kind());
    }

    /** A compact text with one line for each item. */
    private static String indented(BuiltinContext context, String compact, String newLine, String indent) {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < compact.length(); i++) {
            char c = compact.charAt(i);
            switch (c) {
                case '"' -> {
                    int end = endOfString(compact, i);
                    out.append(compact, i, end);
                    i = end - 1;
                }
                case '[', '{' -> {
                    out.append(c);
                    if (compact.charAt(i + 1) == (c == '[' ? ']' : '}')) {
                        out.append(compact.charAt(++i));
                    } else {
                        lineBreak(context, out, newLine, indent, ++depth);
                    }
                }
                case ']', '}' -> {
                    lineBreak(context, out, newLine, indent, --depth);
                    out.append(c);
                }
                case ',' -> lineBreak(context, out.append(c), newLine, indent, depth);
                case ':' -> out.append(": ");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static void lineBreak(BuiltinContext context, StringBuilder out, String newLine, String indent, int depth) {
        context.allocate(newLine.length() + (long) depth * indent.length());
        out.append(newLine).append(indent.repeat(depth));
    }

    private static int endOfString(String compact, int start) {
        int at = start + 1;
        while (compact.charAt(at) != '"') {
            at += compact.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }
}
