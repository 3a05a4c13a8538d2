package io.rego4j.opa.functions.graphql;

import io.rego4j.opa.functions.graphql.Token.Kind;
import io.rego4j.opa.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the text of a schema: definitions and extensions. */
final class SchemaParser extends DocumentParser {
    private static final Set<String> LOCATIONS = Set.of(
            "QUERY",
            "MUTATION",
            "SUBSCRIPTION",
            "FIELD",
            "FRAGMENT_DEFINITION",
            "FRAGMENT_SPREAD",
            "INLINE_FRAGMENT",
            "VARIABLE_DEFINITION",
            "SCHEMA",
            "SCALAR",
            "OBJECT",
            "FIELD_DEFINITION",
            "ARGUMENT_DEFINITION",
            "INTERFACE",
            "UNION",
            "ENUM",
            "ENUM_VALUE",
            "INPUT_OBJECT",
            "INPUT_FIELD_DEFINITION",
            "DIRECTIVE_DEFINITION");

    /** Where the members of a union stand; OPA does not show it. */
    static final String MEMBER_PLACES = "TypePositions";

    private final List<SyntaxNode> schemas = new ArrayList<>();
    private final List<SyntaxNode> schemaExtensions = new ArrayList<>();
    private final List<SyntaxNode> directives = new ArrayList<>();
    private final List<SyntaxNode> directiveExtensions = new ArrayList<>();
    private final List<SyntaxNode> definitions = new ArrayList<>();
    private final List<SyntaxNode> extensions = new ArrayList<>();

    private SchemaParser(StringValue text) {
        super(text);
    }

    static SyntaxNode parse(StringValue text) throws GraphqlException {
        return new SchemaParser(text).document();
    }

    private SyntaxNode document() throws GraphqlException {
        while (!isNext(Kind.EOF)) {
            Description description = description();
            if (!isNext(Kind.NAME)) {
                throw unexpected();
            }
            if (!isNextName("extend")) {
                definition(peek(), description);
                continue;
            }
            if (!description.text().isEmpty()) {
                throw unexpected(previous());
            }
            SyntaxNode comments = comments();
            next();
            extension(peek(), new Description(false, "", null), comments);
        }
        return SyntaxNode.of(Shape.SCHEMA_DOCUMENT)
                .put("Schema", schemas)
                .put("SchemaExtension", schemaExtensions)
                .put("Directives", directives)
                .put("DirectiveExtensions", directiveExtensions)
                .put("Definitions", definitions)
                .put("Extensions", extensions)
                .put("Comment", comments());
    }

    private void definition(Token keyword, Description description) throws GraphqlException {
        SyntaxNode comments = comments();
        switch (keyword.value()) {
            case "schema" -> schemas.add(schema(description, comments));
            case "directive" -> directives.add(directive(description, comments, false));
            default -> definitions.add(type(keyword, description, comments, true));
        }
    }

    /** An extension has no description, and has something to add. */
    private void extension(Token keyword, Description none, @Nullable SyntaxNode comments) throws GraphqlException {
        switch (keyword.value()) {
            case "schema" -> schemaExtensions.add(nonEmpty(schema(none, comments), "Directives", "OperationTypes"));
            case "directive" -> directiveExtensions.add(nonEmpty(directive(none, comments, true), "Directives"));
            default ->
                extensions.add(nonEmpty(
                        type(keyword, none, comments, false),
                        "Interfaces",
                        "Directives",
                        "Fields",
                        "Types",
                        "EnumValues"));
        }
    }

    private SyntaxNode nonEmpty(SyntaxNode extension, String... members) throws GraphqlException {
        for (String member : members) {
            if (!extension.nodes(member).isEmpty()) {
                return extension;
            }
        }
        throw unexpected();
    }

    private SyntaxNode schema(Description description, @Nullable SyntaxNode comments) throws GraphqlException {
        next();
        SyntaxNode schema =
                documented(node(Shape.SCHEMA), description, comments).put("Directives", directives(true));
        return schema.put(
                "OperationTypes",
                some(
                        Kind.BRACE_L,
                        Kind.BRACE_R,
                        () -> {
                            SyntaxNode type = node(Shape.OPERATION_TYPE).put("Comment", comments());
                            Token operation = next();
                            if (!Set.of("query", "mutation", "subscription").contains(operation.value())) {
                                throw unexpected(operation);
                            }
                            expect(Kind.COLON);
                            return type.put("Operation", operation.value()).put("Type", name());
                        },
                        schema,
                        "EndOfDefinitionComment"));
    }

