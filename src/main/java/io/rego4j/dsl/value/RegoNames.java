package io.rego4j.dsl.value;

import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.language.NameRules;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Checked names, variables and paths: input from outside cannot inject other code. */
public final class RegoNames {
    private static final AtomicLong WILDCARDS = new AtomicLong();

    private static final Map<String, RefTerm> BUILTINS = new ConcurrentHashMap<>();

    /**
     * A cache of references by the hash code of their path: most paths are constants of a program that is run for many modules.
     * Threads may overwrite each other's entries, which are immutable.
     */
    private static final @Nullable Path[] RECENT = new Path[1024];

    private static final int MAX_RECENT_LENGTH = 64;

    private record Path(String dotted, RefTerm ref) {}

    private RegoNames() {}

    /** A new wildcard; each is a variable of its own. */
    public static VarTerm wildcard() {
        return new VarTerm("$new" + WILDCARDS.getAndIncrement());
    }

    /**
     * Checks that a name can be that of a variable or rule.
     *
     * @throws IllegalArgumentException if it cannot
     */
    public static String check(String name) {
        // A lone underscore is a wildcard, which Dsl.wildcard() makes.
        if (!NameRules.isName(Objects.requireNonNull(name, "name")) || name.equals("_")) {
            throw new IllegalArgumentException("not a name in Rego: " + quote(name)
                    + ": use letters, digits and underscores, and no digit at the start");
        }
        return name;
    }

    /** True for a keyword of this version, which cannot be the name of a variable. */
    public static boolean isKeyword(String name, RegoVersion version) {
        return version.keywords().contains(name);
    }

    /** A variable, or {@code input} or {@code data}, which are references. */
    public static Term var(String name) {
        VarTerm term = new VarTerm(check(name));
        return NameRules.isRootDocument(name) ? new RefTerm(List.of(term)) : term;
    }

    /** A reference from a dotted path: the first part is a name, each other one any text without a dot. */
    public static RefTerm path(String dotted) {
        if (Objects.requireNonNull(dotted, "path").length() > MAX_RECENT_LENGTH) {
            return read(dotted);
        }
        int slot = dotted.hashCode() & RECENT.length - 1;
        Path recent = RECENT[slot];
        if (recent == null || !recent.dotted.equals(dotted)) {
            recent = new Path(dotted, read(dotted));
            RECENT[slot] = recent;
        }
        return recent.ref;
    }

    private static RefTerm read(String dotted) {
        List<Term> terms = new ArrayList<>(4);
        int start = 0;
        for (int dot; start <= dotted.length(); start = dot + 1) {
            dot = dotted.indexOf('.', start);
            dot = dot < 0 ? dotted.length() : dot;
            if (dot == start) {
                throw new IllegalArgumentException("an empty part in the path " + quote(dotted)
                        + ": write parts that hold dots, or nothing, with get(…)");
            }
            String part = dotted.substring(start, dot);
            terms.add(terms.isEmpty() ? new VarTerm(check(part)) : new StringTerm(ValueConverter.requireText(part)));
        }
        return new RefTerm(terms);
    }

    /**
     * The operator of one of OPA's built-ins: {@code json.filter} is the variable {@code json} and the string {@code filter}.
     */
    public static RefTerm builtin(String name) {
        RefTerm known = BUILTINS.get(name);
        return known != null ? known : BUILTINS.computeIfAbsent(name, RegoNames::path);
    }

    public static String quote(String text) {
        return new StringTerm(text).toString();
    }
}
