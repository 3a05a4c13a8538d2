package io.rego4j.dsl;

import io.rego4j.ast.Term;
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

    static List<Term> terms(@Nullable Object... values) {
        List<Term> terms = new ArrayList<>(values.length);
        for (Object value : values) {
            terms.add(term(value));
        }
        return terms;
    }

    private static @Nullable Term known(Object value) {
        return value instanceof Operand operand ? operand.term() : null;
    }
}
