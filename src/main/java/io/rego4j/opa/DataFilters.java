package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OPA's Compile API: a rule about rows that are not known yet becomes a condition for a database. The rule is asked with the
 * input that is known; what it says about the unknowns is left over as SQL or UCAST. It needs an engine that is a server,
 * of OPA 1.9 or later.
 */
public interface DataFilters {
    /** The languages of SQL that OPA writes. */
    enum Dialect {
        POSTGRESQL,
        MYSQL,
        SQLSERVER,
        SQLITE
    }

    /** The forms of UCAST that OPA writes. */
    enum Ucast {
        ALL,
        MINIMAL,
        PRISMA,
        LINQ
    }

    /**
     * A condition.
     *
     * @param allowed false if no row may pass whatever it holds: then there is nothing to ask the database
     * @param where for SQL: {@code WHERE …}, empty if every row may pass. OPA quotes the values in it
     * @param ucast for UCAST: the tree of conditions; null if every or no row may pass
     * @param masks by table and column, what replaces a value; an empty object if nothing is masked
     */
    record Filter(boolean allowed, String where, @Nullable JsonNode ucast, JsonNode masks) {
        /** What a column's value is replaced by: empty if the value is shown. */
        public Optional<JsonNode> mask(String table, String column) {
            JsonNode replace = masks.path(table).path(column).path("replace");
            return replace.has("value") ? Optional.of(replace.get("value")) : Optional.empty();
        }
    }

    /**
     * A rule as SQL.
     *
     * @param rule such as {@code data.filters.include}
     * @param input what is known
     * @param unknowns what is not, such as {@code input.tickets}; empty if the rule's METADATA says it
     * @throws OpaException if OPA cannot make a condition of it; the error names the expression
     */
    Filter sql(String rule, @Nullable Object input, Dialect dialect, List<String> unknowns);

    /**
     * A rule as UCAST.
     *
     * @param rule such as {@code data.filters.include}
     * @param input what is known
     * @param unknowns what is not, such as {@code input.tickets}; empty if the rule's METADATA says it
     * @throws OpaException if OPA cannot make a condition of it; the error names the expression
     */
    Filter ucast(String rule, @Nullable Object input, Ucast form, List<String> unknowns);
}
