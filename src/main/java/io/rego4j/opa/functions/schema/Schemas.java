package io.rego4j.opa.functions.schema;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.functions.text.Json;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.List;
import java.util.Map;

/** Documents checked by JSON Schema ({@code jsonschema.go}). */
final class Schemas {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "json.verify_schema", (context, operands) -> verify(operands[0]), "json.match_schema", Schemas::match);

    private Schemas() {}

    /** A schema that was read before in the same evaluation. */
    private record Known(Value schema) {}

    private static Value document(Value operand) throws BuiltinException {
        if (operand instanceof StringValue text) {
            if (!Json.isValid(text)) {
                throw BuiltinException.of("invalid JSON string");
            }
            return Json.unmarshal(text);
        } else if (operand instanceof ObjectValue || operand instanceof ArrayValue) {
            return Json.unmarshal(StringValue.of(JsonText.of(operand)));
        }
        throw BuiltinException.of("wrong type, expected string or object");
    }

    private static Value verify(Value operand) {
        try {
            SchemaReader.read(document(operand));
            return ArrayValue.of(BooleanValue.TRUE, NullValue.NULL);
        } catch (BuiltinException e) {
            return ArrayValue.of(BooleanValue.FALSE, StringValue.of("jsonschema: " + e.getMessage()));
        }
    }

    private static Value match(BuiltinContext context, Value[] operands) throws BuiltinException {
        Value document = document(operands[0]);
        Object schema = context.once(new Known(operands[1]), () -> {
            try {
                return SchemaReader.read(document(operands[1]));
            } catch (BuiltinException e) {
                return e;
            }
        });
        if (schema instanceof BuiltinException e) {
            throw e;
        }
        List<SchemaCheck.Finding> findings = SchemaCheck.check(context, (JsonSchema) schema, document);
        ArrayValue.Builder errors = new ArrayValue.Builder();
        for (SchemaCheck.Finding finding : findings) {
            errors.add(new ObjectValue.Builder()
                    .put("error", StringValue.of(finding.field() + ": " + finding.description()))
                    .put("type", StringValue.of(finding.type()))
                    .put("field", StringValue.of(finding.field()))
                    .put("desc", StringValue.of(finding.description()))
                    .build());
        }
        return ArrayValue.of(BooleanValue.of(findings.isEmpty()), errors.build());
    }
}
