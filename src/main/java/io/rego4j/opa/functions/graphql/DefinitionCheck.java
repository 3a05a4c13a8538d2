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
final class DefinitionCheck {
    private final Schema schema;

    DefinitionCheck(Schema schema) {
        this.schema = schema;
    }

    void definitions() throws GraphqlException {
        Map<String, SyntaxNode> sorted = new TreeMap<>(schema.types());
        for (SyntaxNode type : sorted.values()) {
            definition(type);
        }
        cycles(sorted);
        for (SyntaxNode directive : new TreeMap<>(schema.directives()).values()) {
            directiveDefinition(directive);
        }
    }

    private static GraphqlException error(SyntaxNode at, String message) {
        return GraphqlException.at(at, message);
    }

    private void definition(SyntaxNode type) throws GraphqlException {
        String kind = Types.kind(type);
        List<SyntaxNode> fields = type.nodes("Fields");
        for (SyntaxNode field : fields) {
            field(type, field);
        }
        for (String member : type.texts("Types")) {
            SyntaxNode definition = schema.type(member);
            if (definition == null) {
                throw error(type, "Undefined type " + GoQuote.quote(member) + ".");
            } else if (!Types.kind(definition).equals(Types.OBJECT)) {
                throw error(type, kind + " type " + GoQuote.quote(member) + " must be OBJECT.");
            }
        }
        Set<String> interfaces = new HashSet<>();
        for (String name : type.texts("Interfaces")) {
            if (!interfaces.add(name)) {
                throw error(type, "Type " + type.name() + " can only implement " + name + " once.");
            }
            new ImplementsCheck(schema, type, name).check();
        }
        ofKind(type, kind);
        unique(type.nodes("Fields"), "Field " + type.name() + ".", "");
        unique(type.nodes("EnumValues"), "Enum value " + type.name() + ".", "");
        uniqueMembers(type);
        if (!type.flag("BuiltIn")) {
            name(type);
        }
        directives(type.nodes("Directives"), kind, null, false);
    }

    private static void uniqueMembers(SyntaxNode union) throws GraphqlException {
        List<String> members = union.texts("Types");
        List<SyntaxNode> places = union.nodes(SchemaParser.MEMBER_PLACES);
        int repeated = repeated(members);
        if (repeated >= 0) {
            throw error(
                    places.size() == members.size() ? places.get(repeated) : union,
                    "Union type " + union.name() + " can only include type " + members.get(repeated) + " once.");
        }
    }

    private static void unique(List<SyntaxNode> nodes, String before, String after) throws GraphqlException {
        int repeated = repeated(SyntaxNode.names(nodes));
        if (repeated >= 0) {
            SyntaxNode node = nodes.get(repeated);
            throw error(node, before + node.name() + after + " can only be defined once.");
        }
    }

    /** Where the first name that comes more than once comes for the second time; negative if there is none. */
    private static int repeated(List<String> names) {
        Map<String, Integer> firsts = new HashMap<>();
        int first = names.size();
        int second = -1;
        for (int i = 0; i < names.size(); i++) {
            Integer before = firsts.putIfAbsent(names.get(i), i);
            if (before != null && before < first) {
                first = before;
                second = i;
            }
        }
        return second;
    }

    private void field(SyntaxNode type, SyntaxNode field) throws GraphqlException {
        name(field);
        reference(field.node("Type"));
        inputFields(field.optional("DefaultValue"));
        List<SyntaxNode> arguments = field.nodes("Arguments");
        unique(arguments, "Argument " + type.name() + "." + field.name() + "(", ":)");
        arguments(arguments, null);
        boolean isInput = Types.kind(type).equals(Types.INPUT_OBJECT);
        directives(field.nodes("Directives"), isInput ? "INPUT_FIELD_DEFINITION" : "FIELD_DEFINITION", null, true);
    }

