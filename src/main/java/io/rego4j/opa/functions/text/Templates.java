package io.rego4j.opa.functions.text;

import io.rego4j.internal.deep.DeepStack;
import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.text.TemplateParser.Block;
import io.rego4j.opa.functions.text.TemplateParser.Inner;
import io.rego4j.opa.functions.text.TemplateParser.Literal;
import io.rego4j.opa.functions.text.TemplateParser.Name;
import io.rego4j.opa.functions.text.TemplateParser.Operand;
import io.rego4j.opa.functions.text.TemplateParser.Output;
import io.rego4j.opa.functions.text.TemplateParser.Part;
import io.rego4j.opa.functions.text.TemplateParser.Pipeline;
import io.rego4j.opa.functions.text.TemplateParser.Text;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Go's {@code text/template} ({@code template.go}). Numbers of a policy are texts to a template; its own are numbers. */
final class Templates {
    static final Map<String, Builtin> FUNCTIONS = Map.of("strings.render_template", Templates::render);

    private final BuiltinContext context;
    private final StringBuilder out = new StringBuilder();
    /** Those of the blocks around this place, the innermost last: it hides others of its name. */
    private final List<Variable> variables = new ArrayList<>();

    /** Its value is a Value, Long, Boolean or String, or null for nothing. */
    private record Variable(String name, @Nullable Object value) {}

    private Templates(BuiltinContext context) {
        this.context = context;
    }

    private static Value render(BuiltinContext context, Value[] operands) throws BuiltinException {
        String template = Operands.string(operands, 1);
        // OPA reads the variables' Rego text as JSON, which it is not always.
        Value variables =
                Json.unmarshal(StringValue.of(Operands.object(operands, 2).toString()));
        Templates run = new Templates(context);
        run.declare("$", variables);
        run.parts(TemplateParser.parse(template), variables);
        return StringValue.ofParts(run.out.toString().replace("<no value>", "<undefined>"));
    }

    private static EvaluationException unsupported(String what) {
        return new EvaluationException(
                EvaluationException.UNSUPPORTED, "strings.render_template with " + what + " is not in this engine");
    }

    private void parts(List<Part> parts, @Nullable Object dot) throws BuiltinException {
        for (Part part : parts) {
            context.checkDeadline();
            if (part instanceof Text text) {
                write(text.text());
            } else if (part instanceof Output output) {
                Object value = value(output.pipeline(), dot);
                if (output.variable() != null) {
                    declare(output.variable(), value);
                } else {
                    write(text(value));
                }
            } else if (part instanceof Block block) {
                DeepStack.<@Nullable Object, BuiltinException>step(BuiltinException.class, () -> {
                    block(block, dot);
                    return null;
                });
            }
        }
    }

    private void write(String text) {
        context.allocate(text.length());
        out.append(text);
    }

    private void declare(String name, @Nullable Object value) {
        variables.add(new Variable(name, value));
    }

    private void forgetFrom(int outside) {
        variables.subList(outside, variables.size()).clear();
    }

    private void block(Block block, @Nullable Object dot) throws BuiltinException {
        Object value = value(block.pipeline(), dot);
        int outside = variables.size();
        if (block.kind().equals("range")) {
            range(block, value, dot);
        } else if (isTrue(value)) {
            if (!block.variables().isEmpty()) {
                declare(block.variables().get(0), value);
            }
            parts(block.body(), block.kind().equals("with") ? value : dot);
        } else {
            parts(block.otherwise(), dot);
        }
        forgetFrom(outside);
    }

    private void range(Block block, @Nullable Object value, @Nullable Object dot) throws BuiltinException {
        int count = 0;
        if (value instanceof ArrayValue array) {
            for (int i = 0; i < array.size(); i++) {
                round(block, (long) i, array.get(i));
            }
            count = array.size();
        } else if (value instanceof ObjectValue object) {
            for (int i = 0; i < object.size(); i++) {
                round(block, JsonText.key(object.key(i)), object.value(i));
            }
            count = object.size();
        } else if (value instanceof Long) {
            throw unsupported("a range over a number");
        } else if (value != null && value != NullValue.NULL) {
            throw BuiltinException.of("template: template:1: range can't iterate over " + text(value));
        }
        if (count == 0) {
            parts(block.otherwise(), dot);
        }
    }

