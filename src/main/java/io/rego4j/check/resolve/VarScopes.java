package io.rego4j.check.resolve;

import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The variables of a rule by scope: how each was first used, its replacement, and how often it was used. */
final class VarScopes {
    /** How a variable came into a scope. */
    enum Occurrence {
        PARAMETER("arg %s redeclared"),
        SEEN("var %s referenced above"),
        ASSIGNED("var %s assigned above"),
        DECLARED("var %s declared above");

        private final String redeclared;

        Occurrence(String redeclared) {
            this.redeclared = redeclared;
        }

        /** The error of declaring such a variable again. */
        String redeclared(String name) {
            return String.format(redeclared, name);
        }
    }

    /** One scope: each variable with the one that replaces it, which may be itself. */
    static final class Frame {
        final Map<String, String> names = new LinkedHashMap<>();
        final Map<String, Occurrence> occurrences = new HashMap<>();
        final Map<String, Integer> counts = new HashMap<>();

        /** True if another variable replaces one of that name. */
        boolean hides(String name) {
            String replacement = names.get(name);
            return replacement != null && !replacement.equals(name);
        }
    }

    /** Variables that were declared and not used, by the scopes closed so far. */
    final List<Problems.Problem> unused = new ArrayList<>();

    private final List<Frame> frames = new ArrayList<>();
    private final GeneratedVars generator;

    VarScopes(GeneratedVars generator) {
        this.generator = generator;
        frames.add(new Frame());
    }

    /** A copy of the outermost scope, for one of the bodies of a rule. */
    VarScopes copy() {
        VarScopes copy = new VarScopes(generator);
        copy.frame().names.putAll(frame().names);
        copy.frame().occurrences.putAll(frame().occurrences);
        copy.frame().counts.putAll(frame().counts);
        return copy;
    }

    void push() {
        frames.add(new Frame());
    }

    void pop() {
        frames.remove(frames.size() - 1);
    }

    Frame frame() {
        return frames.get(frames.size() - 1);
    }

    void insert(String name, String replacement, Occurrence occurrence) {
        frame().names.put(name, replacement);
        frame().occurrences.put(name, occurrence);
        frame().counts.put(name, 1);
        if (!name.equals(replacement)) {
            generator.rename(replacement, name);
        }
    }

    /** A new variable in place of {@code name}. */
    String insertNew(String name, Occurrence occurrence) {
        String replacement = generator.generate();
        insert(name, replacement, occurrence);
        return replacement;
    }

    /** How a variable came into the innermost scope; null if it is new there. */
    @Nullable
    Occurrence occurrence(String name) {
        return frame().occurrences.get(name);
    }

    /** How a variable came into the innermost scope that has it; null if none does. */
    @Nullable
    Occurrence anyOccurrence(String name) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            Occurrence occurrence = frames.get(i).occurrences.get(name);
            if (occurrence != null) {
                return occurrence;
            }
        }
        return null;
    }

    /** The variable that replaces one; null if it is in no scope. */
    @Nullable
    String declared(String name) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            String replacement = frames.get(i).names.get(name);
            if (replacement != null) {
                return replacement;
            }
        }
        return null;
    }

    /** Counts a use. */
    void seen(String name) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i).counts.containsKey(name)) {
                frames.get(i).counts.merge(name, 1, Integer::sum);
                return;
            }
        }
        frame().counts.put(name, 1);
    }

    /** The number of uses of a variable, its declaration included. */
    int count(String name) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            Integer count = frames.get(i).counts.get(name);
            if (count != null) {
                return count;
            }
        }
        return 0;
    }

    /** The variables of the innermost scope with this occurrence. */
    Set<String> declaredAs(Occurrence occurrence) {
        Set<String> names = new HashSet<>();
        frame().occurrences.forEach((name, how) -> {
            if (how == occurrence) {
                names.add(name);
            }
        });
        return names;
    }
}
