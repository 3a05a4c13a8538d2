package samples.databases;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.rego4j.filter.Column;
import io.rego4j.filter.Condition;
import io.rego4j.filter.Condition.Operator;
import io.rego4j.filter.RowFilter;
import java.math.BigDecimal;
import org.jooq.Comparator;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The rows that a policy lets pass, as a condition of jOOQ, which writes it for its database and binds the values. */
public final class JooqConditions implements Condition.Visitor<org.jooq.Condition> {
    private JooqConditions() {}

    /** The condition: {@code create.selectFrom(TICKETS).where(JooqConditions.of(rows))}. */
    public static org.jooq.Condition of(RowFilter rows) {
        return rows.condition().accept(new JooqConditions());
    }

    private static Field<Object> column(Column column) {
        return field(name(column.table(), column.name()), Object.class);
    }

    /** A column of the type that the value has, so that jOOQ binds the value as it is. */
    private static <T> org.jooq.Condition compare(Column column, Operator operator, T value, Class<T> type) {
        return field(name(column.table(), column.name()), type).compare(comparator(operator), value);
    }

    private static Comparator comparator(Operator operator) {
        return switch (operator) {
            case EQ -> Comparator.EQUALS;
            case NE -> Comparator.NOT_EQUALS;
            case LT -> Comparator.LESS;
            case LE -> Comparator.LESS_OR_EQUAL;
            case GT -> Comparator.GREATER;
            case GE -> Comparator.GREATER_OR_EQUAL;
        };
    }

    @Override
    public org.jooq.Condition visitAnd(Condition.And and) {
        return DSL.and(and.conditions().stream().map(each -> each.accept(this)).toList());
    }

    /** jOOQ takes an empty "or" for one that is false, as it has to be. */
    @Override
    public org.jooq.Condition visitOr(Condition.Or or) {
        return DSL.or(or.conditions().stream().map(each -> each.accept(this)).toList());
    }

    @Override
    public org.jooq.Condition visitComparison(Condition.Comparison test) {
        if (test.value() instanceof String text) {
            return compare(test.column(), test.operator(), text, String.class);
        } else if (test.value() instanceof Boolean bool) {
            return compare(test.column(), test.operator(), bool, Boolean.class);
        }
        return compare(
                test.column(), test.operator(), new BigDecimal(test.value().toString()), BigDecimal.class);
    }

    @Override
    public org.jooq.Condition visitColumns(Condition.Columns pair) {
        return column(pair.left()).compare(comparator(pair.operator()), column(pair.right()));
    }

    @Override
    public org.jooq.Condition visitNull(Condition.Null test) {
        return test.isNull()
                ? column(test.column()).isNull()
                : column(test.column()).isNotNull();
    }

    @Override
    public org.jooq.Condition visitIn(Condition.In in) {
        Field<Object> column = column(in.column());
        return in.isIn() ? column.in(in.values()) : column.notIn(in.values());
    }

    @Override
    public org.jooq.Condition visitText(Condition.Text text) {
        Field<String> column = field(name(text.column().table(), text.column().name()), String.class);
        org.jooq.Condition matches = switch (text.match()) {
            case STARTS_WITH -> column.startsWith(text.text());
            case ENDS_WITH -> column.endsWith(text.text());
            case CONTAINS -> column.contains(text.text());
        };
        return text.matches() ? matches : matches.not();
    }
}