    private void ofKind(SyntaxNode type, String kind) throws GraphqlException {
        switch (kind) {
            case Types.OBJECT, Types.INTERFACE -> {
                required(type, "Fields", "fields");
                for (SyntaxNode field : type.nodes("Fields")) {
                    SyntaxNode of = schema.type(Types.name(field.node("Type")));
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
                for (SyntaxNode value : type.nodes("EnumValues")) {
                    name(value);
                    if (Set.of("true", "false", "null").contains(value.name())) {
                        throw error(value, kind + " " + type.name() + ": non-enum value " + value.name() + ".");
                    }
                    directives(value.nodes("Directives"), "ENUM_VALUE", null, true);
                }
            }
            case Types.INPUT_OBJECT -> {
                required(type, "Fields", "input fields");
                for (SyntaxNode field : type.nodes("Fields")) {
                    SyntaxNode of = schema.type(Types.name(field.node("Type")));
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

    private static void required(SyntaxNode type, String member, String what) throws GraphqlException {
        boolean isEmpty = member.equals("Types")
                ? type.texts(member).isEmpty()
                : type.nodes(member).isEmpty();
        if (isEmpty) {
            throw error(type, Types.kind(type) + " " + type.name() + ": must define one or more " + what + ".");
        }
    }

    /** Objects of input that must hold each other can never be written. */
    private void cycles(Map<String, SyntaxNode> sorted) throws GraphqlException {
        Set<String> checked = new HashSet<>();
        for (SyntaxNode type : sorted.values()) {
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
    private void cycle(SyntaxNode type, Set<String> checked, List<SyntaxNode> path, Map<String, Integer> indices)
            throws GraphqlException {
        if (!checked.add(type.name())) {
            return;
        }
        indices.put(type.name(), path.size());
        for (SyntaxNode field : type.nodes("Fields")) {
            SyntaxNode reference = field.node("Type");
            SyntaxNode of = schema.type(reference.text("NamedType"));
            if (!Types.isRequired(reference) || of == null || !Types.kind(of).equals(Types.INPUT_OBJECT)) {
                continue;
            }
            path.add(field);
            Integer from = indices.get(of.name());
            if (from != null) {
                List<SyntaxNode> around = path.subList(from, path.size());
                throw error(
                        around.get(0),
                        "Cannot reference Input Object " + GoQuote.quote(of.name())
                                + " within itself through a series of non-null fields: "
                                + GoQuote.quote(String.join(".", SyntaxNode.names(around))) + ".");
            }
            cycle(of, checked, path, indices);
            path.remove(path.size() - 1);
        }
        indices.remove(type.name());
    }

    private void directiveDefinition(SyntaxNode directive) throws GraphqlException {
        name(directive);
        List<SyntaxNode> arguments = directive.nodes("Arguments");
        unique(arguments, "Argument @" + directive.name() + "(", ":)");
        directives(directive.nodes("Directives"), "DIRECTIVE_DEFINITION", directive, true);
        arguments(arguments, directive);
    }

    private void reference(SyntaxNode type) throws GraphqlException {
        String name = Types.name(type);
        if (schema.type(name) == null) {
            throw error(type, "Undefined type " + name + ".");
        }
    }

    private void arguments(List<SyntaxNode> arguments, @Nullable SyntaxNode ofDirective) throws GraphqlException {
        for (SyntaxNode argument : arguments) {
            name(argument);
            SyntaxNode reference = argument.node("Type");
            reference(reference);
            inputFields(argument.optional("DefaultValue"));
            SyntaxNode type = schema.type(Types.name(reference));
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
    void directives(List<SyntaxNode> directives, String location, @Nullable SyntaxNode of, boolean isOnePlace)
            throws GraphqlException {
        Set<String> seen = new HashSet<>();
        for (SyntaxNode directive : directives) {
            String name = directive.name();
            name(directive);
            if (of != null && name.equals(of.name())) {
                throw error(directive, "Directive " + name + " cannot refer to itself.");
            }
            SyntaxNode definition = schema.directive(name);
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

    private static void arguments(SyntaxNode directive, SyntaxNode definition) throws GraphqlException {
        List<SyntaxNode> given = directive.nodes("Arguments");
        for (int i = 0; i < given.size(); i++) {
            SyntaxNode argument = given.get(i);
            if (SyntaxNode.named(definition.nodes("Arguments"), argument.name()) == null) {
                throw error(
                        argument, "Undefined argument " + argument.name() + " for directive " + directive.name() + ".");
            } else if (SyntaxNode.named(given.subList(0, i), argument.name()) != null) {
                throw error(argument, "There can be only one argument named " + argument.name() + ".");
            }
        }
        for (SyntaxNode wanted : definition.nodes("Arguments")) {
            if (Types.isRequired(wanted.node("Type")) && wanted.optional("DefaultValue") == null) {
                SyntaxNode argument = SyntaxNode.named(given, wanted.name());
                if (argument == null || ValueKind.of(argument.node("Value")) == ValueKind.NULL) {
                    throw error(
                            directive,
                            "Argument " + wanted.name() + " for directive " + directive.name() + " cannot be null.");
                }
            }
        }
        for (SyntaxNode argument : given) {
            inputFields(argument.optional("Value"));
        }
    }

    /** An object sets each field once. */
    private static void inputFields(@Nullable SyntaxNode value) throws GraphqlException {
        if (value == null) {
            return;
        }
        Set<String> seen = new HashSet<>();
        boolean isObject = ValueKind.of(value) == ValueKind.OBJECT;
        for (SyntaxNode child : value.nodes("Children")) {
            if (isObject && !seen.add(child.name())) {
                throw error(child, "There can be only one input field named \"" + child.name() + "\".");
            }
            inputFields(child.optional("Value"));
        }
    }

    private static void name(SyntaxNode node) throws GraphqlException {
        if (node.name().startsWith("__")) {
            throw error(
                    node,
                    "Name \"" + node.name()
                            + "\" must not begin with \"__\", which is reserved by GraphQL introspection.");
        }
    }
}
