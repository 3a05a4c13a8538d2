package io.rego4j.filter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A condition on a row: OPA's UCAST with two changes that make it safe to hand to a database. Nothing is negated as a whole,
 * since {@code NOT} is not what Rego means where a column is null: each test has its own negation. And where Rego decides
 * about null otherwise than SQL, a test for null is added: {@code input.tickets.owner != "ann"} holds where the owner is null,
 * so it is {@code owner <> ? OR owner IS NULL}. A null column is the {@code null} of an input; a translation test by test is
 * then exact.
 */
public sealed interface Condition {
    /** It holds for every row. */
    Condition TRUE = new And(List.of());
    /** It holds for no row. */
    Condition FALSE = new Or(List.of());

    /** Makes something else of a condition, test by test. */
    interface Visitor<R> {
        /** All of these hold; true if there are none. */
        R visitAnd(And and);

        /** One of these holds; false if there are none. */
        R visitOr(Or or);

        /** A column is compared with a value. */
        R visitComparison(Comparison comparison);

        /** Two columns are compared. */
        R visitColumns(Columns columns);

        /** A column is null, or is not. */
        R visitNull(Null test);

        /** A column has one of some values, or none of them. */
        R visitIn(In in);

        /** A text matches, or does not. */
        R visitText(Text text);
    }

    /** Comparisons, as OPA orders values. */
    enum Operator {
        EQ("="),
        NE("<>"),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">=");

        private final String sql;

        Operator(String sql) {
            this.sql = sql;
        }

        /** The operator in SQL. */
        public String sql() {
            return sql;
        }

        /** What holds where this does not. */
        public Operator negated() {
            return switch (this) {
                case EQ -> NE;
                case NE -> EQ;
                case LT -> GE;
                case LE -> GT;
                case GT -> LE;
                case GE -> LT;
            };
        }
    }

    /** Where in a text another one is looked for. */
    enum Match {
        STARTS_WITH,
        ENDS_WITH,
        CONTAINS
    }

    /** All of them hold. */
    record And(List<Condition> conditions) implements Condition {
        public And {
            conditions = List.copyOf(conditions);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitAnd(this);
        }
    }

    /** One of them holds. */
    record Or(List<Condition> conditions) implements Condition {
        public Or {
            conditions = List.copyOf(conditions);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitOr(this);
        }
    }

    /**
     * A column compared with a value; it does not hold where the column is null.
     *
     * @param value a string, a boolean, a {@link Long} or a {@link java.math.BigDecimal}
     */
    record Comparison(Column column, Operator operator, Object value) implements Condition {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitComparison(this);
        }
    }

    /** Two columns compared; it does not hold where one is null. */
    record Columns(Column left, Operator operator, Column right) implements Condition {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitColumns(this);
        }
    }

    /** A column is null, or is not. */
    record Null(Column column, boolean isNull) implements Condition {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitNull(this);
        }
    }

    /**
     * A column has one of the values, or none of them; it does not hold where the column is null.
     *
     * @param values at least one, each as in {@link Comparison}
     */
    record In(Column column, List<Object> values, boolean isIn) implements Condition {
        public In {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("no values: that is Condition.FALSE");
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitIn(this);
        }
    }

    /** A column's text matches, or does not; it does not hold where the column is null. */
    record Text(Column column, Match match, String text, boolean matches) implements Condition {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.visitText(this);
        }
    }

    /** The visitor's method for this kind of condition. */
    <R> R accept(Visitor<R> visitor);

    /** All of them; those that always hold are left out, and {@link #FALSE} is all that remains where one never does. */
    static Condition and(List<Condition> conditions) {
        Set<Condition> left = new LinkedHashSet<>(conditions);
        left.remove(TRUE);
        if (left.contains(FALSE)) {
            return FALSE;
        }
        return left.size() == 1 ? left.iterator().next() : new And(List.copyOf(left));
    }

    /** One of them; those that never hold are left out, and {@link #TRUE} is all that remains where one always does. */
    static Condition or(List<Condition> conditions) {
        Set<Condition> left = new LinkedHashSet<>(conditions);
        left.remove(FALSE);
        if (left.contains(TRUE)) {
            return TRUE;
        }
        return left.size() == 1 ? left.iterator().next() : new Or(List.copyOf(left));
    }

    /** The columns that it names, each once. */
    default List<Column> columns() {
        Set<Column> columns = new LinkedHashSet<>();
        accept(new ColumnNames(columns));
        return new ArrayList<>(columns);
    }
}
