package io.rego4j.opa.functions.graphql;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Fields of one name in a response must be one field, with the same arguments and types, wherever fragments bring them in. The
 * comparisons are those of OPA's parser, in its order: fields of a selection among themselves, with each fragment that is
 * spread there, and these with each other; what was compared is not compared again. A spread that the walk has not come to yet
 * leads nowhere, as in OPA.
 */
final class OverlappingFields {
    private final QueryCheck check;
    private final Map<List<SyntaxNode>, Collected> collected = new IdentityHashMap<>();
    private final Map<Collected, Map<String, Boolean>> comparedWithFragments = new IdentityHashMap<>();
    private final Map<String, Map<String, Boolean>> comparedFragments = new HashMap<>();

    OverlappingFields(QueryCheck check) {
        this.check = check;
    }

    /** The fields of a selection by their names in the response, and the fragments that it spreads. */
    private static final class Collected {
        static final Collected EMPTY = new Collected();

        final Map<String, List<SyntaxNode>> fields = new LinkedHashMap<>();
        final List<SyntaxNode> spreads = new ArrayList<>();

        void add(List<SyntaxNode> selections) {
            for (SyntaxNode selection : selections) {
                switch (selection.shape()) {
                    case FIELD ->
                        fields.computeIfAbsent(responseName(selection), key -> new ArrayList<>())
                                .add(selection);
                    case INLINE_FRAGMENT -> add(selection.nodes("SelectionSet"));
                    default -> spreads.add(selection);
                }
            }
        }
    }

    /**
     * Two fields that cannot both be there.
     *
     * @param reason why; empty if it is because of fields below
     */
    private record Conflict(String name, String reason, List<Conflict> below, SyntaxNode place) {
        String text() {
            return below.isEmpty()
                    ? reason
                    : below.stream()
                            .map(each -> "subfields \"" + each.name + "\" conflict because " + each.text())
                            .collect(Collectors.joining(" and "));
        }
    }

    private static String responseName(SyntaxNode field) {
        return field.text("Alias").isEmpty() ? field.name() : field.text("Alias");
    }

    /** Reports the conflicts within a selection. */
    void check(List<SyntaxNode> selections) throws GraphqlException {
        if (selections.isEmpty()) {
            return;
        }
        Collected here = collected(selections);
        List<Conflict> conflicts = new ArrayList<>();
        for (List<SyntaxNode> fields : here.fields.values()) {
            for (int i = 0; i < fields.size(); i++) {
                for (SyntaxNode other : fields.subList(i + 1, fields.size())) {
                    compare(conflicts, false, fields.get(i), other);
                }
            }
        }
        for (int i = 0; i < here.spreads.size(); i++) {
            withFragment(conflicts, false, here, here.spreads.get(i));
            for (SyntaxNode other : here.spreads.subList(i + 1, here.spreads.size())) {
                fragments(conflicts, false, here.spreads.get(i), other);
            }
        }
        for (Conflict conflict : conflicts) {
            check.error(
                    conflict.place,
                    "Fields \"" + conflict.name + "\" conflict because " + conflict.text()
                            + ". Use different aliases on the fields to fetch both if this was intentional.");
        }
    }

    private Collected collected(List<SyntaxNode> selections) {
        if (selections.isEmpty()) {
            return Collected.EMPTY;
        }
        return collected.computeIfAbsent(selections, key -> {
            Collected found = new Collected();
            found.add(key);
            return found;
        });
    }

    /** True if a comparison was made before; as one of fields that can both be there, unless that is all that is asked. */
    private static boolean isKnown(Map<String, Boolean> compared, String key, boolean areExclusive) {
        Boolean before = compared.get(key);
        if (before != null && (areExclusive || !before)) {
            return true;
        }
        compared.put(key, areExclusive);
        return false;
    }

    private void withFragment(List<Conflict> conflicts, boolean areExclusive, Collected fields, SyntaxNode spread)
            throws GraphqlException {
        if (isKnown(
                comparedWithFragments.computeIfAbsent(fields, key -> new HashMap<>()), spread.name(), areExclusive)) {
            return;
        }
        SyntaxNode fragment = check.use(spread).definition;
        if (fragment == null) {
            return;
        }
        Collected other = collected(fragment.nodes("SelectionSet"));
        if (other == fields) {
            return;
        }
        between(conflicts, areExclusive, fields, other);
        for (SyntaxNode below : other.spreads) {
            withFragment(conflicts, areExclusive, fields, below);
        }
    }

    private void fragments(List<Conflict> conflicts, boolean areExclusive, SyntaxNode first, SyntaxNode second)
            throws GraphqlException {
        if (first.name().equals(second.name()) || isKnown(comparedWith(first), second.name(), areExclusive)) {
            return;
        }
        comparedWith(second).put(first.name(), areExclusive);
        SyntaxNode fragmentA = check.use(first).definition;
        SyntaxNode fragmentB = check.use(second).definition;
        if (fragmentA == null || fragmentB == null) {
            return;
        }
        Collected a = collected(fragmentA.nodes("SelectionSet"));
        Collected b = collected(fragmentB.nodes("SelectionSet"));
        between(conflicts, areExclusive, a, b);
        for (SyntaxNode spread : b.spreads) {
            fragments(conflicts, areExclusive, first, spread);
        }
        for (SyntaxNode spread : a.spreads) {
            fragments(conflicts, areExclusive, spread, second);
        }
    }

