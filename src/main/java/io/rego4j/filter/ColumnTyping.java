package io.rego4j.filter;

import io.rego4j.filter.Condition.Operator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Decides comparisons of columns with values of another type, as OPA orders types ({@code v1/ast/compare.go}). */
record ColumnTyping(Map<String, ColumnType> columns) implements Condition.Visitor<Condition> {
    ColumnTyping {
        columns = Map.copyOf(columns);
    }

    private ColumnType type(Column column) {
        ColumnType type = columns.get(column.toString());
        if (type == null) {
            throw new IllegalArgumentException("the policy names the column " + column + ", which is not one of "
                    + new TreeSet<>(columns.keySet()));
        }
        return type;
    }

    /** What a comparison of two types says about values that are not null. */
    private static boolean holds(ColumnType left, Operator operator, ColumnType right) {
        int order = left.compareTo(right);
        return switch (operator) {
            case EQ -> order == 0;
            case NE -> order != 0;
            case LT, LE -> order < 0;
            case GT, GE -> order > 0;
        };
    }

    private static Condition decided(boolean holds, Column... notNull) {
        return holds
                ? Condition.and(List.of(notNull).stream()
                        .<Condition>map(column -> new Condition.Null(column, false))
                        .toList())
                : Condition.FALSE;
    }

    @Override
    public Condition visitAnd(Condition.And and) {
        return Condition.and(
                and.conditions().stream().map(each -> each.accept(this)).toList());
    }

    @Override
    public Condition visitOr(Condition.Or or) {
        return Condition.or(
                or.conditions().stream().map(each -> each.accept(this)).toList());
    }

    @Override
    public Condition visitComparison(Condition.Comparison comparison) {
        ColumnType type = type(comparison.column());
        ColumnType other = ColumnType.of(comparison.value());
        return type == other ? comparison : decided(holds(type, comparison.operator(), other), comparison.column());
    }

    @Override
    public Condition visitColumns(Condition.Columns pair) {
        ColumnType left = type(pair.left());
        ColumnType right = type(pair.right());
        return left == right ? pair : decided(holds(left, pair.operator(), right), pair.left(), pair.right());
    }

    @Override
    public Condition visitNull(Condition.Null test) {
        type(test.column());
        return test;
    }

    @Override
    public Condition visitIn(Condition.In in) {
        ColumnType type = type(in.column());
        List<Object> values = in.values().stream()
                .filter(value -> ColumnType.of(value) == type)
                .toList();
        return values.isEmpty() ? decided(!in.isIn(), in.column()) : new Condition.In(in.column(), values, in.isIn());
    }

    @Override
    public Condition visitText(Condition.Text text) {
        return type(text.column()) == ColumnType.TEXT ? text : decided(!text.matches(), text.column());
    }
}
