package io.rego4j.opa.functions.pattern;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.text.Bytes;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.Kind;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.Map;

/** {@code glob.*} ({@code glob.go}, {@code github.com/gobwas/glob}). */
final class Globs {
    private static final String SYMBOLS = "*?\\[]{}";

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "glob.match", Globs::match, "glob.quote_meta", (context, operands) -> quote(Operands.string(operands, 1)));

    private Globs() {}

    /** A pattern that was read before in the same evaluation. */
    private record Known(String pattern, String delimiters) {}

    private static Value match(BuiltinContext context, Value[] operands) throws BuiltinException {
        String pattern = Operands.string(operands, 1);
        String delimiters = delimiters(operands);
        String text = Operands.string(operands, 3);
        Object glob = context.once(new Known(pattern, delimiters), () -> {
            try {
                return Glob.parse(pattern, delimiters);
            } catch (BuiltinException e) {
                return e;
            }
        });
        if (glob instanceof BuiltinException e) {
            throw e;
        }
        return BooleanValue.of(((Glob) glob).matches(context, text));
    }

    private static String delimiters(Value[] operands) throws BuiltinException {
        if (operands[1].kind() == Kind.NULL) {
            return "";
        } else if (!(operands[1] instanceof ArrayValue)) {
            throw Operands.wrongType(operands, 2, "array", "null");
        }
        StringBuilder delimiters = new StringBuilder();
        for (Value item : (ArrayValue) operands[1]) {
            if (!(item instanceof StringValue string)) {
                throw Operands.wrongItem(2, operands[1], item, "string");
            }
            String rune = Bytes.runes(string.text());
            if (rune.codePointCount(0, rune.length()) != 1) {
                throw Operands.wrongItem(2, operands[1], item, "rune");
            }
            delimiters.append(rune);
        }
        return delimiters.isEmpty() ? "." : delimiters.toString();
    }

    private static Value quote(String text) {
        StringBuilder quoted = new StringBuilder();
        for (char c : text.toCharArray()) {
            quoted.append(SYMBOLS.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return StringValue.ofParts(quoted.toString());
    }
}
