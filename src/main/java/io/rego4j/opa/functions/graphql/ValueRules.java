package io.rego4j.opa.functions.graphql;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of validation for values and variables in a query. */
final class ValueRules {
    private static final Set<String> BUILT_IN = Set.of("Int", "Float", "String", "Boolean", "ID");
    private static final String ONE_OF = "oneOf";
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    private final QueryCheck check;

    ValueRules(QueryCheck check) {
        this.check = check;
    }

    void check(SyntaxNode value, ValueKind kind, Use use) throws GraphqlException {
        SyntaxNode operation = check.operation();
        if (operation != null && kind == ValueKind.VARIABLE && use.variable == null) {
            check.error(
                    value,
                    "Variable \"$" + value.text("Raw") + "\" is not defined"
                            + (operation.name().isEmpty() ? "." : " by operation \"" + operation.name() + "\"."));
        }
        if (kind == ValueKind.OBJECT) {
            uniqueFields(value);
        }
        if (use.definition != null && use.expected != null) {
            ofType(value, kind, use.definition, use.expected);
        }
        if (kind == ValueKind.VARIABLE && operation != null && use.variable != null && use.expected != null) {
            position(value, use.variable, use.expected, use.hasDefault);
        }
        if (kind == ValueKind.OBJECT
                && use.definition != null
                && SyntaxNode.named(use.definition.nodes("Directives"), ONE_OF) != null) {
            oneOfVariables(value, use.definition);
        }
    }

    private void uniqueFields(SyntaxNode value) {
        Set<String> seen = new HashSet<>();
        for (SyntaxNode child : value.nodes("Children")) {
            if (!seen.add(child.name())) {
                check.error(child, "There can be only one input field named \"" + child.name() + "\".");
            }
        }
    }

    private void ofType(SyntaxNode value, ValueKind kind, SyntaxNode type, SyntaxNode expected)
            throws GraphqlException {
        if (kind == ValueKind.NULL && Types.isRequired(expected)) {
            check.error(
                    value,
                    "Expected value of type \"" + Types.text(expected) + "\", found " + ValueText.of(value) + ".");
        }
        if (Types.kind(type).equals(Types.SCALAR) && !BUILT_IN.contains(type.name())) {
            return;
        }
        if (hasNumberOutOfRange(value)) {
            check.error(value, unexpected(value, type, expected));
        }
        boolean isFitting = switch (kind) {
            case LIST -> expected.optional("Elem") != null;
            case INT -> Types.isOne(type, "Int", "Float", "ID");
            case FLOAT -> Types.isOne(type, "Float");
            case STRING, BLOCK -> isEnum(type) || Types.isOne(type, "String", "ID");
            case BOOLEAN -> Types.isOne(type, "Boolean");
            case NULL, VARIABLE, ENUM, OBJECT -> true;
        };
        if (!isFitting) {
            check.error(value, unexpected(value, type, expected));
        } else if ((kind == ValueKind.STRING || kind == ValueKind.BLOCK) && isEnum(type)) {
            check.error(
                    value,
                    "Enum \"" + Types.text(expected) + "\" cannot represent non-enum value: " + ValueText.of(value)
                            + "." + suggestion(value, type));
        } else if (kind == ValueKind.ENUM) {
            enumValue(value, type, expected);
        } else if (kind == ValueKind.OBJECT) {
            object(value, type);
        }
    }

    private static boolean isEnum(SyntaxNode type) {
        return Types.kind(type).equals(Types.ENUM);
    }

    private void enumValue(SyntaxNode value, SyntaxNode type, SyntaxNode expected) throws GraphqlException {
        if (!isEnum(type)) {
            check.error(value, unexpected(value, type, expected));
        } else if (SyntaxNode.named(type.nodes("EnumValues"), value.text("Raw")) == null) {
            check.error(
                    value,
                    "Value \"" + value.text("Raw") + "\" does not exist in \"" + Types.text(expected) + "\" enum."
                            + suggestion(value, type));
        }
    }

    private static String suggestion(SyntaxNode value, SyntaxNode type) {
        return Suggestions.question(
                "Did you mean the enum value", value.text("Raw"), SyntaxNode.names(type.nodes("EnumValues")));
    }

