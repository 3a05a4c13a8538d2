package io.rego4j.opa.functions.graphql;

import java.util.List;
import java.util.Set;

/** Questions about definitions and references to types. */
final class Types {
    static final String OBJECT = "OBJECT";
    static final String INTERFACE = "INTERFACE";
    static final String UNION = "UNION";
    static final String ENUM = "ENUM";
    static final String SCALAR = "SCALAR";
    static final String INPUT_OBJECT = "INPUT_OBJECT";

    private static final Set<String> LEAVES = Set.of(ENUM, SCALAR);
    private static final Set<String> COMPOSITES = Set.of(OBJECT, INTERFACE, UNION);
    private static final Set<String> INPUTS = Set.of(SCALAR, ENUM, INPUT_OBJECT);

    private Types() {}

    static String kind(SyntaxNode definition) {
        return definition.text("Kind");
    }

    static boolean isLeaf(SyntaxNode definition) {
        return LEAVES.contains(kind(definition));
    }

    static boolean isComposite(SyntaxNode definition) {
        return COMPOSITES.contains(kind(definition));
    }

    static boolean isInput(SyntaxNode definition) {
        return INPUTS.contains(kind(definition));
    }

    static boolean isOne(SyntaxNode definition, String... names) {
        return List.of(names).contains(definition.name());
    }

    /** The name of the type that a reference is to, in as many lists as there are. */
    static String name(SyntaxNode type) throws GraphqlException {
        SyntaxNode at = type;
        while (at.text("NamedType").isEmpty()) {
            at = at.node("Elem");
        }
        return at.text("NamedType");
    }

    static boolean isRequired(SyntaxNode type) {
        return type.flag("NonNull");
    }

    /** A reference as it is written. */
    static String text(SyntaxNode type) throws GraphqlException {
        String name = type.text("NamedType");
        return (name.isEmpty() ? "[" + text(type.node("Elem")) + "]" : name) + (isRequired(type) ? "!" : "");
    }

    /** True if a value of the first type fits where the other is expected. */
    static boolean isCompatible(SyntaxNode type, SyntaxNode other, boolean isOtherRequired) {
        if (!type.text("NamedType").equals(other.text("NamedType"))) {
            return false;
        }
        SyntaxNode item = type.optional("Elem");
        SyntaxNode otherItem = other.optional("Elem");
        if (item != null && (otherItem == null || !isCompatible(item, otherItem, isRequired(otherItem)))) {
            return false;
        }
        return !isOtherRequired || isRequired(type);
    }
}
