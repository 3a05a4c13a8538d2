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
 * spread there, and these with each other; what was compared is not compared again.
 */
final class OverlappingFields {
    private final QueryCheck check;
    private final Map<List<Node>, Collected> collected = new IdentityHashMap<>();
    private final Map<Collected, Map<String, Boolean>> comparedWithFragments = new IdentityHashMap<>();
    private final Map<List<String>, Boolean> comparedFragments = new HashMap<>();

    OverlappingFields(QueryCheck check) {
        this.check = check;
    }

    /** The fields of a selection by their names in the response, and the fragments that it spreads. */
    private static final class Collected {
        static final Collected EMPTY = new Collected();

        final Map<String, List<Node>> fields = new LinkedHashMap<>();
        final List<String> fragments = new ArrayList<>();

        void add(List<Node> selections) {
            for (Node selection : selections) {
                switch (selection.shape()) {
                    case FIELD ->
                        fields.computeIfAbsent(responseName(selection), key -> new ArrayList<>())
                                .add(selection);
                    case INLINE_FRAGMENT -> add(selection.nodes("SelectionSet"));
                    default -> fragments.add(selection.name());
                }
            }
        }
    }

    /**
     * Two fields that cannot both be there.
     *
     * @param reason why; empty if it is because of fields below
     */
    private record Conflict(String name, String reason, List<Conflict> below, Node place) {
        String text() {
            return below.isEmpty()
                    ? reason
                    : below.stream()
                            .map(each -> "subfields \"" + each.name + "\" conflict because " + each.text())
                            .collect(Collectors.joining(" and "));
        }
    }

    private static String responseName(Node field) {
        return field.text("Alias").isEmpty() ? field.name() : field.text("Alias");
    }

    /** Reports the conflicts within a selection. */
    void check(List<Node> selections) throws GraphqlException {
        if (selections.isEmpty()) {
            return;
        }
        Collected here = collected(selections);
        List<Conflict> conflicts = new ArrayList<>();
        for (List<Node> fields : here.fields.values()) {
            for (int i = 0; i < fields.size(); i++) {
                for (Node other : fields.subList(i + 1, fields.size())) {
                    compare(conflicts, false, fields.get(i), other);
                }
            }
        }
        for (int i = 0; i < here.fragments.size(); i++) {
            withFragment(conflicts, false, here, here.fragments.get(i));
            for (String other : here.fragments.subList(i + 1, here.fragments.size())) {
                fragments(conflicts, false, here.fragments.get(i), other);
            }
        }
        for (Conflict conflict : conflicts) {
            check.error(
                    conflict.place,
                    "Fields \"" + conflict.name + "\" conflict because " + conflict.text()
                            + ". Use different aliases on the fields to fetch both if this was intentional.");
        }
    }

