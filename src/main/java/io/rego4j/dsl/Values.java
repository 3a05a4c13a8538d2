package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.Term;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.dsl.value.ValueConverter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java values and operands as terms: the rules stand at {@link Dsl#value(Object)}. */
final class Values {
    private Values() {}

    static Term term(@Nullable Object value) {
        return value instanceof Operand operand ? operand.term() : ValueConverter.term(value, Values::known);
    }

    /** @param parameter the name of the parameter that the values were given for */
    static List<Term> terms(String parameter, @Nullable Object[] values) {
        Term[] terms = new Term[requireNonNull(values, parameter).length];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = term(values[i]);
        }
        return List.of(terms);
    }

    /** Declared names and patterns. */
    static List<Term> declared(String parameter, Object... names) {
        Term[] terms = new Term[requireNonNull(names, parameter).length];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = declared(parameter, names[i]);
        }
        return List.of(terms);
    }

    /** A declared name, or a pattern. */
    static Term declared(String parameter, Object name) {
        if (requireNonNull(name, parameter) instanceof String string) {
            return string.equals("_") ? RegoNames.wildcard() : RegoNames.var(string);
        }
        return term(name);
    }

    private static @Nullable Term known(Object value) {
        return value instanceof Operand operand ? operand.term() : null;
    }
}
