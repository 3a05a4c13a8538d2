package io.rego4j.opa.functions.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.functions.BuiltinFunctions;
import io.rego4j.opa.functions.FixedContext;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The expectations are OPA's answers. */
class GraphqlFunctionsTest {
    private static final String SCHEMA = """
            type Query { cat(name: String!): Cat pets: [Pet!]! }
            type Cat { name: String! color: Color }
            type Dog { name: String! }
            union Pet = Cat | Dog
            enum Color { RED GREEN }
            """;

    private static Value call(String name, Object... operands) throws BuiltinException {
        Value[] values = Stream.of(operands)
                .map(operand -> operand instanceof Value value ? value : StringValue.of((String) operand))
                .toArray(Value[]::new);
        return Objects.requireNonNull(BuiltinFunctions.find("graphql." + name).call(new FixedContext(), values));
    }

    @Test
    void queriesAreShownWithoutPlacesAndWithoutWhatIsEmpty() throws BuiltinException {
        assertThat(call("parse_query", "query Q($n: String! = \"a\") { # all\n cats: cat(name: $n) { ...F } }"))
                .hasToString("""
                        {"Operations": [{"Description": "", "Name": "Q", "Operation": "query", "SelectionSet": [\
                        {"Alias": "cats", "Arguments": [{"Name": "name", "Value": {"ExpectedTypeHasDefault": false, "Kind": 0, \
                        "Raw": "n"}}], "Comment": {"List": [{"Value": "# all"}]}, "Name": "cat", "SelectionSet": [{"Name": "F"}]}], \
                        "VariableDefinitions": [{"DefaultValue": {"ExpectedTypeHasDefault": false, "Kind": 3, "Raw": "a"}, \
                        "Description": "", "Type": {"NamedType": "String", "NonNull": true}, "Used": false, "Variable": "n"}]}]}""");
    }

    @Test
    void schemasAreShownWithTheirDescriptions() throws BuiltinException {
        assertThat(call("parse_schema", "\"\"\"\n    A cat,\n      or two\n\"\"\" type Cat { name: [String!]! }"))
                .hasToString("""
                        {"Definitions": [{"BuiltIn": false, "Description": "A cat,\\n  or two", "Fields": [{"Description": "", \
                        "Name": "name", "Type": {"Elem": {"NamedType": "String", "NonNull": true}, "NamedType": "", \
                        "NonNull": true}}], "Kind": "OBJECT", "Name": "Cat"}]}""");
    }

    @Test
    void anErrorOfATextHasItsPlace() {
        assertThatThrownBy(() -> call("parse_query", "{ cat(name: \"a) }"))
                .isInstanceOf(BuiltinException.class)
                .hasMessage("Unexpected <Invalid> in GraphQL string at location 1:18");
    }

    @Test
    void allThatIsWrongWithAQueryIsReported() {
        assertThatThrownBy(() -> call("parse", "{ cat { nam }\n pets { color } }", SCHEMA))
                .hasMessage("""
                        Cannot query field "nam" on type "Cat". Did you mean "name"?
                        input:1:3: Field "cat" argument "name" of type "String!" is required, but it was not provided.
                        input:2:9: Cannot query field "color" on type "Pet". Did you mean to use an inline fragment on "Cat"?
                         in GraphQL string at location 1:9""");
    }

    @Test
    void whatIsNoQueryOfASchemaIsNotVerified() throws BuiltinException {
        assertThat(call("parse_and_verify", "{ cat(name: 1) { name } }", SCHEMA))
                .hasToString("[false, {}, {}]");
        assertThat(call("is_valid", "{ cat(name: \"a\") { name } }", SCHEMA)).hasToString("true");
        assertThat(call("is_valid", "{ a: pets { ... on Cat { name: color } ... on Dog { name } } }", SCHEMA))
                .hasToString("false");
    }

    @Test
    void aSchemaMayBeGivenAsTheObjectThatItIsShownAs() throws BuiltinException {
        Value schema = call("parse_schema", SCHEMA);
        assertThat(call("schema_is_valid", schema)).hasToString("true");
        assertThat(call("is_valid", "{ pets { __typename } }", schema)).hasToString("true");
        assertThat(call("schema_is_valid", "type Cat { name: Nam }")).hasToString("false");
    }

    @Test
    void fieldsAreNotComparedThroughASpreadThatTheWalkHasNotComeTo() {
        String query = """
                { ...B }
                fragment B on Query { ... { c: b a(i: 1) { b } ...B } ...A }
                fragment A on Query { a(i: 2) { b } }""";
        String conflict = "input:3:23: Fields \"a\" conflict because they have differing arguments."
                + " Use different aliases on the fields to fetch both if this was intentional";
        assertThatThrownBy(() -> call("parse", query, "type Query { a(i: Int): Query b: Int }"))
                .hasMessage("Cannot spread fragment \"B\" within itself.\n" + conflict + ".\n" + conflict
                        + " in GraphQL string at location 2:51");
    }

    @Test
    void aNumberOfADocumentGivenAsAnObjectMayBeNone() throws IOException {
        String query = """
                {"Operations": [{"Operation": "query", "SelectionSet": [{"Name": "f", "Alias": "f", "Arguments": [\
                {"Name": "i", "Value": {"Kind": %d, "Raw": "abc"}}]}]}]}""";
        Value integer = JsonValues.parse(query.formatted(1));
        assertThatThrownBy(() -> call("parse", integer, "type Query { f(i: Int): Int }"))
                .hasMessage("GraphQL parse error: input: Int cannot represent non-integer value: abc\n");
        Value real = JsonValues.parse(query.formatted(2));
        assertThatThrownBy(() -> call("parse", real, "type Query { f(i: Float): Int }"))
                .hasMessage("GraphQL parse error: input: Float cannot represent non numeric value: abc\n");
    }

    @Test
    void theFirstNameThatComesAgainIsReported() {
        Map<String, String> errors = Map.of(
                "type Query { a: Int b: Int b: Int a: Int }",
                "35: Field Query.a can only be defined once.",
                "type Query { a: Int } enum E { A B B A }",
                "38: Enum value E.A can only be defined once.",
                "type Query { a(x: Int, y: Int, y: Int, x: Int): Int }",
                "40: Argument Query.a(x:) can only be defined once.",
                "type Query { a: Int } type A { a: Int } type B { a: Int } union U = A | B | B | A",
                "81: Union type U can only include type A once.",
                "type Query { a: Int } directive @d(x: Int, y: Int, y: Int, x: Int) on FIELD",
                "60: Argument @d(x:) can only be defined once.");
        errors.forEach((schema, error) -> assertThatThrownBy(() -> call("parse", "{ a }", schema))
                .hasMessage("Error in gqlparser SchemaDocument to Schema conversion: input:1:" + error));
    }
}
