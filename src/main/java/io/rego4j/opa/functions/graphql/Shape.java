package io.rego4j.opa.functions.graphql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of {@link SyntaxNode}s and their members, under the names and in the forms that OPA shows ({@code ast} of
 * {@code github.com/vektah/gqlparser}). A member is written {@code name:type}, the type being {@code text}, {@code flag},
 * {@code number}, {@code texts}, {@code selections}, a shape, or a list of a shape; what ends with {@code -} is shown but not
 * read from a value.
 */
enum Shape {
    QUERY_DOCUMENT("Operations:[OPERATION] Fragments:[FRAGMENT] Comment:COMMENTS"),
    OPERATION("Description:text- Operation:text Name:text VariableDefinitions:[VARIABLE] Directives:[DIRECTIVE]"
            + " SelectionSet:selections Comment:COMMENTS-"),
    VARIABLE("Description:text Variable:text Type:TYPE DefaultValue:VALUE Directives:[DIRECTIVE] Comment:COMMENTS"
            + " Definition:DEFINITION Used:flag"),
    FRAGMENT("Description:text- Name:text VariableDefinition:[VARIABLE] TypeCondition:text Directives:[DIRECTIVE]"
            + " SelectionSet:selections Definition:DEFINITION Comment:COMMENTS-"),
    FIELD("Alias:text Name:text Arguments:[ARGUMENT] Directives:[DIRECTIVE] SelectionSet:selections"
            + " Definition:FIELD_DEFINITION ObjectDefinition:DEFINITION Comment:COMMENTS-"),
    FRAGMENT_SPREAD(
            "Name:text Directives:[DIRECTIVE] ObjectDefinition:DEFINITION Definition:FRAGMENT Comment:COMMENTS"),
    INLINE_FRAGMENT("TypeCondition:text Directives:[DIRECTIVE] SelectionSet:selections ObjectDefinition:DEFINITION"
            + " Comment:COMMENTS-"),
    ARGUMENT("Name:text Value:VALUE Comment:COMMENTS"),
    DIRECTIVE(
            "Name:text Arguments:[ARGUMENT] ParentDefinition:DEFINITION Definition:DIRECTIVE_DEFINITION Location:text"),
    VALUE("Raw:text Children:[CHILD] Kind:number Comment:COMMENTS Definition:DEFINITION VariableDefinition:VARIABLE"
            + " ExpectedType:TYPE ExpectedTypeHasDefault:flag"),
    CHILD("Name:text Value:VALUE Comment:COMMENTS"),
    TYPE("NamedType:text Elem:TYPE NonNull:flag"),
    COMMENTS("List:[COMMENT]"),
    COMMENT("Value:text"),
    SCHEMA_DOCUMENT("Schema:[SCHEMA] SchemaExtension:[SCHEMA] Directives:[DIRECTIVE_DEFINITION]"
            + " DirectiveExtensions:[DIRECTIVE_DEFINITION] Definitions:[DEFINITION] Extensions:[DEFINITION]"
            + " Comment:COMMENTS"),
    SCHEMA("Description:text Directives:[DIRECTIVE] OperationTypes:[OPERATION_TYPE] BeforeDescriptionComment:COMMENTS"
            + " AfterDescriptionComment:COMMENTS EndOfDefinitionComment:COMMENTS"),
    OPERATION_TYPE("Operation:text Type:text Comment:COMMENTS"),
    DEFINITION("Kind:text Description:text Name:text Directives:[DIRECTIVE] Interfaces:texts Fields:[FIELD_DEFINITION]"
            + " Types:texts EnumValues:[ENUM_VALUE] BuiltIn:flag BeforeDescriptionComment:COMMENTS"
            + " AfterDescriptionComment:COMMENTS EndOfDefinitionComment:COMMENTS"),
    FIELD_DEFINITION("Description:text Name:text Arguments:[ARGUMENT_DEFINITION] DefaultValue:VALUE Type:TYPE"
            + " Directives:[DIRECTIVE] BeforeDescriptionComment:COMMENTS AfterDescriptionComment:COMMENTS"),
    ARGUMENT_DEFINITION("Description:text Name:text DefaultValue:VALUE Type:TYPE Directives:[DIRECTIVE]"
            + " BeforeDescriptionComment:COMMENTS AfterDescriptionComment:COMMENTS"),
    ENUM_VALUE("Description:text Name:text Directives:[DIRECTIVE] BeforeDescriptionComment:COMMENTS"
            + " AfterDescriptionComment:COMMENTS"),
    DIRECTIVE_DEFINITION("Description:text Name:text Arguments:[ARGUMENT_DEFINITION] Directives:[DIRECTIVE]"
            + " Locations:texts IsRepeatable:flag BeforeDescriptionComment:COMMENTS AfterDescriptionComment:COMMENTS");

    private final List<Member> members = new ArrayList<>();

    /** What a member holds. */
    enum Type {
        TEXT,
        FLAG,
        NUMBER,
        TEXTS,
        /** Fields, spreads and inline fragments. */
        SELECTIONS,
        NODE,
        NODES
    }

    /**
     * A member.
     *
     * @param shape of a node, or of the nodes in a list
     * @param isRead false if it is not read from a value
     */
    record Member(String name, Type type, @Nullable String shape, boolean isRead) {
        Shape nodeShape() {
            return shape == null ? FIELD : Shape.valueOf(shape);
        }
    }

    Shape(String description) {
        for (String member : description.split(" ")) {
            String name = member.substring(0, member.indexOf(':'));
            String type = member.substring(name.length() + 1);
            boolean isRead = !type.endsWith("-");
            type = isRead ? type : type.substring(0, type.length() - 1);
            if (type.startsWith("[")) {
                members.add(new Member(name, Type.NODES, type.substring(1, type.length() - 1), isRead));
            } else if (Character.isUpperCase(type.charAt(0))) {
                members.add(new Member(name, Type.NODE, type, isRead));
            } else {
                members.add(new Member(name, Type.valueOf(type.toUpperCase(Locale.ROOT)), null, isRead));
            }
        }
    }

    List<Member> members() {
        return members;
    }

    /** True if the names of members have to be exact when a value is read. */
    boolean isExact() {
        return members.stream().anyMatch(member -> member.type() == Type.SELECTIONS);
    }
}
