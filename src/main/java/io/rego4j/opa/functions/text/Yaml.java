package io.rego4j.opa.functions.text;

import io.rego4j.internal.go.GoText;
import io.rego4j.internal.yaml.YamlData;
import io.rego4j.internal.yaml.YamlException;
import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as YAML and back ({@code v1/topdown/encoding.go}). */
public final class Yaml {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "yaml.marshal", (context, operands) -> StringValue.ofParts(YamlWriter.write(operands[0])),
            "yaml.unmarshal", (context, operands) -> unmarshal(context, Operands.string(operands, 1)),
            "yaml.is_valid", (context, operands) -> BooleanValue.of(isValid(context, operands[0])));

    /** How the reader ends what it says of a text that OPA reads and it does not: no error of the policy. */
    private static final String NOT_READ = "are not read here";

    private Yaml() {}

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

    /** The value of a YAML text: the first document, as the JSON that it stands for ({@code internal/yaml}). */
    public static Value unmarshal(BuiltinContext context, String text) throws BuiltinException {
        try {
            return value(context, YamlData.read(text, context::checkDeadline));
        } catch (YamlException e) {
            if (e.text().endsWith(NOT_READ)) {
                throw new EvaluationException(EvaluationException.UNSUPPORTED, e.text());
            }
            throw BuiltinException.of(String.valueOf(e.getMessage()));
        }
    }

    private static Value value(BuiltinContext context, @Nullable Object read) {
        // Aliases can stand for much more than there is text.
        context.allocate(Long.SIZE);
        if (read == null) {
            return NullValue.NULL;
        } else if (read instanceof Map<?, ?> map) {
            ObjectValue.Builder members = new ObjectValue.Builder();
            map.forEach((key, value) -> members.put(key.toString(), value(context, value)));
            return members.build();
        } else if (read instanceof List<?> list) {
            ArrayValue.Builder items = new ArrayValue.Builder();
            list.forEach(item -> items.add(value(context, item)));
            return items.build();
        } else if (read instanceof Boolean flag) {
            return BooleanValue.of(flag);
        } else if (read instanceof BigInteger number) {
            return NumberValue.of(number);
        } else if (read instanceof Double number) {
            return NumberValue.parse(GoText.number(number));
        }
        return StringValue.of(read.toString());
    }
}