    private SyntaxNode directive(Description description, @Nullable SyntaxNode comments, boolean isExtension)
            throws GraphqlException {
        next();
        expect(Kind.AT);
        SyntaxNode directive = documented(node(Shape.DIRECTIVE_DEFINITION), description, comments)
                .put("Name", name());
        if (isExtension) {
            return directive.put("Directives", directives(true));
        }
        directive.put("Arguments", argumentDefinitions()).put("Directives", directives(true));
        if (isNext(Kind.NAME) && isNextName("repeatable")) {
            directive.put("IsRepeatable", true);
            next();
        }
        expectKeyword("on");
        List<String> locations = new ArrayList<>();
        skip(Kind.PIPE);
        do {
            Token location = expect(Kind.NAME);
            if (!LOCATIONS.contains(location.value())) {
                throw unexpected(location);
            }
            locations.add(location.value());
        } while (skip(Kind.PIPE));
        return directive.put("Locations", locations);
    }

    private SyntaxNode type(Token keyword, Description description, @Nullable SyntaxNode comments, boolean isDefinition)
            throws GraphqlException {
        String kind = switch (keyword.value()) {
            case "scalar" -> "SCALAR";
            case "type" -> "OBJECT";
            case "interface" -> "INTERFACE";
            case "union" -> "UNION";
            case "enum" -> "ENUM";
            case "input" -> "INPUT_OBJECT";
            default -> throw unexpected();
        };
        next();
        SyntaxNode type = documented(node(Shape.DEFINITION), description, comments)
                .put("Kind", kind)
                .put("Name", name());
        if (kind.equals("OBJECT") || kind.equals("INTERFACE")) {
            type.put("Interfaces", interfaces());
        }
        // OPA's parser lets an extension of an input use variables here.
        type.put("Directives", directives(isDefinition || !kind.equals("INPUT_OBJECT")));
        switch (kind) {
            case "OBJECT", "INTERFACE" -> type.put("Fields", fields(type, this::field));
            case "INPUT_OBJECT" -> type.put("Fields", fields(type, () -> input(Shape.FIELD_DEFINITION)));
            case "ENUM" -> type.put("EnumValues", fields(type, this::enumValue));
            case "UNION" -> unionTypes(type);
            default -> {}
        }
        return type;
    }

    private List<SyntaxNode> fields(SyntaxNode type, Part part) throws GraphqlException {
        return some(Kind.BRACE_L, Kind.BRACE_R, part, type, "EndOfDefinitionComment");
    }

    private static SyntaxNode documented(SyntaxNode node, Description description, @Nullable SyntaxNode comments) {
        return node.put("BeforeDescriptionComment", description.comments())
                .put("Description", description.text())
                .put("AfterDescriptionComment", comments);
    }

    /** A part of a definition, with its description. An empty one counts for none. */
    private SyntaxNode part(Shape shape) throws GraphqlException {
        Description description = description();
        SyntaxNode part = node(shape);
        Description some = description.text().isEmpty() ? new Description(false, "", null) : description;
        return documented(part, some, comments()).put("Name", name());
    }

    private List<String> interfaces() throws GraphqlException {
        List<String> interfaces = new ArrayList<>();
        if (isNextName("implements")) {
            next();
            skip(Kind.AMP);
            do {
                interfaces.add(name());
            } while (skip(Kind.AMP));
        }
        return interfaces;
    }

    private void unionTypes(SyntaxNode union) throws GraphqlException {
        if (skip(Kind.EQUALS)) {
            List<String> types = new ArrayList<>();
            List<SyntaxNode> places = new ArrayList<>();
            skip(Kind.PIPE);
            do {
                places.add(node(Shape.TYPE));
                types.add(name());
            } while (skip(Kind.PIPE));
            union.put("Types", types).put(MEMBER_PLACES, places);
        }
    }

    private SyntaxNode field() throws GraphqlException {
        SyntaxNode field = part(Shape.FIELD_DEFINITION).put("Arguments", argumentDefinitions());
        expect(Kind.COLON);
        return field.put("Type", type()).put("Directives", directives(true));
    }

    private List<SyntaxNode> argumentDefinitions() throws GraphqlException {
        return some(Kind.PAREN_L, Kind.PAREN_R, () -> input(Shape.ARGUMENT_DEFINITION));
    }

    private SyntaxNode input(Shape shape) throws GraphqlException {
        SyntaxNode input = part(shape);
        expect(Kind.COLON);
        input.put("Type", type());
        if (skip(Kind.EQUALS)) {
            input.put("DefaultValue", value(true));
        }
        return input.put("Directives", directives(true));
    }

    private SyntaxNode enumValue() throws GraphqlException {
        return part(Shape.ENUM_VALUE).put("Directives", directives(true));
    }
}
