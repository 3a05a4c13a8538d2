package io.rego4j.opa.functions.compare;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.functions.BuiltinFunctions;
import io.rego4j.opa.functions.FixedContext;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/** Makes GraphQL: schemas, and queries which use about the same names, most of them with a fault or two. */
final class GraphqlTexts {
    private static final List<String> SCALARS = List.of("Int", "Float", "String", "Boolean", "ID", "Date");
    private static final List<String> OUTPUTS = List.of("Query", "Cat", "Dog", "Pet", "Named", "Being", "Color");
    private static final List<String> INPUTS =
            List.of("Color", "Where", "Only", "Int", "String", "Boolean", "ID", "Date");
    private static final List<String> FIELDS =
            List.of("name", "names", "age", "pet", "pets", "cat", "self", "color", "find", "__typename", "nam");
    private static final List<String> ARGUMENTS = List.of("where", "first", "color", "id", "only", "ids", "wher");
    private static final List<String> FRAGMENTS = List.of("A", "B", "C");
    private static final List<String> DIRECTIVES = List.of(
            "@skip(if: true)",
            "@include(if: $yes)",
            "@deprecated",
            "@own(id: 1)",
            "@own",
            "@many @many",
            "@oneOf",
            "@specifiedBy(url: \"u\")",
            "@skip",
            "@nope");
    private static final List<String> LOCATIONS = List.of(
            "QUERY",
            "FIELD",
            "OBJECT",
            "FIELD_DEFINITION",
            "ARGUMENT_DEFINITION",
            "ENUM_VALUE",
            "INPUT_OBJECT",
            "SCHEMA",
            "FRAGMENT_SPREAD",
            "INLINE_FRAGMENT",
            "SCALAR",
            "ENUM",
            "INTERFACE",
            "UNION",
            "VARIABLE_DEFINITION");
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            ":",
            "=",
            "!",
            "|",
            "&",
            "@",
            "$",
            "...",
            "on",
            "\"text\"",
            "\"\"\"\n  block\n   b\n\"\"\"",
            "1",
            "-1.5e3",
            "01",
            "null",
            "true",
            "type",
            "extend",
            "query",
            "fragment",
            "# comment\n",
            "'",
            "\"\\u00e9\\n\"",
            "é",
            "\"\\q\"",
            "\"open",
            "implements",
            "repeatable",
            "input",
            "enum",
            "A",
            "\r\n",
            ",",
            "99999999999999999999",
            "\ufeff");

    private final Random random;

    GraphqlTexts(Random random) {
        this.random = random;
    }

    /** A query and a schema. */
    List<Value> both() {
        String schema = random.nextInt(8) == 0 ? anySchema() : schema();
        String query = query();
        int faulty = random.nextInt(6);
        return List.of(
                maybeObject("graphql.parse_query", faulty == 0 ? faulty(query) : query),
                maybeObject("graphql.parse_schema", faulty == 1 ? faulty(schema) : schema));
    }

    /** The text, or now and then what it is as an object. OPA ends with a panic where such a query has a misplaced directive. */
    private Value maybeObject(String function, String text) {
        Value value = StringValue.of(text);
        if (!is(8) || function.equals("graphql.parse_query") && text.contains("@")) {
            return value;
        }
        try {
            return Objects.requireNonNull(
                    BuiltinFunctions.find(function).call(new FixedContext(), new Value[] {value}));
        } catch (BuiltinException e) {
            return value;
        }
    }

    /** A text of the kind that a function wants. */
    Value text(boolean isSchema) {
        String text = isSchema ? (random.nextInt(3) == 0 ? anySchema() : schema()) : query();
        return StringValue.of(random.nextInt(3) == 0 ? faulty(text) : text);
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean is(int outOf) {
        return random.nextInt(outOf) == 0;
    }

    /** A token left out, put in or replaced. */
    private String faulty(String text) {
        List<String> tokens = new ArrayList<>(List.of(text.split("(?<=[ \\n])|(?=[ \\n{}():!\\[\\]])")));
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            int at = random.nextInt(tokens.size());
            switch (random.nextInt(4)) {
                case 0 -> tokens.set(at, "");
                case 1 -> tokens.set(at, tokens.get(at) + " " + one(TOKENS));
                case 2 -> tokens.set(at, one(TOKENS));
                default -> tokens.set(at, tokens.get(at) + tokens.get(random.nextInt(tokens.size())));
            }
        }
        return String.join("", tokens);
    }

    /** A schema that is valid for the most part. */
    private String schema() {
        StringBuilder text = new StringBuilder();
        text.append("scalar Date\nenum Color { RED GREEN BLUE }\n");
        text.append("input Where { name: String age: Int = 3 color: Color! other: Where ids: [ID!] }\n");
        text.append("input Only @oneOf { a: Int b: String c: Where }\n");
        text.append("directive @own(id: Int!) on FIELD | QUERY | OBJECT | FRAGMENT_SPREAD\n");
        text.append("directive @many repeatable on FIELD | INLINE_FRAGMENT | OBJECT\n");
        text.append("interface Named { name: String! ").append(extra()).append("}\n");
        text.append("interface Being implements Named { name: String! age: Int ")
                .append(extra())
                .append("}\n");
        text.append("type Cat implements Named & Being { name: String! age: Int self: Cat color: Color ")
                .append(extra())
                .append("}\n");
        text.append(
                        "type Dog implements Named { name: String! names(first: Int = 2, where: Where): [String!]! self: Dog ")
                .append(extra())
                .append("}\n");
        text.append("union Pet = Cat | Dog\n");
        text.append(
                "type Query { pet: Pet pets(where: Where, first: Int!, only: Only, ids: [ID]): [Pet!] cat(id: ID!, color: Color = RED): Cat"
                        + " find(where: Where!, date: Date): Named being: Being name: String self: Query }\n");
        if (is(2)) {
            text.append("type Mutation { name: String }\ntype Subscription { name: String age: Int cat: Cat }\n");
        }
        if (is(4)) {
            text.append(description())
                    .append("schema ")
                    .append(is(4) ? directive() : "")
                    .append("{ query: Query }\n");
        }
        if (is(3)) {
            text.append(anyDefinition());
        }
        return text.toString();
    }

    private String extra() {
        if (!is(6)) {
            return "";
        }
        return description() + one(FIELDS) + (is(3) ? "(" + inputField() + ")" : "") + ": "
                + type(is(2) ? OUTPUTS : SCALARS) + (is(4) ? directive() : "") + " ";
    }

    private String anySchema() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(6); i > 0; i--) {
            text.append(anyDefinition());
        }
        return text.toString();
    }

    private String description() {
        return switch (random.nextInt(8)) {
            case 0 -> "\"what\" ";
            case 1 -> "\"\"\"\n    What\n      it is\n  \"\"\" ";
            case 2 -> "# about\n# it\n";
            case 3 -> "# one\n\"d\"\n# two\n";
            default -> "";
        };
    }

    private String anyDefinition() {
        String name = one(OUTPUTS);
        String start = description() + (is(3) ? "extend " : "");
        String directives = is(4) ? " " + directive() : "";
        return switch (random.nextInt(9)) {
            case 0 -> start + "scalar " + one(SCALARS) + directives + "\n";
            case 1 -> start + "enum " + name + directives + " { " + values() + "}\n";
            case 2 -> start + "input " + one(INPUTS) + directives + " { " + inputField() + " " + inputField() + "}\n";
            case 3 ->
                start + "union " + name + directives + " = " + (is(3) ? "| " : "") + one(OUTPUTS)
                        + (is(2) ? " | " + one(OUTPUTS) : "") + "\n";
            case 4 -> start + "interface " + name + implemented() + directives + " {" + fieldDefinitions() + "}\n";
            case 5 ->
                start + "directive @" + (is(3) ? "own" : is(2) ? "new" : "deprecated")
                        + (is(2) ? "(" + inputField() + ")" : "") + (is(4) ? " repeatable" : "") + " on "
                        + one(LOCATIONS) + " | " + one(LOCATIONS) + "\n";
            case 6 ->
                start + "schema" + directives + " { query: " + name + (is(2) ? " mutation: " + one(OUTPUTS) : "")
                        + (is(6) ? " query: Cat" : "") + " }\n";
            default -> start + "type " + name + implemented() + directives + " {" + fieldDefinitions() + "}\n";
        };
    }

    private String values() {
        return description() + one(List.of("RED", "GREEN", "true", "X")) + " " + (is(3) ? directive() + " " : "")
                + one(List.of("RED", "BLUE", "Y")) + " ";
    }

    private String implemented() {
        return is(3) ? " implements " + one(OUTPUTS) + (is(3) ? " & " + one(OUTPUTS) : "") : "";
    }

    private String fieldDefinitions() {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            text.append(description())
                    .append(one(FIELDS))
                    .append(is(3) ? "(" + inputField() + ")" : "")
                    .append(": ")
                    .append(type(is(2) ? OUTPUTS : SCALARS))
                    .append(is(6) ? " " + directive() : "")
                    .append(' ');
        }
        return text.toString();
    }

    private String inputField() {
        return description() + one(ARGUMENTS) + ": " + type(is(8) ? OUTPUTS : INPUTS) + (is(4) ? " = " + value(1) : "")
                + (is(6) ? " " + directive() : "");
    }

    private String type(List<String> names) {
        String name = one(names) + (is(3) ? "!" : "");
        return is(4) ? "[" + name + "]" + (is(3) ? "!" : "") : name;
    }

    private String directive() {
        return one(DIRECTIVES);
    }

    private String query() {
        StringBuilder text = new StringBuilder();
        for (int i = is(5) ? 2 : 1; i > 0; i--) {
            text.append(operation());
        }
        for (String name : FRAGMENTS) {
            if (is(2)) {
                text.append(is(6) ? description() : "")
                        .append("fragment ")
                        .append(name)
                        .append(" on ")
                        .append(is(8) ? "Nope" : one(OUTPUTS))
                        .append(' ')
                        .append(is(6) ? directive() : "")
                        .append(selections(2))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private String operation() {
        if (is(2)) {
            return selections(3) + "\n";
        }
        String variables = is(2)
                ? "($" + one(List.of("yes", "where", "id")) + ": " + type(INPUTS) + (is(3) ? " = " + value(1) : "")
                        + (is(6) ? " " + directive() : "") + (is(3) ? ", $first: Int" : "") + ") "
                : "($yes: Boolean!)";
        return description() + one(List.of("query", "query", "query", "mutation", "subscription")) + " "
                + one(List.of("", "Q", "P")) + " " + (is(3) ? "" : variables) + (is(6) ? directive() + " " : "")
                + selections(3) + "\n";
    }

    private String selections(int depth) {
        StringBuilder text = new StringBuilder("{ ");
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            text.append(selection(depth)).append(' ');
        }
        return text.append("}").toString();
    }

    private String selection(int depth) {
        String directive = is(6) ? " " + directive() : "";
        if (is(5)) {
            return "..." + one(FRAGMENTS) + directive;
        } else if (is(6) && depth > 0) {
            return "..." + (is(4) ? "" : " on " + one(OUTPUTS)) + directive + " " + selections(depth - 1);
        }
        String alias = is(5) ? one(List.of("x: ", "y: ", "name: ")) : is(10) ? "# c\n" : "";
        String field = switch (random.nextInt(7)) {
            case 0 -> "pets(first: " + value(1) + ", where: " + where() + ")";
            case 1 -> "cat(id: " + value(0) + (is(2) ? ", color: " + value(0) : "") + ")";
            case 2 -> "find(where: " + where() + ")";
            case 3 -> is(4) ? "__schema" : "pet";
            default -> one(FIELDS) + (is(5) ? "(" + one(ARGUMENTS) + ": " + value(2) + ")" : "");
        };
        boolean isLeaf = List.of("name", "age", "color", "__typename").contains(field) ? !is(8) : is(8);
        return alias + field + directive + (depth > 0 && !isLeaf ? " " + selections(depth - 1) : "");
    }

    private String where() {
        return switch (random.nextInt(5)) {
            case 0 -> value(2);
            case 1 -> "{color: RED}";
            case 2 -> "{color: " + value(0) + ", age: " + value(0) + "}";
            case 3 -> "{name: \"n\", color: BLUE, other: {color: GREN}}";
            default -> "$where";
        };
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 14 : 11)) {
            case 0, 1 -> Integer.toString(random.nextInt(10));
            case 2 -> "\"text\"";
            case 3 -> one(List.of("RED", "GREEN", "red", "X"));
            case 4 -> one(List.of("true", "false", "null"));
            case 5 -> one(List.of("1.5", "1e400", "-2", "3000000000", "99999999999999999999", "0.1e1"));
            case 6 -> "$" + one(List.of("yes", "where", "id", "first", "none"));
            case 7 -> "\"RED\"";
            case 8 -> one(List.of("\"a\\n\\u00e9\\\"\"", "\"\"\"block\"\"\"", "\"\\u{1F600}\"", "\"\\u007f é\""));
            case 9 -> "RED";
            case 10 -> "7";
            case 11 -> "[" + value(depth - 1) + " " + value(depth - 1) + "]";
            case 12 -> "{}";
            default ->
                "{" + one(List.of("name", "age", "color", "a", "b", "ids")) + ": " + value(depth - 1) + " "
                        + one(List.of("name", "color", "c")) + ": " + value(depth - 1) + "}";
        };
    }
}
