package io.rego4j.filter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OPA's Compile API: a rule about rows that are not known yet becomes a condition for a database. The rule is asked with the
 * input that is known; what it says about the unknowns is left over. It needs an engine that is a server, of OPA 1.9 or later.
 */
public interface DataFilters {
    /**
     * The rows that a rule lets pass, where the rule's METADATA says what is unknown ({@code compile: unknowns:}).
     *
     * @param rule such as {@code data.filters.include}
     * @param input what is known
     * @throws io.rego4j.opa.OpaException if there is no such rule, if nothing says what is unknown, or if no database can
     *     evaluate what is left; the error names the expression
     */
    default RowFilter rows(String rule, @Nullable Object input) {
        return rows(rule, input, List.of());
    }

    /**
     * The rows that a rule lets pass.
     *
     * @param rule such as {@code data.filters.include}
     * @param input what is known
     * @param unknowns what is not, such as {@code input.tickets}; empty if the rule's METADATA says it
     * @throws io.rego4j.opa.OpaException if there is no such rule, if nothing says what is unknown, or if no database can
     *     evaluate what is left; the error names the expression
     */
    RowFilter rows(String rule, @Nullable Object input, List<String> unknowns);
}
