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

    static @Nullable Object call(BuiltinContext context, String name, List<@Nullable Object> operands) {
        return switch (name) {
            case "printf" -> printf(context, operands);
            case "len" -> length(operands);
            case "eq" -> operands.size() == 2 ? compare(name, operands) == 0 : refuse(name);
            case "lt" -> operands.size() == 2 ? ordered(name, operands) < 0 : refuse(name);
            case "le" -> operands.size() == 2 ? ordered(name, operands) <= 0 : refuse(name);
            case "gt" -> operands.size() == 2 ? ordered(name, operands) > 0 : refuse(name);
            case "ge" -> operands.size() == 2 ? ordered(name, operands) >= 0 : refuse(name);
            case "ne" -> operands.size() == 2 ? compare(name, operands) != 0 : refuse(name);
            default -> refuse(name);
        };
    }

    private static Object refuse(String name) {
        throw unsupported(name);
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

    private static int compare(String name, List<@Nullable Object> operands) {
        Object a = operands.get(0);
        Object b = operands.get(1);
        if (a instanceof Long x && b instanceof Long y) {
            return Long.compare(x, y);
        } else if (isTruth(a) && isTruth(b)) {
            return Boolean.compare(truth(a), truth(b));
        }
        return text(name, a).compareTo(text(name, b));
    }

    /** Truth values have no order. */
    private static int ordered(String name, List<@Nullable Object> operands) {
        return operands.stream().anyMatch(TemplateCalls::isTruth) ? refuseOrder(name) : compare(name, operands);
    }

    private static int refuseOrder(String name) {
        throw unsupported(name);
    }

    private static boolean isTruth(@Nullable Object value) {
        return value instanceof Boolean || value instanceof BooleanValue;
    }

    private static boolean truth(@Nullable Object value) {
        return Boolean.TRUE.equals(value) || value == BooleanValue.TRUE;
    }
}