    private Collected collected(List<Node> selections) {
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
    private static <K> boolean isKnown(Map<K, Boolean> compared, K key, boolean areExclusive) {
        Boolean before = compared.get(key);
        if (before != null && (areExclusive || !before)) {
            return true;
        }
        compared.put(key, areExclusive);
        return false;
    }

    private void withFragment(List<Conflict> conflicts, boolean areExclusive, Collected fields, String name)
            throws GraphqlException {
        if (isKnown(comparedWithFragments.computeIfAbsent(fields, key -> new HashMap<>()), name, areExclusive)) {
            return;
        }
        Node fragment = check.fragment(name);
        if (fragment == null) {
            return;
        }
        Collected other = collected(fragment.nodes("SelectionSet"));
        if (other == fields) {
            return;
        }
        between(conflicts, areExclusive, fields, other);
        for (String spread : other.fragments) {
            withFragment(conflicts, areExclusive, fields, spread);
        }
    }

    private void fragments(List<Conflict> conflicts, boolean areExclusive, String first, String second)
            throws GraphqlException {
        if (first.equals(second) || isKnown(comparedFragments, List.of(first, second), areExclusive)) {
            return;
        }
        comparedFragments.put(List.of(second, first), areExclusive);
        Node fragmentA = check.fragment(first);
        Node fragmentB = check.fragment(second);
        if (fragmentA == null || fragmentB == null) {
            return;
        }
        Collected a = collected(fragmentA.nodes("SelectionSet"));
        Collected b = collected(fragmentB.nodes("SelectionSet"));
        between(conflicts, areExclusive, a, b);
        for (String spread : b.fragments) {
            fragments(conflicts, areExclusive, first, spread);
        }
        for (String spread : a.fragments) {
            fragments(conflicts, areExclusive, spread, second);
        }
    }

    private void between(List<Conflict> conflicts, boolean areExclusive, Collected a, Collected b)
            throws GraphqlException {
        for (Map.Entry<String, List<Node>> entry : a.fields.entrySet()) {
            for (Node field : entry.getValue()) {
                for (Node other : b.fields.getOrDefault(entry.getKey(), List.of())) {
                    compare(conflicts, areExclusive, field, other);
                }
            }
        }
    }

    private void compare(List<Conflict> conflicts, boolean areParentsExclusive, Node a, Node b)
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
            Node typeA = useA.definition.node("Type");
            Node typeB = useB.definition.node("Type");
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

    private void below(List<Conflict> conflicts, boolean areExclusive, Node a, Node b) throws GraphqlException {
        Collected fieldsA = collected(a.nodes("SelectionSet"));
        Collected fieldsB = collected(b.nodes("SelectionSet"));
        between(conflicts, areExclusive, fieldsA, fieldsB);
        for (String spread : fieldsB.fragments) {
            withFragment(conflicts, areExclusive, fieldsA, spread);
        }
        for (String spread : fieldsA.fragments) {
            withFragment(conflicts, areExclusive, fieldsB, spread);
        }
        for (String first : fieldsA.fragments) {
            for (String second : fieldsB.fragments) {
                fragments(conflicts, areExclusive, first, second);
            }
        }
    }

    private static boolean areSameArguments(List<Node> a, List<Node> b) throws GraphqlException {
        if (a.size() != b.size()) {
            return false;
        }
        for (Node argument : a) {
            boolean isFound = false;
            for (Node other : b) {
                isFound |= argument.name().equals(other.name()) && isSame(argument.node("Value"), other.node("Value"));
            }
            if (!isFound) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSame(Node a, Node b) throws GraphqlException {
        List<Node> childrenA = children(a);
        List<Node> childrenB = children(b);
        if (a.number("Kind") != b.number("Kind")
                || !a.text("Raw").equals(b.text("Raw"))
                || childrenA.size() != childrenB.size()) {
            return false;
        }
        for (int i = 0; i < childrenA.size(); i++) {
            Node child = childrenA.get(i);
            Node other = childrenB.get(i);
            if (!child.name().equals(other.name()) || !isSame(child.node("Value"), other.node("Value"))) {
                return false;
            }
        }
        return true;
    }

    /** The order of fields in an object says nothing. */
    private static List<Node> children(Node value) throws GraphqlException {
        List<Node> children = value.nodes("Children");
        return ValueKind.of(value) == ValueKind.OBJECT
                ? children.stream().sorted(Comparator.comparing(Node::name)).toList()
                : children;
    }

    private boolean areDifferent(Node a, Node b) throws GraphqlException {
        Node itemA = a.optional("Elem");
        Node itemB = b.optional("Elem");
        if (Types.isRequired(a) != Types.isRequired(b) || (itemA == null) != (itemB == null)) {
            return true;
        } else if (itemA != null && itemB != null) {
            return areDifferent(itemA, itemB);
        }
        Node typeA = check.definition(a);
        Node typeB = check.definition(b);
        return typeA != null
                && typeB != null
                && (Types.isLeaf(typeA) || Types.isLeaf(typeB))
                && !typeA.name().equals(typeB.name());
    }
}
