package io.rego4j.opa.functions.graphql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of validation for fragments and where they are spread. */
final class FragmentRules {
    private final QueryCheck check;
    private final Set<String> names = new HashSet<>();
    private final Set<String> spread = new HashSet<>();
    private final Set<String> followed = new HashSet<>();
    private boolean areOperationsDone;

    FragmentRules(QueryCheck check) {
        this.check = check;
    }

    void definition(SyntaxNode fragment, @Nullable SyntaxNode type) {
        String condition = fragment.text("TypeCondition");
        if (type != null && !condition.isEmpty() && !Types.isComposite(type)) {
            check.error(
                    fragment,
                    "Fragment \"" + fragment.name() + "\" cannot condition on non composite type \"" + condition
                            + "\".");
        }
        if (type == null) {
            check.error(
                    fragment,
                    "Unknown type \"" + condition + "\"."
                            + Suggestions.question(
                                    "Did you mean",
                                    condition,
                                    new ArrayList<>(check.schema.types().keySet())));
        }
        new Cycles().follow(fragment);
        areOperationsDone = true;
        if (!spread.contains(fragment.name())) {
            check.error(fragment, "Fragment \"" + fragment.name() + "\" is never used.");
        }
    }

    void uniqueName(SyntaxNode fragment) {
        if (!names.add(fragment.name())) {
            check.error(fragment, "There can be only one fragment named \"" + fragment.name() + "\".");
        }
    }

    void inlineCondition(SyntaxNode fragment) {
        String condition = fragment.text("TypeCondition");
        SyntaxNode type = check.schema.type(condition);
        if (type != null && !Types.isComposite(type)) {
            check.error(fragment, "Fragment cannot condition on non composite type \"" + condition + "\".");
        } else if (type == null && !condition.isEmpty()) {
            check.error(fragment, "Unknown type \"" + condition + "\".");
        }
    }

    void inlineSpread(SyntaxNode fragment, @Nullable SyntaxNode parent) {
        impossible(fragment, parent, fragment.text("TypeCondition"), "Fragment");
    }

    void spread(SyntaxNode selection, @Nullable SyntaxNode fragment, @Nullable SyntaxNode parent) {
        if (fragment == null) {
            check.error(selection, "Unknown fragment \"" + selection.name() + "\".");
        }
        if (!areOperationsDone) {
            spread.add(selection.name());
        }
        if (fragment != null) {
            impossible(selection, parent, fragment.text("TypeCondition"), "Fragment \"" + selection.name() + "\"");
        }
    }

    /** An error if no value of the one type can be of the other. */
    private void impossible(SyntaxNode at, @Nullable SyntaxNode parent, String condition, String what) {
        SyntaxNode type = check.schema.type(condition);
        if (parent == null || !Types.isComposite(parent) || type == null || !Types.isComposite(type)) {
            return;
        }
        List<String> parents = Types.kind(parent).equals(Types.OBJECT)
                ? List.of(parent.name())
                : SyntaxNode.names(check.schema.possibleTypes(parent.name()));
        if (check.schema.possibleTypes(condition).stream().noneMatch(possible -> parents.contains(possible.name()))) {
            check.error(
                    at,
                    what + " cannot be spread here as objects of type \"" + parent.name() + "\" can never be of type \""
                            + condition + "\".");
        }
    }

    /** Finds fragments that spread themselves, from one of them on. */
    private final class Cycles {
        private final List<SyntaxNode> path = new ArrayList<>();
        private final Map<String, Integer> indices = new HashMap<>();

        void follow(SyntaxNode fragment) {
            if (!followed.add(fragment.name())) {
                return;
            }
            List<SyntaxNode> spreads = spreads(fragment);
            if (spreads.isEmpty()) {
                return;
            }
            indices.put(fragment.name(), path.size());
            for (SyntaxNode each : spreads) {
                Integer from = indices.get(each.name());
                if (from == null) {
                    path.add(each);
                    SyntaxNode next = check.fragment(each.name());
                    if (next != null) {
                        follow(next);
                    }
                    path.remove(path.size() - 1);
                } else {
                    List<SyntaxNode> around = path.subList(from, path.size());
                    String via = around.isEmpty()
                            ? ""
                            : " via "
                                    + String.join(
                                            ", ",
                                            SyntaxNode.names(around).stream()
                                                    .map(name -> "\"" + name + "\"")
                                                    .toList());
                    check.error(each, "Cannot spread fragment \"" + each.name() + "\" within itself" + via + ".");
                }
            }
            indices.remove(fragment.name());
        }

        /** The spreads of a fragment, those of the last selection first. */
        private static List<SyntaxNode> spreads(SyntaxNode fragment) {
            List<SyntaxNode> spreads = new ArrayList<>();
            Deque<List<SyntaxNode>> open = new ArrayDeque<>(List.of(fragment.nodes("SelectionSet")));
            while (!open.isEmpty()) {
                for (SyntaxNode selection : open.pop()) {
                    if (selection.shape() == Shape.FRAGMENT_SPREAD) {
                        spreads.add(selection);
                    } else {
                        open.push(selection.nodes("SelectionSet"));
                    }
                }
            }
            return spreads;
        }
    }
}
