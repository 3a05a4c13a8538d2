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
    private static final SyntaxNode TYPE_NAME = SyntaxNode.of(Shape.FIELD_DEFINITION)
            .put("Name", "__typename")
            .put("Type", SyntaxNode.of(Shape.TYPE).put("NamedType", "String"));

    final BuiltinContext context;
    final Schema schema;
    final List<SyntaxNode> operations;
    final List<SyntaxNode> fragments;
    /** The variables of operations that some value uses. */
    final Set<SyntaxNode> used = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<SyntaxNode, Use> uses = new IdentityHashMap<>();
    private final List<String> errors = new ArrayList<>();
    private final OperationRules operationRules = new OperationRules(this);
    private final FieldRules fieldRules = new FieldRules(this);
    private final FragmentRules fragmentRules = new FragmentRules(this);
    private final ValueRules valueRules = new ValueRules(this);
    private final DirectiveRules directiveRules = new DirectiveRules(this);
    private final OverlappingFields overlapping = new OverlappingFields(this);
    private final Map<String, SyntaxNode> fragmentsByName = new HashMap<>();
    private Set<String> spread = new HashSet<>();
    private @Nullable SyntaxNode operation;

    private QueryCheck(BuiltinContext context, Schema schema, SyntaxNode document) {
        this.context = context;
        this.schema = schema;
        this.operations = document.nodes("Operations");
        this.fragments = document.nodes("Fragments");
        fragments.forEach(fragment -> fragmentsByName.putIfAbsent(fragment.name(), fragment));
    }

    /** What is wrong with a query, each with its place. */
    static List<String> errors(BuiltinContext context, Schema schema, SyntaxNode document) throws GraphqlException {
        QueryCheck check = new QueryCheck(context, schema, document);
        check.walk();
        return check.errors;
    }

    void error(@Nullable SyntaxNode at, String message) {
        String place = at != null && at.line() > 0 ? ":" + at.line() + ":" + at.column() : "";
        errors.add("input" + place + ": " + message);
    }

    Use use(SyntaxNode node) {
        return uses.computeIfAbsent(node, key -> new Use());
    }

    @Nullable
    SyntaxNode fragment(String name) {
        return fragmentsByName.get(name);
    }

    /** The operation that is being walked over; null in a fragment by itself. */
    @Nullable
    SyntaxNode operation() {
        return operation;
    }

    /** The definition of the type that a reference names. */
    @Nullable
    SyntaxNode definition(SyntaxNode reference) throws GraphqlException {
        return schema.type(Types.name(reference));
    }

    private void walk() throws GraphqlException {
        for (SyntaxNode each : operations) {
            spread = new HashSet<>();
            operation(each);
        }
        for (SyntaxNode fragment : fragments) {
            spread = new HashSet<>();
            SyntaxNode type = schema.type(fragment.text("TypeCondition"));
            directives(fragment.nodes("Directives"), "FRAGMENT_DEFINITION");
            selections(type, fragment.nodes("SelectionSet"));
            fragmentRules.definition(fragment, type);
            overlapping.check(fragment.nodes("SelectionSet"));
            fragmentRules.uniqueName(fragment);
        }
    }

    private void operation(SyntaxNode each) throws GraphqlException {
        operation = each;
        List<SyntaxNode> variables = each.nodes("VariableDefinitions");
        for (SyntaxNode variable : variables) {
            SyntaxNode reference = variable.node("Type");
            SyntaxNode type = definition(reference);
            if (type == null) {
                error(variable, "Unknown type \"" + Types.name(reference) + "\".");
            }
            SyntaxNode value = variable.optional("DefaultValue");
            if (value != null) {
                use(value).expected = reference;
                use(value).definition = type;
            }
        }
        String kind = each.text("Operation");
        SyntaxNode root = schema.root(kind);
        for (SyntaxNode variable : variables) {
            SyntaxNode value = variable.optional("DefaultValue");
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

    private void directives(List<SyntaxNode> directives, String location) throws GraphqlException {
        for (SyntaxNode directive : directives) {
            SyntaxNode definition = schema.directive(directive.name());
            arguments(directive, definition);
            directiveRules.check(directive, definition, location);
        }
        directiveRules.once(directives);
    }

    /** The values of the arguments of a field or a directive. */
    private void arguments(SyntaxNode owner, @Nullable SyntaxNode definition) throws GraphqlException {
        for (SyntaxNode argument : owner.nodes("Arguments")) {
            SyntaxNode wanted =
                    definition == null ? null : SyntaxNode.named(definition.nodes("Arguments"), argument.name());
            expect(argument.node("Value"), wanted);
            value(argument.node("Value"));
        }
    }

    private void expect(SyntaxNode value, @Nullable SyntaxNode wanted) throws GraphqlException {
        if (wanted != null) {
            SyntaxNode preset = wanted.optional("DefaultValue");
            Use use = use(value);
            use.expected = wanted.node("Type");
            use.hasDefault = preset != null && ValueKind.of(preset) != ValueKind.NULL;
            use.definition = definition(wanted.node("Type"));
        }
    }

    private void value(SyntaxNode value) throws GraphqlException {
        Use use = use(value);
        SyntaxNode current = operation;
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
            for (SyntaxNode child : value.nodes("Children")) {
                SyntaxNode type = use.definition;
                expect(child.node("Value"), type == null ? null : SyntaxNode.named(type.nodes("Fields"), child.name()));
                value(child.node("Value"));
            }
        } else if (kind == ValueKind.LIST) {
            SyntaxNode item = use.expected == null ? null : use.expected.optional("Elem");
            for (SyntaxNode child : value.nodes("Children")) {
                if (item != null) {
                    use(child.node("Value")).expected = item;
                    use(child.node("Value")).definition = use.definition;
                }
                value(child.node("Value"));
            }
        }
        valueRules.check(value, kind, use);
    }

    private void selections(@Nullable SyntaxNode parent, List<SyntaxNode> selections) throws GraphqlException {
        for (SyntaxNode selection : selections) {
            switch (selection.shape()) {
                case FIELD -> field(parent, selection);
                case INLINE_FRAGMENT -> inlineFragment(parent, selection);
                default -> spread(parent, selection);
            }
        }
    }

    private void field(@Nullable SyntaxNode parent, SyntaxNode field) throws GraphqlException {
        Use use = use(field);
        use.parent = parent;
        use.definition = parent == null ? null : SyntaxNode.named(parent.nodes("Fields"), field.name());
        if (field.name().equals(TYPE_NAME.name())) {
            use.definition = TYPE_NAME;
        }
        SyntaxNode type = use.definition == null ? null : definition(use.definition.node("Type"));
        arguments(field, use.definition);
        directives(field.nodes("Directives"), "FIELD");
        selections(type, field.nodes("SelectionSet"));
        fieldRules.beforeOverlapping(field, use);
        if (operation != null) {
            overlapping.check(field.nodes("SelectionSet"));
        }
        fieldRules.afterOverlapping(field, use, type);
    }

    private void inlineFragment(@Nullable SyntaxNode parent, SyntaxNode fragment) throws GraphqlException {
        String condition = fragment.text("TypeCondition");
        directives(fragment.nodes("Directives"), "INLINE_FRAGMENT");
        selections(condition.isEmpty() ? parent : schema.type(condition), fragment.nodes("SelectionSet"));
        fragmentRules.inlineCondition(fragment);
        overlapping.check(fragment.nodes("SelectionSet"));
        fragmentRules.inlineSpread(fragment, parent);
    }

    private void spread(@Nullable SyntaxNode parent, SyntaxNode selection) throws GraphqlException {
        SyntaxNode fragment = fragment(selection.name());
        use(selection).definition = fragment;
        directives(selection.nodes("Directives"), "FRAGMENT_SPREAD");
        if (fragment != null && spread.add(selection.name())) {
            directives(fragment.nodes("Directives"), "FRAGMENT_DEFINITION");
            selections(schema.type(fragment.text("TypeCondition")), fragment.nodes("SelectionSet"));
        }
        fragmentRules.spread(selection, fragment, parent);
    }
}
