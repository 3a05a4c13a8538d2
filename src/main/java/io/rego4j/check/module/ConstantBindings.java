package io.rego4j.check.module;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.CollectionTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.tree.Constants;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a body that can only have one of a few constant values, so that a reference through them refers to few
 * rules: {@code some x in ["a", "b"]; data[x].p} does not depend on everything below data.
 */
public final class ConstantBindings {
    /** The most references that one is expanded to; the limit is OPA's. */
    private static final int MOST = 64;

    private record Binding(int index, String name, List<Term> values) {}

    private final List<Binding> bindings = new ArrayList<>();

    ConstantBindings(List<Expr> body) {
        Map<String, List<Term>> known = new HashMap<>();
        for (int i = 0; i < body.size(); i++) {
            Expr expr = body.get(i);
            if (!Refs.isEquality(expr) || expr.negated() || !expr.with().isEmpty()) {
                continue;
            }
            List<Term> sides = ((CallTerm) expr.terms()).args();
            if (sides.size() == 2 && !bind(i, sides.get(0), sides.get(1), known)) {
                bind(i, sides.get(1), sides.get(0), known);
            }
        }
    }

    private boolean bind(int index, Term side, Term other, Map<String, List<Term>> known) {
        List<Term> values = side instanceof VarTerm ? values(other, known) : null;
        if (values == null) {
            return false;
        }
        String name = ((VarTerm) side).name();
        if (known.putIfAbsent(name, values) == null) {
            bindings.add(new Binding(index, name, values));
        }
        return true;
    }

    /** The values of the variables that are bound before an expression. */
    Map<String, List<Term>> before(int index) {
        Map<String, List<Term>> known = new HashMap<>();
        for (Binding binding : bindings) {
            if (binding.index >= index) {
                break;
            }
            known.put(binding.name, binding.values);
        }
        return known;
    }

    /** The references that result from known values: a superset of those possible, at least one. */
    static List<RefTerm> expand(RefTerm ref, Map<String, List<Term>> known) {
        List<RefTerm> expanded = List.of(ref);
        for (int i = 1; i < ref.terms().size(); i++) {
            Term term = ref.terms().get(i);
            if (Constants.isConstant(term)) {
                continue;
            }
            List<Term> values = values(term, known);
            if (values == null || values.isEmpty() || expanded.size() * values.size() > MOST) {
                continue;
            }
            List<RefTerm> next = new ArrayList<>();
            for (RefTerm prefix : expanded) {
                for (Term value : values) {
                    List<Term> terms = new ArrayList<>(prefix.terms());
                    terms.set(i, value);
                    next.add(new RefTerm(terms, ref.origin()));
                }
            }
            expanded = next;
        }
        return expanded;
    }

    /** The constants that a term can be; null if that is not known. */
    private static @Nullable List<Term> values(Term term, Map<String, List<Term>> known) {
        if (term instanceof VarTerm variable) {
            return known.get(variable.name());
        } else if (term instanceof RefTerm ref) {
            return refValues(ref, known);
        }
        return Constants.isConstant(term) ? List.of(term) : null;
    }

    private static @Nullable List<Term> refValues(RefTerm ref, Map<String, List<Term>> known) {
        List<Term> values = values(ref.head(), known);
        for (Term operand : ref.operands()) {
            if (values == null) {
                return null;
            }
            List<Term> next = new ArrayList<>();
            for (Term value : values) {
                if (Constants.isConstant(operand)) {
                    Term member = member(value, operand);
                    if (member != null) {
                        next.add(member);
                    }
                } else {
                    List<Term> members = members(value);
                    if (members == null) {
                        return null;
                    }
                    next.addAll(members);
                }
            }
            values = next.size() > MOST ? null : next;
        }
        return values;
    }

    /** The members of a constant collection; null for what is none. */
    public static @Nullable List<Term> members(Term value) {
        return value instanceof CollectionTerm collection ? collection.values() : null;
    }

    /** The member of a collection under a key; null if there is none. */
    private static @Nullable Term member(Term value, Term key) {
        return switch (TermKind.of(value)) {
            case ARRAY -> item(((ArrayTerm) value).items(), key);
            case SET -> ((SetTerm) value).items().contains(key) ? key : null;
            case OBJECT -> ((ObjectTerm) value).get(key).orElse(null);
            case NULL, BOOLEAN, NUMBER, STRING, TEMPLATE_STRING, VAR, REF, CALL -> null;
            case ARRAY_COMPREHENSION, SET_COMPREHENSION, OBJECT_COMPREHENSION -> null;
        };
    }

    private static @Nullable Term item(List<Term> items, Term key) {
        if (!(key instanceof NumberTerm number)) {
            return null;
        }
        try {
            int index = Integer.parseInt(number.text());
            return index >= 0 && index < items.size() ? items.get(index) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
