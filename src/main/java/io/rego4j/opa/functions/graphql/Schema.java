package io.rego4j.opa.functions.graphql;

import static java.util.stream.Collectors.toMap;

import io.rego4j.opa.value.StringValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The definitions of a schema, with those that every schema has, put together and checked ({@code validator/schema.go}). */
final class Schema {
    /** Directives that a schema may define itself. */
    private static final Set<String> REDEFINABLE =
            Set.of("defer", "deprecated", "include", "oneOf", "skip", "specifiedBy");

    private static final String EVERYWHERE = """
            scalar Int scalar Float scalar String scalar Boolean scalar ID
            directive @defer(if: Boolean = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
            directive @include(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
            directive @skip(if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
            directive @deprecated(reason: String = "No longer supported")
              on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE | DIRECTIVE_DEFINITION
            directive @specifiedBy(url: String!) on SCALAR
            directive @oneOf on INPUT_OBJECT
            type __Schema {
              description: String types: [__Type!]! queryType: __Type! mutationType: __Type subscriptionType: __Type
              directives: [__Directive!]!
            }
            type __Type {
              kind: __TypeKind! name: String description: String specifiedByURL: String
              fields(includeDeprecated: Boolean = false): [__Field!] interfaces: [__Type!] possibleTypes: [__Type!]
              enumValues(includeDeprecated: Boolean = false): [__EnumValue!]
              inputFields(includeDeprecated: Boolean = false): [__InputValue!] ofType: __Type isOneOf: Boolean
            }
            enum __TypeKind { SCALAR OBJECT INTERFACE UNION ENUM INPUT_OBJECT LIST NON_NULL }
            type __Field {
              name: String! description: String args(includeDeprecated: Boolean = false): [__InputValue!]!
              type: __Type! isDeprecated: Boolean! deprecationReason: String
            }
            type __InputValue {
              name: String! description: String type: __Type! defaultValue: String isDeprecated: Boolean!
              deprecationReason: String
            }
            type __EnumValue { name: String! description: String isDeprecated: Boolean! deprecationReason: String }
            type __Directive {
              name: String! description: String isRepeatable: Boolean! locations: [__DirectiveLocation!]!
              args(includeDeprecated: Boolean = false): [__InputValue!]!
            }
            enum __DirectiveLocation {
              QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION
              SCHEMA SCALAR OBJECT FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT
              INPUT_FIELD_DEFINITION DIRECTIVE_DEFINITION
            }
            type Introspected { __schema: __Schema! __type(name: String!): __Type }
            """;
    private static final List<String> MERGED =
            List.of("Directives", "Interfaces", "Fields", "Types", SchemaParser.MEMBER_PLACES, "EnumValues");

    private static final Map<String, SyntaxNode> TYPES = new LinkedHashMap<>();
    private static final Map<String, SyntaxNode> DIRECTIVES;
    /** What every query type has besides its own fields. */
    private static final List<SyntaxNode> INTROSPECTION;

