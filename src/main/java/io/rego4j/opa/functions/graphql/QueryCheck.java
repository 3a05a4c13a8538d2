package io.rego4j.opa.functions.graphql;

import io.rego4j.opa.builtins.BuiltinContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks over a query and checks it against a schema: all errors, in OPA's order ({@code validator/core/walk.go}). A fragment is
 * looked at where an operation spreads it, and once more by itself.
 */
final class QueryCheck {
    private static final Node TYPE_NAME = Node.of(Shape.FIELD_DEFINITION)
            .put("Name", "__typename")
            .put("Type", Node.of(Shape.TYPE).put("NamedType", "String"));

    final BuiltinContext context;
    final Schema schema;
    final List<Node> operations;
    final List<Node> fragments;
    /** The variables of operations that some value uses. */
    final Set<Node> used = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<Node, Use> uses = new IdentityHashMap<>();
    private final List<String> errors = new ArrayList<>();
    private final OperationRules operationRules = new OperationRules(this);
    private final FieldRules fieldRules = new FieldRules(this);
    private final FragmentRules fragmentRules = new FragmentRules(this);
    private final ValueRules valueRules = new ValueRules(this);
    private final DirectiveRules directiveRules = new DirectiveRules(this);
    private final OverlappingFields overlapping = new OverlappingFields(this);
    private final Map<String, Node> fragmentsByName = new HashMap<>();
    private Set<String> spread = new HashSet<>();
    private @Nullable Node operation;

    private QueryCheck(BuiltinContext context, Schema schema, Node document) {
        this.context = context;
        this.schema = schema;
        this.operations = document.nodes("Operations");
        this.fragments = document.nodes("Fragments");
        fragments.forEach(fragment -> fragmentsByName.putIfAbsent(fragment.name(), fragment));
    }

    /** What is wrong with a query, each with its place. */
    static List<String> errors(BuiltinContext context, Schema schema, Node document) throws GraphqlException {
        QueryCheck check = new QueryCheck(context, schema, document);
        check.walk();
        return check.errors;
    }

    void error(@Nullable Node at, String message) {
        String place = at != null && at.line() > 0 ? ":" + at.line() + ":" + at.column() : "";
        errors.add("input" + place + ": " + message);
    }

    Use use(Node node) {
        return uses.computeIfAbsent(node, key -> new Use());
    }

    @Nullable
    Node fragment(String name) {
        return fragmentsByName.get(name);
    }

    /** The operation that is being walked over; null in a fragment by itself. */
    @Nullable
    Node operation() {
        return operation;
    }

    /** The definition of the type that a reference names. */
    @Nullable
    Node definition(Node reference) throws GraphqlException {
        return schema.type(Types.name(reference));
    }

    private void walk() throws GraphqlException {
        for (Node each : operations) {
            spread = new HashSet<>();
            operation(each);
        }
        for (Node fragment : fragments) {
            spread = new HashSet<>();
            Node type = schema.type(fragment.text("TypeCondition"));
            directives(fragment.nodes("Directives"), "FRAGMENT_DEFINITION");
            selections(type, fragment.nodes("SelectionSet"));
            fragmentRules.definition(fragment, type);
            overlapping.check(fragment.nodes("SelectionSet"));
            fragmentRules.uniqueName(fragment);
        }
    }

    private void operation(Node each) throws GraphqlException {
        operation = each;
        List<Node> variables = each.nodes("VariableDefinitions");
        for (Node variable : variables) {
            Node reference = variable.node("Type");
            Node type = definition(reference);
            if (type == null) {
                error(variable, "Unknown type \"" + Types.name(reference) + "\".");
            }
            Node value = variable.optional("DefaultValue");
            if (value != null) {
                use(value).expected = reference;
                use(value).definition = type;
            }
        }
        String kind = each.text("Operation");
        Node root = schema.root(kind);
        for (Node variable : variables) {
            Node value = variable.optional("DefaultValue");
            if (value != null) {
                value(value);
            }
            directives(variable.nodes("Directives"), "VARIABLE_DEFINITION");
        }
        String location = switch (kind) {
            case "query", "" -> "QUERY";
            case "mutation" -> "MUTATION";
            case "subscription" -> "SUBSCRIPTION";
            default -> throw new GraphqlException("got unknown operation type \"" + kind + "\"");
        };
        directives(each.nodes("Directives"), location);
        selections(root, each.nodes("SelectionSet"));
        operationRules.beforeOverlapping(each, root);
        overlapping.check(each.nodes("SelectionSet"));
        operationRules.afterOverlapping(each);
        operation = null;
    }

