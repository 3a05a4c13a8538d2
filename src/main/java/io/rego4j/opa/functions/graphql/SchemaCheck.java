package io.rego4j.opa.functions.graphql;

import io.rego4j.internal.go.GoQuote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks the definitions of a schema: the first error, in OPA's order. */
final class SchemaCheck {
    private final Schema schema;

    SchemaCheck(Schema schema) {
        this.schema = schema;
    }

    void definitions() throws GraphqlException {
        Map<String, Node> sorted = new TreeMap<>(schema.types());
        for (Node type : sorted.values()) {
            definition(type);
        }
        cycles(sorted);
        for (Node directive : new TreeMap<>(schema.directives()).values()) {
            directiveDefinition(directive);
        }
    }

    private static GraphqlException error(Node at, String message) {
        return GraphqlException.at(at, message);
    }

    private void definition(Node type) throws GraphqlException {
        String kind = Types.kind(type);
        List<Node> fields = type.nodes("Fields");
        for (Node field : fields) {
            field(type, field);
        }
        for (String member : type.texts("Types")) {
            Node definition = schema.type(member);
            if (definition == null) {
                throw error(type, "Undefined type " + GoQuote.quote(member) + ".");
            } else if (!Types.kind(definition).equals(Types.OBJECT)) {
                throw error(type, kind + " type " + GoQuote.quote(member) + " must be OBJECT.");
            }
        }
        List<String> interfaces = type.texts("Interfaces");
        for (int i = 0; i < interfaces.size(); i++) {
            if (interfaces.indexOf(interfaces.get(i)) < i) {
                throw error(type, "Type " + type.name() + " can only implement " + interfaces.get(i) + " once.");
            }
            new ImplementsCheck(schema, type, interfaces.get(i)).check();
        }
        ofKind(type, kind);
        unique(type.nodes("Fields"), "Field " + type.name() + ".");
        unique(type.nodes("EnumValues"), "Enum value " + type.name() + ".");
        uniqueMembers(type);
        if (!type.flag("BuiltIn")) {
            name(type);
        }
        directives(type.nodes("Directives"), kind, null, false);
    }

    private static void uniqueMembers(Node union) throws GraphqlException {
        List<String> members = union.texts("Types");
        List<Node> places = union.nodes(SchemaParser.MEMBER_PLACES);
        for (int i = 0; i < members.size(); i++) {
            for (int j = i + 1; j < members.size(); j++) {
                if (members.get(i).equals(members.get(j))) {
                    throw error(
                            places.size() == members.size() ? places.get(j) : union,
                            "Union type " + union.name() + " can only include type " + members.get(j) + " once.");
                }
            }
        }
    }

