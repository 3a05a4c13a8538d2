package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.dsl.value.RegoNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a module offers to others: handles on its rules and functions by the paths under which other packages know them. A
 * rule that was renamed or removed is an error where it is used, when the using module is built. {@link Dsl#exports} makes
 * it.
 */
public final class Exports {
    private final RegoModule module;

    Exports(RegoModule module) {
        this.module = requireNonNull(module, "module");
    }

    /**
     * The document of a rule: {@code exports(prices).rule("countries")} is {@code data.shop.prices.countries}.
     *
     * @param name the rule's name, with dots for a rule whose head is a reference
     * @throws IllegalArgumentException if the module has no such rule, or it is a function
     */
    public Operand rule(String name) {
        RefTerm path = RegoNames.path(requireNonNull(name, "name"));
        Rule rule = find(name, r -> isAtOrBelow(r.head().ref(), path));
        if (!rule.head().args().isEmpty()) {
            throw new IllegalArgumentException(this + ": " + name + " is a function: take it by function(…)");
        }
        return new Operand(below(path));
    }

    /** The document of a rule as an object of a Java class: {@code rule("limits", Limits.class).at(Limits::daily)}. */
    public <T> TypedInput<T> rule(String name, Class<T> type) {
        requireNonNull(type, "type");
        return Dsl.typed(rule(name), type);
    }

    /**
     * A function, which knows how many arguments it takes.
     *
     * @throws IllegalArgumentException if the module has no such function
     */
    public FunctionRef function(String name) {
        RefTerm path = RegoNames.path(requireNonNull(name, "name"));
        Rule rule = find(name, r -> r.head().ref().equals(path));
        if (rule.head().args().isEmpty()) {
            throw new IllegalArgumentException(this + ": " + name + " is no function: take it by rule(…)");
        }
        return FunctionRef.of(below(path), rule);
    }

    /** The package, for messages. */
    @Override
    public String toString() {
        return "module " + module.pkg().name();
    }

    private Rule find(String name, Predicate<Rule> wanted) {
        return module.rules().stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(this + " has no " + name + ": it has "
                        + module.rules().stream()
                                .map(rule -> rule.head().ref().toString())
                                .distinct()
                                .toList()));
    }

    /** True if the document at a path is, or holds, what a rule with this head defines; variables may be any key. */
    private static boolean isAtOrBelow(RefTerm head, RefTerm path) {
        List<Term> rule = head.terms();
        List<Term> wanted = path.terms();
        for (int i = 0; i < Math.min(rule.size(), wanted.size()); i++) {
            boolean fixed = i == 0 || rule.get(i) instanceof StringTerm;
            if (fixed && !rule.get(i).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private RefTerm below(RefTerm path) {
        List<Term> terms = new ArrayList<>(module.pkg().path().terms());
        terms.add(new StringTerm(path.head().toString()));
        terms.addAll(path.terms().subList(1, path.terms().size()));
        return new RefTerm(terms);
    }
}
