package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.Term;
import io.rego4j.dsl.value.RegoNames;

/**
 * What fills a hole of quoted Rego: {@link Dsl#bind(String, Object)} makes it.
 *
 * @param name the variable that is the hole
 * @param term what takes its place
 */
public record Binding(String name, Term term) {
    public Binding {
        RegoNames.check(name);
        requireNonNull(term, "term");
    }
}
