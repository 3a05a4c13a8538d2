package io.rego4j.opa.functions.graphql;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.text.Json;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code graphql.*} ({@code v1/topdown/graphql.go}). */
public final class GraphqlFunctions {
    /** The functions by name, a family at a time. */
    public static final List<Map<String, Builtin>> FAMILIES = List.of(Map.of(
            "graphql.parse", (context, operands) -> parse(context, operands),
            "graphql.parse_and_verify", (context, operands) -> parseAndVerify(context, operands),
            "graphql.parse_query", (context, operands) -> parseQuery(operands),
            "graphql.parse_schema", (context, operands) -> parseSchema(operands),
            "graphql.is_valid", (context, operands) -> isValid(context, operands),
            "graphql.schema_is_valid", (context, operands) -> isSchemaValid(context, operands)));

    private static final Pattern PLACED = Pattern.compile("[^:]*:\\+?([0-9]+):\\+?([0-9]+): *(.*)", Pattern.DOTALL);
    private static final ArrayValue UNVERIFIED =
            ArrayValue.of(BooleanValue.FALSE, ObjectValue.EMPTY, ObjectValue.EMPTY);

    private GraphqlFunctions() {}

    /** A document of a schema, and the error of the schema that it makes, or the schema. */
    private record KnownSchema(SyntaxNode document, Object schema) {
        Schema orThrow() throws GraphqlException {
            if (schema instanceof GraphqlException e) {
                throw new GraphqlException("Error in gqlparser SchemaDocument to Schema conversion: " + e.getMessage());
            }
            return (Schema) schema;
        }
    }

    /** What was made of an operand before in this evaluation. */
    private record Key(Value schema) {}

    /** An operand that is neither a text nor an object. */
    private static final class WrongOperand extends Exception {
        private static final long serialVersionUID = 1L;

        WrongOperand() {
            super(null, null, false, false);
        }
    }

    private static SyntaxNode document(Value operand, Shape shape) throws GraphqlException, WrongOperand {
        if (operand instanceof StringValue text) {
            try {
                return shape == Shape.QUERY_DOCUMENT ? QueryParser.parse(text) : SchemaParser.parse(text);
            } catch (GraphqlException e) {
                throw new GraphqlException(located(e.getMessage()));
            }
        } else if (operand instanceof ObjectValue) {
            try {
                return NodeReader.read(shape, Json.unmarshal(StringValue.of(JsonText.of(operand))));
            } catch (BuiltinException e) {
                throw new GraphqlException(e.getMessage());
            }
        }
        throw new WrongOperand();
    }

    private static KnownSchema schema(BuiltinContext context, Value operand) throws GraphqlException, WrongOperand {
        Object known = context.once(new Key(operand), () -> {
            try {
                SyntaxNode document = document(operand, Shape.SCHEMA_DOCUMENT);
                try {
                    return new KnownSchema(document, Schema.of(document));
                } catch (GraphqlException e) {
                    return new KnownSchema(document, e);
                }
            } catch (GraphqlException | WrongOperand e) {
                return e;
            }
        });
        if (known instanceof GraphqlException e) {
            throw e;
        } else if (known instanceof WrongOperand e) {
            throw e;
        }
        return (KnownSchema) known;
    }

    /** The place of an error after its words. What follows a first error stays as it is. */
    private static String located(String message) {
        Matcher placed = PLACED.matcher(message);
        if (!placed.matches()) {
            return "GraphQL parse error: " + message;
        }
        String words = placed.group(3);
        return (words.endsWith(".\n") ? words.substring(0, words.length() - 2) : words)
                + " in GraphQL string at location " + Long.parseLong(placed.group(1)) + ":"
                + Long.parseLong(placed.group(2));
    }

    private static void verify(BuiltinContext context, Schema schema, SyntaxNode query) throws GraphqlException {
        List<String> errors = QueryCheck.errors(context, schema, query);
        if (!errors.isEmpty()) {
            throw new GraphqlException(located(String.join("\n", errors) + "\n"));
        }
    }

    private static Value parse(BuiltinContext context, Value[] operands) throws BuiltinException {
        int operand = 0;
        try {
            SyntaxNode query = document(operands[0], Shape.QUERY_DOCUMENT);
            operand = 1;
            KnownSchema schema = schema(context, operands[1]);
            verify(context, schema.orThrow(), query);
            return ArrayValue.of(query.toValue(), schema.document().toValue());
        } catch (GraphqlException e) {
            throw BuiltinException.of(e.getMessage());
        } catch (WrongOperand e) {
            // OPA counts these from 0.
            throw Operands.wrongType(operands[operand], operand, "string", "object");
        }
    }

    private static Value parseAndVerify(BuiltinContext context, Value[] operands) {
        try {
            SyntaxNode query = document(operands[0], Shape.QUERY_DOCUMENT);
            KnownSchema schema = schema(context, operands[1]);
            verify(context, schema.orThrow(), query);
            return ArrayValue.of(
                    BooleanValue.TRUE, query.toValue(), schema.document().toValue());
        } catch (GraphqlException | WrongOperand e) {
            return UNVERIFIED;
        }
    }

    private static Value parseQuery(Value[] operands) throws BuiltinException {
        Operands.stringValue(operands, 1);
        return parsed(operands[0], Shape.QUERY_DOCUMENT);
    }

    private static Value parseSchema(Value[] operands) throws BuiltinException {
        Operands.stringValue(operands, 1);
        return parsed(operands[0], Shape.SCHEMA_DOCUMENT);
    }

    private static Value parsed(Value text, Shape shape) throws BuiltinException {
        try {
            return document(text, shape).toValue();
        } catch (GraphqlException e) {
            throw BuiltinException.of(e.getMessage());
        } catch (WrongOperand e) {
            throw Operands.wrongType(text, 1, "string");
        }
    }

    private static Value isValid(BuiltinContext context, Value[] operands) {
        try {
            SyntaxNode query = document(operands[0], Shape.QUERY_DOCUMENT);
            verify(context, schema(context, operands[1]).orThrow(), query);
            return BooleanValue.TRUE;
        } catch (GraphqlException | WrongOperand e) {
            return BooleanValue.FALSE;
        }
    }

    private static Value isSchemaValid(BuiltinContext context, Value[] operands) {
        try {
            schema(context, operands[0]).orThrow();
            return BooleanValue.TRUE;
        } catch (GraphqlException | WrongOperand e) {
            return BooleanValue.FALSE;
        }
    }
}