    private void round(Block block, Object key, Value item) throws BuiltinException {
        List<String> names = block.variables();
        int outside = variables.size();
        if (names.size() == 1) {
            declare(names.get(0), item);
        } else if (names.size() == 2) {
            declare(names.get(0), key);
            declare(names.get(1), item);
        }
        parts(block.body(), item);
        forgetFrom(outside);
    }

    private static boolean isTrue(@Nullable Object value) {
        if (value instanceof ArrayValue array) {
            return array.size() > 0;
        } else if (value instanceof ObjectValue object) {
            return object.size() > 0;
        } else if (value instanceof StringValue string) {
            return !string.text().isEmpty();
        } else if (value instanceof Boolean || value instanceof BooleanValue) {
            return value.equals(true) || value == BooleanValue.TRUE;
        } else if (value instanceof Long number) {
            return number != 0;
        }
        // A number of a policy is a text, and never empty.
        return value instanceof NumberValue || value instanceof String text && !text.isEmpty();
    }

    /** As Go prints a value. */
    private static String text(@Nullable Object value) {
        if (value == null || value == NullValue.NULL) {
            return "<no value>";
        }
        return inner(value);
    }

    private static String inner(Object value) {
        if (value == NullValue.NULL) {
            return "<nil>";
        } else if (value instanceof StringValue string) {
            return string.text();
        } else if (value instanceof ArrayValue array) {
            return "["
                    + String.join(
                            " ", array.toList().stream().map(Templates::inner).toList()) + "]";
        } else if (value instanceof ObjectValue object) {
            List<String> members = new ArrayList<>();
            object.forEach((key, item) -> members.add(JsonText.key(key) + ":" + inner(item)));
            return "map[" + String.join(" ", members) + "]";
        }
        return value.toString();
    }

    private @Nullable Object value(Pipeline pipeline, @Nullable Object dot) throws BuiltinException {
        Object result = null;
        boolean first = true;
        for (List<Operand> call : pipeline.calls()) {
            List<@Nullable Object> operands = new ArrayList<>();
            Operand head = call.get(0);
            for (Operand operand : call.subList(1, call.size())) {
                operands.add(value(operand, dot));
            }
            if (!first) {
                operands.add(result);
            }
            if (head instanceof Name name
                    && !name.name().isEmpty()
                    && !name.name().startsWith("$")) {
                result = TemplateCalls.call(context, name.name(), operands);
            } else if (operands.isEmpty()) {
                result = value(head, dot);
            } else {
                throw BuiltinException.of("template: template:1: can't give argument to non-function");
            }
            first = false;
        }
        return result;
    }

    private @Nullable Object value(Operand operand, @Nullable Object dot) throws BuiltinException {
        if (operand instanceof Literal literal) {
            return literal.value();
        } else if (operand instanceof Inner inner) {
            return fields(DeepStack.step(BuiltinException.class, () -> value(inner.pipeline(), dot)), inner.fields());
        }
        Name name = (Name) operand;
        if (name.name().isEmpty()) {
            return fields(dot, name.fields());
        } else if (name.name().startsWith("$")) {
            return fields(variable(name.name()), name.fields());
        }
        return TemplateCalls.call(context, name.name(), List.of());
    }

    private @Nullable Object variable(String name) throws BuiltinException {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(name)) {
                return variables.get(i).value();
            }
        }
        throw BuiltinException.of("template: template:1: undefined variable \"" + name + "\"");
    }

    private static @Nullable Object fields(@Nullable Object value, List<String> fields) throws BuiltinException {
        Object found = value;
        for (String field : fields) {
            if (found == null) {
                // A field of a missing value is missing.
                return null;
            } else if (found == NullValue.NULL) {
                throw BuiltinException.of("template: template:1: nil pointer evaluating interface {}." + field);
            } else if (!(found instanceof ObjectValue object)) {
                throw BuiltinException.of("template: template:1: can't evaluate field " + field);
            } else {
                found = object.get(field);
            }
        }
        return found;
    }
}
