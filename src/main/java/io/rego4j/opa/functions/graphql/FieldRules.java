package io.rego4j.opa.functions.graphql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of validation for a field. */
final class FieldRules {
    private static final Set<String> LISTS_OF_INTROSPECTION =
            Set.of("fields", "interfaces", "possibleTypes", "inputFields");
    private static final int MOST_LISTS = 3;

    private final QueryCheck check;
    /** At which depth each fragment was entered that is being looked at, and what was found of those that were. */
    private final Map<String, Integer> entered = new HashMap<>();

    private final Map<String, Boolean> found = new HashMap<>();

    FieldRules(QueryCheck check) {
        this.check = check;
    }

    void beforeOverlapping(SyntaxNode field, Use use) {
        if (use.parent != null && use.definition == null) {
            check.error(
                    field,
                    "Cannot query field \"" + field.name() + "\" on type \"" + use.parent.name() + "\"."
                            + suggestion(use.parent, field.name()));
        }
        if (use.parent != null && use.definition != null) {
            knownArguments(check, field, use.definition, "field \"" + use.parent.name() + "." + field.name() + "\"");
        }
        if (Set.of("__schema", "__type").contains(field.name()) && isTooDeep(field, 0)) {
            check.error(field, "Maximum introspection depth exceeded");
        }
    }

    void afterOverlapping(SyntaxNode field, Use use, @Nullable SyntaxNode type) throws GraphqlException {
        if (use.definition != null) {
            requiredArguments(check, field, use.definition, "Field \"" + field.name() + "\"");
        }
        if (use.definition != null && type != null) {
            boolean hasSelections = !field.nodes("SelectionSet").isEmpty();
            if (Types.isLeaf(type) && hasSelections) {
                check.error(
                        field,
                        "Field \"" + field.name() + "\" must not have a selection since type \"" + type.name()
                                + "\" has no subfields.");
            } else if (!Types.isLeaf(type) && !hasSelections) {
                check.error(
                        field,
                        "Field \"" + field.name() + "\" of type \"" + Types.text(use.definition.node("Type"))
                                + "\" must have a selection of subfields. Did you mean \"" + field.name()
                                + " { ... }\"?");
            }
        }
        uniqueArguments(check, field);
    }

    /** Arguments of a field or a directive that its definition does not have. */
    static void knownArguments(QueryCheck check, SyntaxNode owner, SyntaxNode definition, String of) {
        for (SyntaxNode argument : owner.nodes("Arguments")) {
            if (SyntaxNode.named(definition.nodes("Arguments"), argument.name()) == null) {
                check.error(
                        owner,
                        "Unknown argument \"" + argument.name() + "\" on " + of + "."
                                + Suggestions.question(
                                        "Did you mean",
                                        argument.name(),
                                        SyntaxNode.names(definition.nodes("Arguments"))));
            }
        }
    }

    static void requiredArguments(QueryCheck check, SyntaxNode owner, SyntaxNode definition, String of)
            throws GraphqlException {
        for (SyntaxNode wanted : definition.nodes("Arguments")) {
            if (Types.isRequired(wanted.node("Type"))
                    && wanted.optional("DefaultValue") == null
                    && SyntaxNode.named(owner.nodes("Arguments"), wanted.name()) == null) {
                check.error(
                        owner,
                        of + " argument \"" + wanted.name() + "\" of type \"" + Types.text(wanted.node("Type"))
                                + "\" is required, but it was not provided.");
            }
        }
    }

    static void uniqueArguments(QueryCheck check, SyntaxNode owner) {
        Map<String, Integer> seen = new HashMap<>();
        for (SyntaxNode argument : owner.nodes("Arguments")) {
            if (seen.merge(argument.name(), 1, Integer::sum) == 2) {
                check.error(argument, "There can be only one argument named \"" + argument.name() + "\".");
            }
        }
    }

    private String suggestion(SyntaxNode parent, String name) {
        List<String> types = suggestedTypes(parent, name);
        if (!types.isEmpty()) {
            return " Did you mean to use an inline fragment on " + Suggestions.quoted(types) + "?";
        } else if (!Set.of(Types.OBJECT, Types.INTERFACE).contains(Types.kind(parent))) {
            return "";
        }
        return Suggestions.question("Did you mean", name, SyntaxNode.names(parent.nodes("Fields")));
    }

    /** The types that have the field, those first that most of them implement. */
    private List<String> suggestedTypes(SyntaxNode parent, String name) {
        if (!Set.of(Types.INTERFACE, Types.UNION).contains(Types.kind(parent))) {
            return List.of();
        }
        Map<String, Integer> counts = new HashMap<>();
        List<String> interfaces = new ArrayList<>();
        List<String> objects = new ArrayList<>();
        for (SyntaxNode type : check.schema.possibleTypes(parent.name())) {
            if (SyntaxNode.named(type.nodes("Fields"), name) == null) {
                continue;
            }
            objects.add(type.name());
            for (String implemented : type.texts("Interfaces")) {
                SyntaxNode definition = check.schema.type(implemented);
                if (definition != null && SyntaxNode.named(definition.nodes("Fields"), name) != null) {
                    if (counts.merge(implemented, 1, Integer::sum) == 1) {
                        interfaces.add(implemented);
                    }
                }
            }
        }
        interfaces.addAll(objects);
        interfaces.sort(Comparator.comparing((String type) -> -counts.getOrDefault(type, 0))
                .thenComparing(Comparator.naturalOrder()));
        return interfaces;
    }

    /** True if a selection of the introspection has too many lists in lists. */
    private boolean isTooDeep(SyntaxNode field, int depth) {
        int inside = depth + (LISTS_OF_INTROSPECTION.contains(field.name()) ? 1 : 0);
        return inside >= MOST_LISTS && inside > depth || isAnyTooDeep(field.nodes("SelectionSet"), inside);
    }

    private boolean isAnyTooDeep(List<SyntaxNode> selections, int depth) {
        for (SyntaxNode selection : selections) {
            boolean isTooDeep = switch (selection.shape()) {
                case FIELD -> isTooDeep(selection, depth);
                case INLINE_FRAGMENT -> isAnyTooDeep(selection.nodes("SelectionSet"), depth);
                default -> isFragmentTooDeep(selection.name(), depth);
            };
            if (isTooDeep) {
                return true;
            }
        }
        return false;
    }

    private boolean isFragmentTooDeep(String name, int depth) {
        Integer before = entered.get(name);
        if (before != null) {
            // Around once more it gets as much deeper again.
            return depth > before;
        }
        SyntaxNode fragment = check.fragment(name);
        if (fragment == null) {
            return false;
        }
        Boolean known = found.get(depth + " " + name);
        if (known != null) {
            return known;
        }
        entered.put(name, depth);
        boolean isTooDeep = isAnyTooDeep(fragment.nodes("SelectionSet"), depth);
        entered.remove(name);
        found.put(depth + " " + name, isTooDeep);
        return isTooDeep;
    }
}
