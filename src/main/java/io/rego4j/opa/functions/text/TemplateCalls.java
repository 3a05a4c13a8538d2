package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions of templates, for texts, truth values and a template's own numbers. */
final class TemplateCalls {
    private TemplateCalls() {}

    private static EvaluationException unsupported(String name) {
        return new EvaluationException(
                EvaluationException.UNSUPPORTED,
                "strings.render_template with such a call of " + name + " is not in this engine");
    }

    static Object call(BuiltinContext context, String name, List<@Nullable Object> operands) {
        return switch (name) {
            case "printf" -> printf(context, operands);
            case "len" -> length(operands);
            case "eq", "ne", "lt", "le", "gt", "ge" -> comparison(name, operands);
            default -> throw unsupported(name);
        };
    }

    private static boolean comparison(String name, List<@Nullable Object> operands) {
        boolean isOrder = !name.equals("eq") && !name.equals("ne");
        // Truth values have no order.
        if (operands.size() != 2 || isOrder && operands.stream().anyMatch(TemplateCalls::isTruth)) {
            throw unsupported(name);
        }
        int order = compare(name, operands.get(0), operands.get(1));
        return switch (name) {
            case "eq" -> order == 0;
            case "ne" -> order != 0;
            case "lt" -> order < 0;
            case "le" -> order <= 0;
            case "gt" -> order > 0;
            default -> order >= 0;
        };
    }

    private static String text(String name, @Nullable Object operand) {
        if (operand instanceof StringValue string) {
            return string.text();
        } else if (operand instanceof String text) {
            return text;
        }
        throw unsupported(name);
    }

    private static Object printf(BuiltinContext context, List<@Nullable Object> operands) {
        if (operands.isEmpty()) {
            throw unsupported("printf");
        }
        List<Object> texts = new ArrayList<>();
        for (Object operand : operands.subList(1, operands.size())) {
            texts.add(text("printf", operand));
        }
        return Sprintf.format(context, text("printf", operands.get(0)), texts);
    }

    private static Object length(List<@Nullable Object> operands) {
        Object operand = operands.size() == 1 ? operands.get(0) : null;
        if (operand instanceof ArrayValue array) {
            return (long) array.size();
        } else if (operand instanceof ObjectValue object) {
            return (long) object.size();
        } else if (operand instanceof StringValue string) {
            return (long) string.bytes().length;
        }
        throw unsupported("len");
    }

    private static int compare(String name, @Nullable Object a, @Nullable Object b) {
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        } else if (isTruth(a) && isTruth(b)) {
            return Boolean.compare(truth(a), truth(b));
        }
        return text(name, a).compareTo(text(name, b));
    }

    private static boolean isTruth(@Nullable Object value) {
        return value instanceof Boolean || value instanceof BooleanValue;
    }

    private static boolean truth(@Nullable Object value) {
        return Boolean.TRUE.equals(value) || value == BooleanValue.TRUE;
    }
}
