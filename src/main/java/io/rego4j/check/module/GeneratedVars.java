package io.rego4j.check.module;

import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.tree.OperatorRewriter;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Generates variables, and maps them back to the names in the policy, for messages. */
public final class GeneratedVars {
    private static final String PREFIX = "__local";

    private final Set<String> taken = new HashSet<>();
    private final Map<String, String> written = new HashMap<>();
    private final Map<String, Term> subjects = new HashMap<>();
    private final List<VarTerm> declared = new ArrayList<>();
    private int next;

    public GeneratedVars(Collection<ModuleUnit> modules) {
        modules.forEach(module -> taken.addAll(module.scan.generatedNames));
    }

    public static boolean isGenerated(String name) {
        return name.startsWith(PREFIX);
    }

    public String generate() {
        String name;
        do {
            name = PREFIX + next++ + "__";
        } while (!taken.isEmpty() && taken.contains(name));
        return name;
    }

    public VarTerm generate(Origin origin) {
        return new VarTerm(generate(), origin);
    }

    /** Remembers that a policy writes {@code name} for {@code generated}. */
    public void rename(String generated, String name) {
        written.put(generated, name);
    }

    /** Remembers the variable that stands for one of {@code some x, y}, which leave no expression behind. */
    public void declared(String generated, Origin origin) {
        declared.add(new VarTerm(generated, origin));
    }

    /** The variables of each {@code some x, y}, at their places. */
    public List<VarTerm> declared() {
        return declared;
    }

    /** Remembers the term whose value a variable was made to hold. */
    public void subject(String generated, Term term) {
        subjects.put(generated, term);
    }

    /** The name in the source; the generated one if there is none. */
    public String written(String name) {
        String known = written.getOrDefault(name, name);
        return known.startsWith("$") ? "_" : known;
    }

    /** A term with the names of its variables in the source. */
    public Term written(Term term) {
        return new Renamer(false).term(term);
    }

    /** As {@link #written}, with the variables that stand for collections and calls replaced by these. */
    public RefTerm writtenSubjects(RefTerm ref) {
        return (RefTerm) new Renamer(true).term(ref);
    }

    private final class Renamer extends OperatorRewriter {
        private final boolean withSubjects;

        Renamer(boolean withSubjects) {
            this.withSubjects = withSubjects;
        }

        @Override
        public Term visitVar(VarTerm term) {
            Term subject = withSubjects ? subjects.get(term.name()) : null;
            if (subject != null) {
                return term(subject);
            }
            String name = term.name().equals(Refs.ASSIGNED) ? "eq" : written.get(term.name());
            return name == null ? term : new VarTerm(name, term.origin());
        }
    }
}
