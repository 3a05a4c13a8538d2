package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.Map;

/** Values as YAML and back ({@code v1/topdown/encoding.go}). */
public final class Yaml {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "yaml.marshal", (context, operands) -> StringValue.ofParts(YamlWriter.write(operands[0])),
            "yaml.unmarshal", (context, operands) -> unmarshal(context, Operands.string(operands, 1)),
            "yaml.is_valid", (context, operands) -> BooleanValue.of(isValid(context, operands[0])));

    private Yaml() {}

    /** The value of a YAML text. */
    public static Value unmarshal(BuiltinContext context, String text) throws BuiltinException {
        return YamlText.read(context, text);
    }

    private static boolean isValid(BuiltinContext context, Value operand) {
        try {
            if (operand instanceof StringValue text) {
                unmarshal(context, text.text());
                return true;
            }
            return false;
        } catch (BuiltinException e) {
            return false;
        }
    }
}
