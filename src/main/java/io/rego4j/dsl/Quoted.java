package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.dsl.finish.DeclaredNames;
import io.rego4j.dsl.finish.HoleFiller;
import io.rego4j.dsl.finish.LocationStripper;
import io.rego4j.dsl.finish.RuleFinisher;
import io.rego4j.dsl.finish.TargetForms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fills the holes of quoted Rego. A hole is a variable of the parsed text, and a term takes its place in the tree, so
 * whatever a value says, it stays a value. Variables that the text declares keep clear of those in the terms: where two have
 * the same name, the text's gets another one. The result has no places, as if it had been built.
 *
 * <p>{@code io.rego4j.Rego} parses and fills in one call.
 */
public final class Quoted {
    private final Map<String, Term> holes = new LinkedHashMap<>();

    private Quoted(Binding... bindings) {
        for (Binding binding : requireNonNull(bindings, "bindings")) {
            if (holes.put(requireNonNull(binding, "bindings").name(), binding.term()) != null) {
                throw new IllegalArgumentException("the hole " + binding.name() + " is bound twice");
            }
        }
    }

    /** With what fills the holes. */
    public static Quoted with(Binding... bindings) {
        return new Quoted(bindings);
    }

    /**
     * The term with its holes filled.
     *
     * @throws IllegalArgumentException if a binding has no hole, or stands where no term can: the message says where
     */
    public Operand term(Term term) {
        return new Operand(
                fill(new Body(List.of(new Expr(requireNonNull(term, "term")))))
                                        .get(0)
                                        .terms()
                                instanceof Term filled
                        ? filled
                        : term);
    }

    /** The expression with its holes filled; the errors are those of {@link #term(Term)}. */
    public Statement expr(Expr expr) {
        return new Statement(fill(Body.of(requireNonNull(expr, "expr"))).get(0));
    }

    /** The body with its holes filled; the errors are those of {@link #term(Term)}. */
    public Block body(Body body) {
        return new Block(fill(requireNonNull(body, "body")));
    }

    /** The rule with its holes filled; the errors are those of {@link #term(Term)}. */
    public Rule rule(Rule rule) {
        HoleFiller filler = new HoleFiller(holes, Set.of());
        Rule filled = filler.rule(new LocationStripper().rule(requireNonNull(rule, "rule")));
        filler.requireAllUsed();
        return new RuleFinisher(TargetForms.AS_GIVEN).rule(filled);
    }

    /** The module with its holes filled; the errors are those of {@link #term(Term)}. */
    public RegoModule module(RegoModule module) {
        HoleFiller filler = new HoleFiller(holes, DeclaredNames.globals(requireNonNull(module, "module")));
        RegoModule filled = filler.module(LocationStripper.of(module));
        filler.requireAllUsed();
        RuleFinisher finish = new RuleFinisher(TargetForms.AS_GIVEN);
        return filled.withRules(filled.rules().stream().map(finish::rule).toList());
    }

    private Body fill(Body body) {
        HoleFiller filler = new HoleFiller(holes, Set.of());
        Body filled = filler.body(new LocationStripper().body(body));
        filler.requireAllUsed();
        return filled;
    }
}