    static {
        try {
            SyntaxNode document = SchemaParser.parse(StringValue.of(EVERYWHERE));
            for (SyntaxNode type : document.nodes("Definitions")) {
                TYPES.put(type.name(), type.put("BuiltIn", true));
            }
            DIRECTIVES = document.nodes("Directives").stream().collect(toMap(SyntaxNode::name, each -> each));
            INTROSPECTION = Objects.requireNonNull(TYPES.remove("Introspected")).nodes("Fields");
        } catch (GraphqlException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Map<String, SyntaxNode> types = new LinkedHashMap<>(TYPES);
    private final Map<String, SyntaxNode> directives = new HashMap<>(DIRECTIVES);
    private final Map<String, List<SyntaxNode>> possibleTypes = new HashMap<>();
    /** The types of the operations by {@code query}, {@code mutation} and {@code subscription}. */
    private final Map<String, SyntaxNode> roots = new LinkedHashMap<>();

    private Schema() {}

    /**
     * Puts a document together.
     *
     * @throws GraphqlException what is wrong with it first
     */
    static Schema of(SyntaxNode document) throws GraphqlException {
        Schema schema = new Schema();
        schema.types(document);
        schema.directives(document);
        schema.roots(document);
        return schema;
    }

    @Nullable
    SyntaxNode type(String name) {
        return types.get(name);
    }

    /** All types, by name. */
    Map<String, SyntaxNode> types() {
        return types;
    }

    Map<String, SyntaxNode> directives() {
        return directives;
    }

    @Nullable
    SyntaxNode directive(String name) {
        return directives.get(name);
    }

    @Nullable
    SyntaxNode root(String operation) {
        return roots.get(operation.isEmpty() ? "query" : operation);
    }

    /** The types that a value of an interface, a union, or the type itself may have. */
    List<SyntaxNode> possibleTypes(String name) {
        return possibleTypes.getOrDefault(name, List.of());
    }

    private void types(SyntaxNode document) throws GraphqlException {
        for (SyntaxNode definition : document.nodes("Definitions")) {
            if (types.putIfAbsent(definition.name(), definition) != null) {
                throw GraphqlException.at(definition, "Cannot redeclare type " + definition.name() + ".");
            }
        }
        for (SyntaxNode extension : document.nodes("Extensions")) {
            String name = extension.name();
            SyntaxNode base = types.get(name);
            if (base == null) {
                base = new SyntaxNode(Shape.DEFINITION, extension.line(), extension.column())
                        .put("Kind", Types.kind(extension))
                        .put("Name", name);
            } else if (!Types.kind(base).equals(Types.kind(extension))) {
                throw GraphqlException.at(
                        extension,
                        "Cannot extend type " + name + " because the base type is a " + Types.kind(base) + ", not "
                                + Types.kind(extension) + ".");
            }
            for (String member : MERGED) {
                base = base.withMore(member, extension.nodes(member));
            }
            types.put(name, base);
        }
        for (SyntaxNode type : types.values()) {
            switch (Types.kind(type)) {
                case Types.UNION -> {
                    for (String member : type.texts("Types")) {
                        possible(type.name(), types.get(member));
                    }
                }
                case Types.INPUT_OBJECT, Types.OBJECT, Types.INTERFACE -> {
                    for (String implemented : type.texts("Interfaces")) {
                        possible(implemented, type);
                    }
                    if (!Types.kind(type).equals(Types.INTERFACE)) {
                        possible(type.name(), type);
                    }
                }
                default -> {}
            }
        }
    }

    private void possible(String name, @Nullable SyntaxNode type) {
        if (type != null) {
            possibleTypes.computeIfAbsent(name, key -> new ArrayList<>()).add(type);
        }
    }

    private void directives(SyntaxNode document) throws GraphqlException {
        for (SyntaxNode directive : document.nodes("Directives")) {
            if (directives.put(directive.name(), directive) != null && !REDEFINABLE.contains(directive.name())) {
                throw GraphqlException.at(directive, "Cannot redeclare directive " + directive.name() + ".");
            }
        }
        for (SyntaxNode extension : document.nodes("DirectiveExtensions")) {
            SyntaxNode base = directives.get(extension.name());
            if (base == null) {
                throw GraphqlException.at(
                        extension, "Cannot extend directive @" + extension.name() + " because it is not defined.");
            }
            directives.put(extension.name(), base.withMore("Directives", extension.nodes("Directives")));
        }
    }

    private void roots(SyntaxNode document) throws GraphqlException {
        List<SyntaxNode> schemas = document.nodes("Schema");
        if (schemas.size() > 1) {
            throw GraphqlException.at(
                    schemas.get(1), "Cannot have multiple schema entry points, consider schema extensions instead.");
        }
        DefinitionCheck check = new DefinitionCheck(this);
        Map<String, SyntaxNode> places = new HashMap<>();
        List<SyntaxNode> all = new ArrayList<>(schemas);
        all.addAll(document.nodes("SchemaExtension"));
        for (SyntaxNode schema : all) {
            for (SyntaxNode entry : schema.nodes("OperationTypes")) {
                root(entry, places);
            }
            check.directives(schema.nodes("Directives"), "SCHEMA", null, true);
        }
        check.definitions();
        if (schemas.isEmpty()) {
            for (String name : List.of("Query", "Mutation", "Subscription")) {
                SyntaxNode type = types.get(name);
                if (type != null) {
                    roots.putIfAbsent(name.toLowerCase(Locale.ROOT), type);
                }
            }
        }
        for (String operation : List.of("query", "mutation", "subscription")) {
            SyntaxNode root = roots.get(operation);
            if (root != null && !Types.kind(root).equals(Types.OBJECT)) {
                String name = Character.toUpperCase(operation.charAt(0)) + operation.substring(1);
                throw GraphqlException.at(
                        places.getOrDefault(operation, root),
                        name + " root type must be Object type" + (operation.equals("query") ? "" : " if provided")
                                + ", it cannot be " + root.name() + ".");
            }
        }
        SyntaxNode query = roots.get("query");
        if (query != null) {
            SyntaxNode introspected = query.withMore("Fields", INTROSPECTION);
            types.put(query.name(), introspected);
            roots.replaceAll((operation, type) -> type == query ? introspected : type);
            possibleTypes.values().forEach(list -> list.replaceAll(type -> type == query ? introspected : type));
        }
    }

    private void root(SyntaxNode entry, Map<String, SyntaxNode> places) throws GraphqlException {
        String operation = entry.text("Operation");
        if (places.putIfAbsent(operation, entry) != null) {
            throw GraphqlException.at(entry, "There can be only one " + operation + " type in schema.");
        }
        SyntaxNode type = types.get(entry.text("Type"));
        if (type == null) {
            throw GraphqlException.at(
                    entry,
                    "Schema root " + operation + " refers to a type " + entry.text("Type") + " that does not exist.");
        }
        if (List.of("query", "mutation", "subscription").contains(operation)) {
            roots.put(operation, type);
        }
    }
}