    private void object(SyntaxNode value, SyntaxNode type) throws GraphqlException {
        List<SyntaxNode> children = value.nodes("Children");
        for (SyntaxNode field : type.nodes("Fields")) {
            if (Types.isRequired(field.node("Type"))
                    && field.optional("DefaultValue") == null
                    && SyntaxNode.named(children, field.name()) == null) {
                check.error(
                        value,
                        "Field \"" + type.name() + "." + field.name() + "\" of required type \""
                                + Types.text(field.node("Type")) + "\" was not provided.");
            }
        }
        for (SyntaxNode directive : type.nodes("Directives")) {
            if (directive.name().equals(ONE_OF)) {
                oneOf(value, type, children);
            }
        }
        for (SyntaxNode child : children) {
            if (SyntaxNode.named(type.nodes("Fields"), child.name()) == null) {
                check.error(
                        child,
                        "Field \"" + child.name() + "\" is not defined by type \"" + type.name() + "\"."
                                + Suggestions.question(
                                        "Did you mean", child.name(), SyntaxNode.names(type.nodes("Fields"))));
            }
        }
    }

    private void oneOf(SyntaxNode value, SyntaxNode type, List<SyntaxNode> children) throws GraphqlException {
        if (children.size() != 1) {
            check.error(value, "OneOf Input Object \"" + type.name() + "\" must specify exactly one key.");
        } else if (ValueKind.of(children.get(0).node("Value")) == ValueKind.NULL) {
            String first = type.nodes("Fields").get(0).name();
            check.error(children.get(0).node("Value"), "Field \"" + type.name() + "." + first + "\" must be non-null.");
        }
    }

    private void oneOfVariables(SyntaxNode value, SyntaxNode type) throws GraphqlException {
        for (SyntaxNode child : value.nodes("Children")) {
            SyntaxNode given = child.node("Value");
            SyntaxNode variable = check.use(given).variable;
            if (ValueKind.of(given) == ValueKind.VARIABLE
                    && variable != null
                    && !Types.isRequired(variable.node("Type"))) {
                check.error(
                        variable,
                        "Variable \"$" + given.text("Raw") + "\" is of type \""
                                + Types.text(variable.node("Type"))
                                + "\" but must be non-nullable to be used for OneOf Input Object \"" + type.name()
                                + "\".");
            }
        }
    }

    private void position(SyntaxNode value, SyntaxNode variable, SyntaxNode expected, boolean hasDefault)
            throws GraphqlException {
        SyntaxNode preset = variable.optional("DefaultValue");
        boolean mayBeNull = hasDefault || preset != null && ValueKind.of(preset) != ValueKind.NULL;
        SyntaxNode type = variable.node("Type");
        if (!Types.isCompatible(type, expected, Types.isRequired(expected) && !mayBeNull)) {
            check.error(
                    value,
                    "Variable \"$" + value.text("Raw") + "\" of type \"" + Types.text(type)
                            + "\" used in position expecting type \"" + Types.text(expected) + "\".");
        }
    }

    private static String unexpected(SyntaxNode value, SyntaxNode type, SyntaxNode expected) throws GraphqlException {
        String wanted = Types.text(expected);
        String text = ValueText.of(value);
        switch (wanted) {
            case "Int", "Int!":
                return "Int cannot represent non"
                        + (isOutOfInt(value.text("Raw")) ? " 32-bit signed integer" : "-integer") + " value: " + text;
            case "String", "String!", "[String]":
                return "String cannot represent a non string value: " + text;
            case "Boolean", "Boolean!":
                return "Boolean cannot represent a non boolean value: " + text;
            case "Float", "Float!":
                return "Float cannot represent non numeric value: " + text;
            case "ID", "ID!":
                return "ID cannot represent a non-string and non-integer value: " + text;
            default:
                return isEnum(type)
                        ? "Enum \"" + wanted + "\" cannot represent non-enum value: " + text + "."
                        : "Expected value of type \"" + wanted + "\", found " + text + ".";
        }
    }

    private static boolean isOutOfInt(String raw) {
        return INTEGER.matcher(raw).matches() && new BigInteger(raw).bitLength() >= Integer.SIZE;
    }

    private static boolean isNoDouble(String raw) {
        try {
            return Double.isInfinite(Double.parseDouble(raw));
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** True if a value has a number that 64 bits cannot hold, or, in a document that came as a value, one that is none. */
    private boolean hasNumberOutOfRange(@Nullable SyntaxNode value) throws GraphqlException {
        if (value == null) {
            return false;
        }
        String raw = value.text("Raw");
        switch (ValueKind.of(value)) {
            case INT:
                return !INTEGER.matcher(raw).matches() || new BigInteger(raw).bitLength() >= Long.SIZE;
            case FLOAT:
                return isNoDouble(raw);
            case VARIABLE:
                SyntaxNode variable = check.use(value).variable;
                return variable != null && hasNumberOutOfRange(variable.optional("DefaultValue"));
            case LIST, OBJECT:
                for (SyntaxNode child : value.nodes("Children")) {
                    if (hasNumberOutOfRange(child.optional("Value"))) {
                        return true;
                    }
                }
                return false;
            default:
                return false;
        }
    }
}