    private static void unique(List<Node> nodes, String what) throws GraphqlException {
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = i + 1; j < nodes.size(); j++) {
                if (nodes.get(i).name().equals(nodes.get(j).name())) {
                    throw error(nodes.get(j), what + nodes.get(j).name() + " can only be defined once.");
                }
            }
        }
    }

    private void field(Node type, Node field) throws GraphqlException {
        name(field);
        reference(field.node("Type"));
        inputFields(field.optional("DefaultValue"));
        List<Node> arguments = field.nodes("Arguments");
        uniqueArguments(arguments, type.name() + "." + field.name());
        arguments(arguments, null);
        boolean isInput = Types.kind(type).equals(Types.INPUT_OBJECT);
        directives(field.nodes("Directives"), isInput ? "INPUT_FIELD_DEFINITION" : "FIELD_DEFINITION", null, true);
    }

    private void ofKind(Node type, String kind) throws GraphqlException {
        switch (kind) {
            case Types.OBJECT, Types.INTERFACE -> {
                required(type, "Fields", "fields");
                for (Node field : type.nodes("Fields")) {
                    Node of = schema.type(Types.name(field.node("Type")));
                    if (of != null && !Types.isLeaf(of) && !Types.isComposite(of)) {
                        throw error(
                                field,
                                kind + " " + type.name()
                                        + ": field must be one of SCALAR, OBJECT, INTERFACE, UNION, ENUM.");
                    }
                }
            }
            case Types.ENUM -> {
                required(type, "EnumValues", "unique enum values");
                for (Node value : type.nodes("EnumValues")) {
                    name(value);
                    if (Set.of("true", "false", "null").contains(value.name())) {
                        throw error(value, kind + " " + type.name() + ": non-enum value " + value.name() + ".");
                    }
                    directives(value.nodes("Directives"), "ENUM_VALUE", null, true);
                }
            }
            case Types.INPUT_OBJECT -> {
                required(type, "Fields", "input fields");
                for (Node field : type.nodes("Fields")) {
                    Node of = schema.type(Types.name(field.node("Type")));
                    if (of != null && !Types.isInput(of)) {
                        throw error(
                                field,
                                Types.kind(of) + " " + field.name()
                                        + ": field must be one of SCALAR, ENUM, INPUT_OBJECT.");
                    }
                }
            }
            case Types.UNION -> required(type, "Types", "member types");
            default -> {}
        }
    }

    private static void required(Node type, String member, String what) throws GraphqlException {
        boolean isEmpty = member.equals("Types")
                ? type.texts(member).isEmpty()
                : type.nodes(member).isEmpty();
        if (isEmpty) {
            throw error(type, Types.kind(type) + " " + type.name() + ": must define one or more " + what + ".");
        }
    }

    /** Objects of input that must hold each other can never be written. */
    private void cycles(Map<String, Node> sorted) throws GraphqlException {
        Set<String> checked = new HashSet<>();
        for (Node type : sorted.values()) {
            if (Types.kind(type).equals(Types.INPUT_OBJECT)) {
                cycle(type, checked, new ArrayList<>(), new HashMap<>());
            }
        }
    }

    /**
     * Looks for a cycle through a type.
     *
     * @param path the fields on the way here
     * @param indices where the types on the way begin in the path
     */
    private void cycle(Node type, Set<String> checked, List<Node> path, Map<String, Integer> indices)
            throws GraphqlException {
        if (!checked.add(type.name())) {
            return;
        }
        indices.put(type.name(), path.size());
        for (Node field : type.nodes("Fields")) {
            Node reference = field.node("Type");
            Node of = schema.type(reference.text("NamedType"));
            if (!Types.isRequired(reference) || of == null || !Types.kind(of).equals(Types.INPUT_OBJECT)) {
                continue;
            }
            path.add(field);
            Integer from = indices.get(of.name());
            if (from != null) {
                List<Node> around = path.subList(from, path.size());
                throw error(
                        around.get(0),
                        "Cannot reference Input Object " + GoQuote.quote(of.name())
                                + " within itself through a series of non-null fields: "
                                + GoQuote.quote(String.join(".", Node.names(around))) + ".");
            }
            cycle(of, checked, path, indices);
            path.remove(path.size() - 1);
        }
        indices.remove(type.name());
    }

    private void directiveDefinition(Node directive) throws GraphqlException {
        name(directive);
        List<Node> arguments = directive.nodes("Arguments");
        uniqueArguments(arguments, "@" + directive.name());
        directives(directive.nodes("Directives"), "DIRECTIVE_DEFINITION", directive, true);
        arguments(arguments, directive);
    }

    private static void uniqueArguments(List<Node> arguments, String of) throws GraphqlException {
        for (int i = 0; i < arguments.size(); i++) {
            Node first = arguments.get(i);
            Node second = Node.named(arguments.subList(i + 1, arguments.size()), first.name());
            if (second != null) {
                throw error(second, "Argument " + of + "(" + second.name() + ":) can only be defined once.");
            }
        }
    }

    private void reference(Node type) throws GraphqlException {
        String name = Types.name(type);
        if (schema.type(name) == null) {
            throw error(type, "Undefined type " + name + ".");
        }
    }

    private void arguments(List<Node> arguments, @Nullable Node ofDirective) throws GraphqlException {
        for (Node argument : arguments) {
            name(argument);
            Node reference = argument.node("Type");
            reference(reference);
            inputFields(argument.optional("DefaultValue"));
            Node type = schema.type(Types.name(reference));
            if (type != null && !Types.isInput(type)) {
                throw error(
                        argument,
                        "cannot use " + Types.text(reference) + " as argument " + argument.name() + " because "
                                + Types.kind(type) + " is not a valid input type");
            }
            directives(argument.nodes("Directives"), "ARGUMENT_DEFINITION", ofDirective, true);
        }
    }

    /**
     * Checks directives where they are used.
     *
     * @param of the directive that is being defined, or null
     * @param isOnePlace false where the directives of a type and its extensions are put together
     */
    void directives(List<Node> directives, String location, @Nullable Node of, boolean isOnePlace)
            throws GraphqlException {
        Set<String> seen = new HashSet<>();
        for (Node directive : directives) {
            String name = directive.name();
            name(directive);
            if (of != null && name.equals(of.name())) {
                throw error(directive, "Directive " + name + " cannot refer to itself.");
            }
            Node definition = schema.directive(name);
            if (definition == null) {
                throw error(directive, "Undefined directive " + name + ".");
            } else if (isOnePlace && !seen.add(name) && !definition.flag("IsRepeatable")) {
                throw error(directive, "The directive " + name + " can only be used once at this location.");
            } else if (!definition.texts("Locations").contains(location)) {
                throw error(directive, "Directive " + name + " is not applicable on " + location + ".");
            }
            arguments(directive, definition);
        }
    }

    private static void arguments(Node directive, Node definition) throws GraphqlException {
        List<Node> given = directive.nodes("Arguments");
        for (int i = 0; i < given.size(); i++) {
            Node argument = given.get(i);
            if (Node.named(definition.nodes("Arguments"), argument.name()) == null) {
                throw error(
                        argument, "Undefined argument " + argument.name() + " for directive " + directive.name() + ".");
            } else if (Node.named(given.subList(0, i), argument.name()) != null) {
                throw error(argument, "There can be only one argument named " + argument.name() + ".");
            }
        }
        for (Node wanted : definition.nodes("Arguments")) {
            if (Types.isRequired(wanted.node("Type")) && wanted.optional("DefaultValue") == null) {
                Node argument = Node.named(given, wanted.name());
                if (argument == null || ValueKind.of(argument.node("Value")) == ValueKind.NULL) {
                    throw error(
                            directive,
                            "Argument " + wanted.name() + " for directive " + directive.name() + " cannot be null.");
                }
            }
        }
        for (Node argument : given) {
            inputFields(argument.optional("Value"));
        }
    }

    /** An object sets each field once. */
    private static void inputFields(@Nullable Node value) throws GraphqlException {
        if (value == null) {
            return;
        }
        Set<String> seen = new HashSet<>();
        boolean isObject = ValueKind.of(value) == ValueKind.OBJECT;
        for (Node child : value.nodes("Children")) {
            if (isObject && !seen.add(child.name())) {
                throw error(child, "There can be only one input field named \"" + child.name() + "\".");
            }
            inputFields(child.optional("Value"));
        }
    }

    private static void name(Node node) throws GraphqlException {
        if (node.name().startsWith("__")) {
            throw error(
                    node,
                    "Name \"" + node.name()
                            + "\" must not begin with \"__\", which is reserved by GraphQL introspection.");
        }
    }
}
