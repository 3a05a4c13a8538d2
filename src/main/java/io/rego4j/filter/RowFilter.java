package io.rego4j.filter;

import java.util.List;
import java.util.Map;

/**
 * The rows that a policy lets pass: all, none, or those that fulfil a condition. Each of the three is a condition in SQL and
 * for a visitor too, so that nothing has to be asked before it is used: no rows is a condition that is false.
 */
public sealed interface RowFilter {
    /** The condition: empty {@link Condition.And} for all rows, empty {@link Condition.Or} for none. */
    Condition condition();

    /** What columns show in place of their values. */
    Masks masks();

    /**
     * Every row passes.
     *
     * @param masks what columns show in place of their values
     */
    record AllRows(Masks masks) implements RowFilter {
        @Override
        public Condition condition() {
            return Condition.TRUE;
        }
    }

    /** No row passes, whatever it holds: the database need not be asked. */
    record NoRows() implements RowFilter {
        @Override
        public Condition condition() {
            return Condition.FALSE;
        }

        @Override
        public Masks masks() {
            return Masks.NONE;
        }
    }

    /**
     * The rows pass that fulfil a condition.
     *
     * @param condition the condition
     * @param masks what columns show in place of their values
     */
    record Where(Condition condition, Masks masks) implements RowFilter {}

    /** The condition as SQL, for a place after {@code WHERE}. It is never empty. */
    default SqlCondition toSql(Dialect dialect) {
        return SqlWriter.write(condition(), dialect);
    }

    /**
     * The same rows of tables whose columns are known: a condition on any other column is refused, and a value of another
     * type than its column's is compared as Rego does, where databases convert one into the other or fail.
     *
     * @param columns the types by {@code table.column}
     * @throws IllegalArgumentException if the condition names another column
     */
    default RowFilter forColumns(Map<String, ColumnType> columns) {
        Condition typed = condition().accept(new ColumnTyping(columns));
        if (typed.equals(Condition.TRUE)) {
            return new AllRows(masks());
        }
        return typed.equals(Condition.FALSE) ? new NoRows() : new Where(typed, masks());
    }

    /** The columns that the condition names, as {@code table.column}, in their order. */
    default List<Column> columns() {
        return condition().columns();
    }
}
