package io.rego4j.dsl.finish;

import io.rego4j.ast.Body;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Head;
import io.rego4j.ast.Term;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bodies around an expression, the parameters of its function and the names of each {@code every}: what is known there. */
final class EnclosingScopes {
    private final Deque<Scope> open = new ArrayDeque<>();

    /** Begins the branch of a rule. */
    void enter(Head head) {
        open.push(new Scope(true, () -> DeclaredNames.all(head.args()), () -> DirectNames.in(head.children())));
    }

    /** Begins a comprehension, whose terms use what its body declares. */
    void enter(ComprehensionTerm comprehension) {
        open.push(new Scope(true, Set::of, () -> DirectNames.in(comprehension.terms())));
    }

    void enter(Body body) {
        open.push(new Scope(false, () -> DeclaredNames.declared(body), () -> DirectNames.of(body)));
    }

    /** Begins the body of an {@code every} that declares these names. */
    void enter(List<Term> names) {
        open.push(new Scope(false, () -> DeclaredNames.all(names), () -> DeclaredNames.all(names)));
    }

    void leave() {
        open.pop();
    }

    /** True within an {@code else}. */
    boolean isElse() {
        return open.size() > 1;
    }

    /** True if a name is a parameter, or declared by {@code some}, {@code every} or {@code :=}. */
    boolean declares(String name) {
        return open.stream().anyMatch(scope -> scope.declared().contains(name));
    }

    /**
     * True if a declared name stands {@linkplain DirectNames directly} in the body that declares it, in one within that, or in the
     * head that the body belongs to. Else it has no value there, and each negation that holds it has a variable of its own.
     */
    boolean uses(String name) {
        boolean declared = false;
        for (Scope scope : open) {
            if (declared) {
                return scope.head && scope.named().contains(name);
            } else if (scope.named().contains(name)) {
                return true;
            }
            declared = scope.declared().contains(name);
        }
        return false;
    }

    /** True if a name stands {@linkplain DirectNames directly} in one of the bodies, or in the head. */
    boolean names(String name) {
        return open.stream().anyMatch(scope -> scope.named().contains(name));
    }

    /** Names that are looked up only where a negation needs them. */
    private static final class Scope {
        /** True for what uses the names of the body within. */
        private final boolean head;

        private final Supplier<Set<String>> declaring;
        private final Supplier<Set<String>> naming;
        private @Nullable Set<String> declared;
        private @Nullable Set<String> named;

        Scope(boolean head, Supplier<Set<String>> declaring, Supplier<Set<String>> naming) {
            this.head = head;
            this.declaring = declaring;
            this.naming = naming;
        }

        Set<String> declared() {
            Set<String> known = declared == null ? declaring.get() : declared;
            declared = known;
            return known;
        }

        Set<String> named() {
            Set<String> known = named == null ? naming.get() : named;
            named = known;
            return known;
        }
    }
}