    /** The fragments that one was compared with. */
    private Map<String, Boolean> comparedWith(SyntaxNode spread) {
        return comparedFragments.computeIfAbsent(spread.name(), key -> new HashMap<>());
    }

    private void between(List<Conflict> conflicts, boolean areExclusive, Collected a, Collected b)
            throws GraphqlException {
        for (Map.Entry<String, List<SyntaxNode>> entry : a.fields.entrySet()) {
            for (SyntaxNode field : entry.getValue()) {
                for (SyntaxNode other : b.fields.getOrDefault(entry.getKey(), List.of())) {
                    compare(conflicts, areExclusive, field, other);
                }
            }
        }
    }

    private void compare(List<Conflict> conflicts, boolean areParentsExclusive, SyntaxNode a, SyntaxNode b)
            throws GraphqlException {
        check.context.checkDeadline();
        Use useA = check.use(a);
        Use useB = check.use(b);
        if (useA.parent == null || useB.parent == null) {
            return;
        }
        boolean areExclusive = areParentsExclusive
                || !useA.parent.name().equals(useB.parent.name())
                        && Types.kind(useA.parent).equals(Types.OBJECT)
                        && Types.kind(useB.parent).equals(Types.OBJECT)
                        && useA.definition != null
                        && useB.definition != null;
        String reason = "";
        if (!areExclusive && !a.name().equals(b.name())) {
            reason = "\"" + a.name() + "\" and \"" + b.name() + "\" are different fields";
        } else if (!areExclusive && !areSameArguments(a.nodes("Arguments"), b.nodes("Arguments"))) {
            reason = "they have differing arguments";
        } else if (useA.definition != null && useB.definition != null) {
            SyntaxNode typeA = useA.definition.node("Type");
            SyntaxNode typeB = useB.definition.node("Type");
            if (areDifferent(typeA, typeB)) {
                reason =
                        "they return conflicting types \"" + Types.text(typeA) + "\" and \"" + Types.text(typeB) + "\"";
            }
        }
        List<Conflict> below = new ArrayList<>();
        if (reason.isEmpty()) {
            below(below, areExclusive, a, b);
        }
        if (!reason.isEmpty() || !below.isEmpty()) {
            conflicts.add(new Conflict(responseName(a), reason, below, b));
        }
    }

    private void below(List<Conflict> conflicts, boolean areExclusive, SyntaxNode a, SyntaxNode b)
            throws GraphqlException {
        Collected fieldsA = collected(a.nodes("SelectionSet"));
        Collected fieldsB = collected(b.nodes("SelectionSet"));
        between(conflicts, areExclusive, fieldsA, fieldsB);
        for (SyntaxNode spread : fieldsB.spreads) {
            withFragment(conflicts, areExclusive, fieldsA, spread);
        }
        for (SyntaxNode spread : fieldsA.spreads) {
            withFragment(conflicts, areExclusive, fieldsB, spread);
        }
        for (SyntaxNode first : fieldsA.spreads) {
            for (SyntaxNode second : fieldsB.spreads) {
                fragments(conflicts, areExclusive, first, second);
            }
        }
    }

    private static boolean areSameArguments(List<SyntaxNode> a, List<SyntaxNode> b) throws GraphqlException {
        if (a.size() != b.size()) {
            return false;
        }
        for (SyntaxNode argument : a) {
            boolean isFound = false;
            for (SyntaxNode other : b) {
                isFound |= argument.name().equals(other.name()) && isSame(argument.node("Value"), other.node("Value"));
            }
            if (!isFound) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(SyntaxNode a, SyntaxNode b) throws GraphqlException {
        List<SyntaxNode> childrenA = children(a);
        List<SyntaxNode> childrenB = children(b);
        if (a.number("Kind") != b.number("Kind")
                || !a.text("Raw").equals(b.text("Raw"))
                || childrenA.size() != childrenB.size()) {
            return false;
        }
        for (int i = 0; i < childrenA.size(); i++) {
            SyntaxNode child = childrenA.get(i);
            SyntaxNode other = childrenB.get(i);
            if (!child.name().equals(other.name()) || !isSame(child.node("Value"), other.node("Value"))) {
                return false;
            }
        }
        return true;
    }

    /** The order of fields in an object says nothing. */
    private static List<SyntaxNode> children(SyntaxNode value) throws GraphqlException {
        List<SyntaxNode> children = value.nodes("Children");
        return ValueKind.of(value) == ValueKind.OBJECT
                ? children.stream()
                        .sorted(Comparator.comparing(SyntaxNode::name))
                        .toList()
                : children;
    }

    private boolean areDifferent(SyntaxNode a, SyntaxNode b) throws GraphqlException {
        SyntaxNode itemA = a.optional("Elem");
        SyntaxNode itemB = b.optional("Elem");
        if (Types.isRequired(a) != Types.isRequired(b) || (itemA == null) != (itemB == null)) {
            return true;
        } else if (itemA != null && itemB != null) {
            return areDifferent(itemA, itemB);
        }
        SyntaxNode typeA = check.definition(a);
        SyntaxNode typeB = check.definition(b);
        return typeA != null
                && typeB != null
                && (Types.isLeaf(typeA) || Types.isLeaf(typeB))
                && !typeA.name().equals(typeB.name());
    }
}