    private void directives(List<Node> directives, String location) throws GraphqlException {
        for (Node directive : directives) {
            Node definition = schema.directive(directive.name());
            arguments(directive, definition);
            directiveRules.check(directive, definition, location);
        }
        directiveRules.once(directives);
    }

    /** The values of the arguments of a field or a directive. */
    private void arguments(Node owner, @Nullable Node definition) throws GraphqlException {
        for (Node argument : owner.nodes("Arguments")) {
            Node wanted = definition == null ? null : Node.named(definition.nodes("Arguments"), argument.name());
            expect(argument.node("Value"), wanted);
            value(argument.node("Value"));
        }
    }

    private void expect(Node value, @Nullable Node wanted) throws GraphqlException {
        if (wanted != null) {
            Node preset = wanted.optional("DefaultValue");
            Use use = use(value);
            use.expected = wanted.node("Type");
            use.hasDefault = preset != null && ValueKind.of(preset) != ValueKind.NULL;
            use.definition = definition(wanted.node("Type"));
        }
    }

    private void value(Node value) throws GraphqlException {
        Use use = use(value);
        Node current = operation;
        ValueKind kind = ValueKind.of(value);
        if (kind == ValueKind.VARIABLE && current != null) {
            use.variable = current.nodes("VariableDefinitions").stream()
                    .filter(variable -> variable.text("Variable").equals(value.text("Raw")))
                    .findFirst()
                    .orElse(null);
            if (use.variable != null) {
                used.add(use.variable);
            }
        } else if (kind == ValueKind.OBJECT) {
            for (Node child : value.nodes("Children")) {
                Node type = use.definition;
                expect(child.node("Value"), type == null ? null : Node.named(type.nodes("Fields"), child.name()));
                value(child.node("Value"));
            }
        } else if (kind == ValueKind.LIST) {
            Node item = use.expected == null ? null : use.expected.optional("Elem");
            for (Node child : value.nodes("Children")) {
                if (item != null) {
                    use(child.node("Value")).expected = item;
                    use(child.node("Value")).definition = use.definition;
                }
                value(child.node("Value"));
            }
        }
        valueRules.check(value, kind, use);
    }

    private void selections(@Nullable Node parent, List<Node> selections) throws GraphqlException {
        for (Node selection : selections) {
            switch (selection.shape()) {
                case FIELD -> field(parent, selection);
                case INLINE_FRAGMENT -> inlineFragment(parent, selection);
                default -> spread(parent, selection);
            }
        }
    }

    private void field(@Nullable Node parent, Node field) throws GraphqlException {
        Use use = use(field);
        use.parent = parent;
        use.definition = parent == null ? null : Node.named(parent.nodes("Fields"), field.name());
        if (field.name().equals(TYPE_NAME.name())) {
            use.definition = TYPE_NAME;
        }
        Node type = use.definition == null ? null : definition(use.definition.node("Type"));
        arguments(field, use.definition);
        directives(field.nodes("Directives"), "FIELD");
        selections(type, field.nodes("SelectionSet"));
        fieldRules.beforeOverlapping(field, use);
        if (operation != null) {
            overlapping.check(field.nodes("SelectionSet"));
        }
        fieldRules.afterOverlapping(field, use, type);
    }

    private void inlineFragment(@Nullable Node parent, Node fragment) throws GraphqlException {
        String condition = fragment.text("TypeCondition");
        directives(fragment.nodes("Directives"), "INLINE_FRAGMENT");
        selections(condition.isEmpty() ? parent : schema.type(condition), fragment.nodes("SelectionSet"));
        fragmentRules.inlineCondition(fragment);
        overlapping.check(fragment.nodes("SelectionSet"));
        fragmentRules.inlineSpread(fragment, parent);
    }

    private void spread(@Nullable Node parent, Node selection) throws GraphqlException {
        Node fragment = fragment(selection.name());
        directives(selection.nodes("Directives"), "FRAGMENT_SPREAD");
        if (fragment != null && spread.add(selection.name())) {
            directives(fragment.nodes("Directives"), "FRAGMENT_DEFINITION");
            selections(schema.type(fragment.text("TypeCondition")), fragment.nodes("SelectionSet"));
        }
        fragmentRules.spread(selection, fragment, parent);
    }
}
