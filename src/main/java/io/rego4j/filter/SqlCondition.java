package io.rego4j.filter;

import java.util.List;

/**
 * A condition in SQL.
 *
 * @param text the condition, with {@code ?} for each parameter, in brackets where it needs them to stand beside others
 * @param parameters what is bound to the {@code ?}, in their order: strings, booleans, {@link Long} and {@link
 *     java.math.BigDecimal}
 */
public record SqlCondition(String text, List<Object> parameters) {
    public SqlCondition {
        parameters = List.copyOf(parameters);
    }

    /** The condition with its parameters, for logs: it is no SQL. */
    @Override
    public String toString() {
        return text + " " + parameters;
    }
}
