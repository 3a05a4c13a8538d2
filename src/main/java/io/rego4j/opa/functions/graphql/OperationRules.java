package io.rego4j.opa.functions.graphql;

import io.rego4j.internal.go.GoQuote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of validation for an operation as a whole. */
final class OperationRules {
    private final QueryCheck check;
    private final Set<String> names = new HashSet<>();

    OperationRules(QueryCheck check) {
        this.check = check;
    }

    void beforeOverlapping(SyntaxNode operation, @Nullable SyntaxNode root) {
        String name = operation.name();
        if (root == null) {
            check.error(operation, "Schema does not support operation type \"" + operation.text("Operation") + "\"");
        }
        if (name.isEmpty() && check.operations.size() > 1) {
            check.error(operation, "This anonymous operation must be the only defined operation.");
        }
        for (SyntaxNode variable : operation.nodes("VariableDefinitions")) {
            if (!check.used.contains(variable)) {
                check.error(
                        variable,
                        "Variable \"$" + variable.text("Variable") + "\" is never used"
                                + (name.isEmpty() ? "." : " in operation \"" + name + "\"."));
            }
        }
    }

    void afterOverlapping(SyntaxNode operation) throws GraphqlException {
        if (operation.text("Operation").equals("subscription") && check.schema.root("subscription") != null) {
            oneField(operation);
        }
        if (!names.add(operation.name())) {
            check.error(operation, "There can be only one operation named \"" + operation.name() + "\".");
        }
        Map<String, Integer> seen = new HashMap<>();
        for (SyntaxNode variable : operation.nodes("VariableDefinitions")) {
            String name = variable.text("Variable");
            if (seen.merge(name, 1, Integer::sum) == 2) {
                check.error(variable, "There can be only one variable named \"$" + name + "\".");
            }
        }
        for (SyntaxNode variable : operation.nodes("VariableDefinitions")) {
            SyntaxNode type = check.definition(variable.node("Type"));
            if (type != null && !Types.isInput(type)) {
                check.error(
                        variable,
                        "Variable \"$" + variable.text("Variable") + "\" cannot be non-input type \""
                                + Types.text(variable.node("Type")) + "\".");
            }
        }
    }

    private void oneField(SyntaxNode operation) {
        Map<String, SyntaxNode> fields = new LinkedHashMap<>();
        topFields(operation.nodes("SelectionSet"), fields, new HashSet<>());
        String name = operation.name().isEmpty()
                ? "Anonymous Subscription"
                : "Subscription " + GoQuote.quote(operation.name());
        List<SyntaxNode> all = new ArrayList<>(fields.values());
        if (all.size() > 1) {
            check.error(all.get(1), name + " must select only one top level field.");
        }
        for (SyntaxNode field : all) {
            if (field.name().startsWith("__")) {
                check.error(field, name + " must not select an introspection top level field.");
            }
        }
    }

    private void topFields(List<SyntaxNode> selections, Map<String, SyntaxNode> fields, Set<String> spread) {
        for (SyntaxNode selection : selections) {
            switch (selection.shape()) {
                case FIELD -> fields.putIfAbsent(selection.name(), selection);
                case INLINE_FRAGMENT -> topFields(selection.nodes("SelectionSet"), fields, spread);
                default -> {
                    SyntaxNode fragment = check.fragment(selection.name());
                    if (fragment == null) {
                        return;
                    } else if (spread.add(fragment.name())) {
                        topFields(fragment.nodes("SelectionSet"), fields, spread);
                    }
                }
            }
        }
    }
}
