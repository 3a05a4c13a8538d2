package io.rego4j.filter;

/**
 * A column of a table, as the policy names it: {@code input.tickets.tenant} is the column {@code tenant} of {@code tickets}.
 *
 * @param table the table; empty if the policy names none
 * @param name the column
 */
public record Column(String table, String name) {
    /** From UCAST's {@code table.column}. */
    public static Column of(String field) {
        int dot = field.indexOf('.');
        return dot < 0 ? new Column("", field) : new Column(field.substring(0, dot), field.substring(dot + 1));
    }

    /** {@code table.column}. */
    @Override
    public String toString() {
        return table.isEmpty() ? name : table + "." + name;
    }
}
