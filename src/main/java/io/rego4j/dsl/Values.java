package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.Term;
import io.rego4j.dsl.value.RegoNames;
import io.rego4j.dsl.value.ValueConverter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java values and operands as terms: the rules stand at {@link Dsl#value(Object)}. */
final class Values {
    private Values() {}

    static Term term(@Nullable Object value) {
        return value instanceof Operand operand ? operand.term() : new ValueConverter(Values::known).term(value);
    }

    /** @param parameter the name of the parameter that the values were given for */
    static List<Term> terms(String parameter, @Nullable Object[] values) {
        List<Term> terms = new ArrayList<>(requireNonNull(values, parameter).length);
        for (Object value : values) {
            terms.add(term(value));
        }
        return terms;
    }

    /** Declared names and patterns. */
    static List<Term> declared(String parameter, Object... names) {
        List<Term> terms = new ArrayList<>();
        for (Object name : requireNonNull(names, parameter)) {
            terms.add(declared(parameter, name));
        }
        return List.copyOf(terms);
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
