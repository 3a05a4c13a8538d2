package io.rego4j.opa.functions.data;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.Kind;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import java.util.Map;
import java.util.TreeMap;

/** The kinds of values, and values as another kind ({@code type.go}, {@code type_name.go}, {@code casts.go}). */
final class Kinds {
    static final Map<String, Builtin> FUNCTIONS = functions();

    private Kinds() {}

    private static Map<String, Builtin> functions() {
        Map<String, Builtin> functions = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            functions.put("is_" + kind, (context, operands) -> BooleanValue.of(operands[0].kind() == kind));
        }
        for (Kind kind : new Kind[] {Kind.STRING, Kind.BOOLEAN, Kind.NULL, Kind.OBJECT}) {
            functions.put("cast_" + kind, only(kind));
        }
        functions.put("cast_array", (context, operands) -> {
            Operands.items(operands, 1);
            return operands[0] instanceof SetValue set ? set.toArray() : operands[0];
        });
        functions.put("cast_set", (context, operands) -> {
            SetValue.Builder set = new SetValue.Builder();
            Operands.items(operands, 1).forEach(set::add);
            return set.build();
        });
        functions.put(
                "type_name",
                (context, operands) -> StringValue.of(operands[0].kind().toString()));
        return functions;
    }

    private static Builtin only(Kind kind) {
        return (context, operands) -> {
            if (operands[0].kind() == kind) {
                return operands[0];
            }
            throw Operands.wrongType(operands, 1, kind.toString());
        };
    }
}
