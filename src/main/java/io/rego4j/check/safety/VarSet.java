package io.rego4j.check.safety;

import io.rego4j.internal.language.NameRules;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set of variable names with an enclosing set, so that a nested body sees the variables around it without a copy. */
public final class VarSet {
    private final @Nullable VarSet outer;
    private final Set<String> own = new HashSet<>();
    private final Set<String> hidden;

    private VarSet(@Nullable VarSet outer, Set<String> hidden) {
        this.outer = outer;
        this.hidden = hidden;
    }

    public static VarSet of(Collection<String> names) {
        VarSet set = new VarSet(null, Set.of());
        set.own.addAll(names);
        return set;
    }

    /** What every rule may use: {@code input} and {@code data}. */
    public static VarSet roots() {
        return of(NameRules.ROOT_DOCUMENTS);
    }

    /** A set of these variables and of those added to it. */
    public VarSet nested() {
        return new VarSet(this, Set.of());
    }

    /** A set of these variables but {@code names}, and of those added to it. */
    VarSet without(Set<String> names) {
        return new VarSet(this, names);
    }

    public boolean contains(String name) {
        for (VarSet set = this; set != null; set = set.outer) {
            if (set.own.contains(name)) {
                return true;
            } else if (set.hidden.contains(name)) {
                return false;
            }
        }
        return false;
    }

    boolean containsAll(Collection<String> names) {
        for (String name : names) {
            if (!contains(name)) {
                return false;
            }
        }
        return true;
    }

    public void add(String name) {
        own.add(name);
    }

    public void addAll(Collection<String> names) {
        own.addAll(names);
    }

    /** What was added to this set itself. */
    Set<String> own() {
        return own;
    }
}
