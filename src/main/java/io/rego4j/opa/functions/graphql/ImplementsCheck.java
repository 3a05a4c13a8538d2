package io.rego4j.opa.functions.graphql;

import io.rego4j.internal.go.GoQuote;
import java.util.List;

/** Checks that a type has what an interface that it implements wants. */
final class ImplementsCheck {
    private final Schema schema;
    private final SyntaxNode type;
    private final String name;

    ImplementsCheck(Schema schema, SyntaxNode type, String name) {
        this.schema = schema;
        this.type = type;
        this.name = name;
    }

    void check() throws GraphqlException {
        SyntaxNode implemented = schema.type(name);
        if (implemented == null) {
            throw GraphqlException.at(type, "Undefined type " + GoQuote.quote(name) + ".");
        } else if (!Types.kind(implemented).equals(Types.INTERFACE)) {
            throw GraphqlException.at(
                    type, GoQuote.quote(name) + " is a non interface type " + Types.kind(implemented) + ".");
        } else if (name.equals(type.name())) {
            throw GraphqlException.at(
                    type, "Type " + name + " cannot implement itself because it would create a circular reference.");
        }
        for (SyntaxNode wanted : implemented.nodes("Fields")) {
            SyntaxNode found = SyntaxNode.named(type.nodes("Fields"), wanted.name());
            if (found == null) {
                throw error(type, "it must have a field called " + wanted.name() + ".");
            } else if (!isCovariant(wanted.node("Type"), found.node("Type"))) {
                throw error(
                        found,
                        "the field " + wanted.name() + " must have type " + Types.text(wanted.node("Type")) + ".");
            }
            arguments(wanted, found);
        }
        for (String above : implemented.texts("Interfaces")) {
            if (above.equals(type.name()) && !type.texts("Interfaces").contains(above)) {
                throw GraphqlException.at(
                        type,
                        "Type " + type.name() + " cannot implement " + name
                                + " because it would create a circular reference.");
            } else if (!type.texts("Interfaces").contains(above)) {
                throw GraphqlException.at(
                        type,
                        "Type " + type.name() + " must implement " + above + " because it is implemented by " + name
                                + ".");
            }
        }
    }

    private void arguments(SyntaxNode wanted, SyntaxNode found) throws GraphqlException {
        List<SyntaxNode> given = found.nodes("Arguments");
        for (SyntaxNode argument : wanted.nodes("Arguments")) {
            SyntaxNode same = SyntaxNode.named(given, argument.name());
            String field = "the field " + wanted.name() + " must have the same arguments but ";
            if (same == null) {
                throw error(found, field + "it is missing " + argument.name() + ".");
            }
            SyntaxNode type2 = same.node("Type");
            if (!Types.isCompatible(argument.node("Type"), type2, Types.isRequired(type2))) {
                throw error(same, field + argument.name() + " has the wrong type.");
            }
        }
        for (SyntaxNode argument : given) {
            if (SyntaxNode.named(wanted.nodes("Arguments"), argument.name()) == null
                    && Types.isRequired(argument.node("Type"))
                    && argument.optional("DefaultValue") == null) {
                throw error(
                        argument,
                        "any additional arguments on " + found.name()
                                + " must be optional or have a default value but " + argument.name()
                                + " is required.");
            }
        }
    }

    private GraphqlException error(SyntaxNode at, String what) {
        return GraphqlException.at(at, "For " + type.name() + " to implement " + name + " " + what);
    }

    private boolean isCovariant(SyntaxNode wanted, SyntaxNode found) {
        if (Types.isRequired(wanted) && !Types.isRequired(found)) {
            return false;
        }
        String wantedName = wanted.text("NamedType");
        if (!wantedName.isEmpty()) {
            String foundName = found.text("NamedType");
            return wantedName.equals(foundName)
                    || schema.possibleTypes(wantedName).stream()
                            .anyMatch(type -> type.name().equals(foundName));
        }
        SyntaxNode wantedItem = wanted.optional("Elem");
        SyntaxNode foundItem = found.optional("Elem");
        return wantedItem != null && foundItem != null && isCovariant(wantedItem, foundItem);
    }
}
