package io.rego4j.opa.functions.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.functions.BuiltinFunctions;
import io.rego4j.opa.functions.FixedContext;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
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
}
