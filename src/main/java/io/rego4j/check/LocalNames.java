package io.rego4j.check;

import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The variables that the stages make, and what they stand for when a message names them. */
final class LocalNames {
    private static final String PREFIX = "__local";

    private final Set<String> taken = new HashSet<>();
    private final Map<String, String> written = new HashMap<>();
    private final Map<String, Term> subjects = new HashMap<>();
    private int next;

    LocalNames(Collection<ModuleUnit> modules) {
        for (ModuleUnit module : modules) {
            Walk.all(module.source, node -> {
                if (node instanceof VarTerm variable && isGenerated(variable.name())) {
                    taken.add(variable.name());
                }
                return false;
            });
        }
    }

    static boolean isGenerated(String name) {
        return name.startsWith(PREFIX);
    }

    String generate() {
        String name;
        do {
            name = PREFIX + next++ + "__";
        } while (!taken.isEmpty() && taken.contains(name));
        return name;
    }

    VarTerm generate(Origin origin) {
        return new VarTerm(generate(), origin);
    }

    /** Remembers that a policy writes {@code name} for {@code generated}. */
    void rename(String generated, String name) {
        written.put(generated, name);
    }

    /** Remembers the term whose value a variable was made to hold. */
    void subject(String generated, Term term) {
        subjects.put(generated, term);
    }

    /** The name that the policy's author wrote; the generated one if there is none. */
    String written(String name) {
        String known = written.getOrDefault(name, name);
        return known.startsWith("$") ? "_" : known;
    }

    /** A term as its author wrote it: variables by their own names. */
    Term written(Term term) {
        return new Renamer(false).term(term);
    }

    /** As {@link #written}, with the variables that stand for collections and calls replaced by these. */
    RefTerm writtenSubjects(RefTerm ref) {
        return (RefTerm) new Renamer(true).term(ref);
    }

    private final class Renamer extends Rewriter {
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

        @Override
        protected Term operator(Term operator) {
            return term(operator);
        }
    }
}
