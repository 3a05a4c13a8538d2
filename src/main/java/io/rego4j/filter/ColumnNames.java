package io.rego4j.filter;

import java.util.Set;

/** The columns that a condition names. */
record ColumnNames(Set<Column> columns) implements Condition.Visitor<Boolean> {
    @Override
    public Boolean visitAnd(Condition.And and) {
        and.conditions().forEach(each -> each.accept(this));
        return true;
    }

    @Override
    public Boolean visitOr(Condition.Or or) {
        or.conditions().forEach(each -> each.accept(this));
        return true;
    }

    @Override
    public Boolean visitComparison(Condition.Comparison comparison) {
        return columns.add(comparison.column());
    }

    @Override
    public Boolean visitColumns(Condition.Columns pair) {
        return columns.add(pair.left()) | columns.add(pair.right());
    }

    @Override
    public Boolean visitNull(Condition.Null test) {
        return columns.add(test.column());
    }

    @Override
    public Boolean visitIn(Condition.In in) {
        return columns.add(in.column());
    }

    @Override
    public Boolean visitText(Condition.Text text) {
        return columns.add(text.column());
    }
}
