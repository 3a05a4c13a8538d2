package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is printed, and texts with values in them ({@code print.go}, {@code template_string.go}, {@code test.go},
 * {@code trace.go}). Operands are sets, of no value where an expression was undefined.
 */
final class Printing {
    private static final long BYTES_OF_A_CHOICE = 8;

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "internal.print",
            Printing::print,
            "internal.template_string",
            Printing::templateString,
            "internal.test_case",
            (context, operands) -> BooleanValue.TRUE,
            "trace",
            (context, operands) -> {
                Operands.string(operands, 1);
                return BooleanValue.TRUE;
            });

    private Printing() {}

    private static Value print(BuiltinContext context, Value[] operands) throws BuiltinException {
        for (List<String> line : lines(context, Operands.array(operands, 1))) {
            context.print(String.join(" ", line));
        }
        return BooleanValue.TRUE;
    }

    private static Value templateString(BuiltinContext context, Value[] operands) throws BuiltinException {
        List<List<String>> lines = lines(context, Operands.array(operands, 1));
        if (lines.size() > 1) {
            throw new EvaluationException("eval_conflict_error", "template-strings must not produce multiple outputs");
        }
        return StringValue.ofParts(String.join("", lines.get(0)));
    }

    /** Each choice of one value from each operand. */
    private static List<List<String>> lines(BuiltinContext context, ArrayValue operands) {
        List<List<String>> lines = List.of(List.of());
        for (Value operand : operands) {
            List<String> choices = choices(operand);
            List<List<String>> longer = new ArrayList<>();
            for (List<String> line : lines) {
                for (String choice : choices) {
                    context.checkDeadline();
                    context.allocate(BYTES_OF_A_CHOICE * (line.size() + 1));
                    List<String> with = new ArrayList<>(line);
                    with.add(choice);
                    longer.add(with);
                }
            }
            lines = longer;
        }
        return lines;
    }

    private static List<String> choices(Value operand) {
        return switch (operand.kind()) {
            case STRING, NUMBER, BOOLEAN, NULL -> List.of(text(operand));
            case SET -> {
                List<String> texts = new ArrayList<>();
                ((SetValue) operand).forEach(item -> texts.add(text(item)));
                yield texts.isEmpty() ? List.of("<undefined>") : texts;
            }
            default -> throw new EvaluationException("eval_internal_error", "illegal argument type: " + operand.kind());
        };
    }

    private static String text(Value value) {
        return value instanceof StringValue string ? string.text() : value.toString();
    }
}
