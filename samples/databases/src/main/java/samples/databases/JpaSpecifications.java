package samples.databases;

import io.rego4j.filter.Column;
import io.rego4j.filter.Condition;
import io.rego4j.filter.Condition.Operator;
import io.rego4j.filter.RowFilter;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.springframework.data.jpa.domain.Specification;

/**
 * The rows that a policy lets pass, as a specification of JPA. A column is the attribute of that name of the entity; another
 * one, as a policy might take from its input, is an error of JPA.
 */
public final class JpaSpecifications implements Condition.Visitor<Predicate> {
    private static final char ESCAPE = '!';

    private final Root<?> root;
    private final CriteriaBuilder builder;

    private JpaSpecifications(Root<?> root, CriteriaBuilder builder) {
        this.root = root;
        this.builder = builder;
    }

    /** The specification: {@code repository.findAll(JpaSpecifications.of(rows))}. */
    public static <T> Specification<T> of(RowFilter rows) {
        return (root, query, builder) -> rows.condition().accept(new JpaSpecifications(root, builder));
    }

    private Path<?> column(Column column) {
        return root.get(column.name());
    }

    /** The value as the type of the attribute: JPA compares numbers of one type. */
    private Object valueFor(Path<?> attribute, Object value) {
        if (!(value instanceof Number) || !Number.class.isAssignableFrom(attribute.getJavaType())) {
            return value;
        }
        BigDecimal number = new BigDecimal(value.toString());
        if (attribute.getJavaType() == Integer.class) {
            return number.intValueExact();
        } else if (attribute.getJavaType() == Long.class) {
            return number.longValueExact();
        } else if (attribute.getJavaType() == Double.class) {
            return number.doubleValue();
        }
        return attribute.getJavaType() == BigInteger.class ? number.toBigIntegerExact() : number;
    }

    @Override
    public Predicate visitAnd(Condition.And and) {
        return builder.and(predicates(and.conditions()));
    }

    /** JPA takes an empty "or" for one that is false, as it has to be. */
    @Override
    public Predicate visitOr(Condition.Or or) {
        return builder.or(predicates(or.conditions()));
    }

    private Predicate[] predicates(List<Condition> conditions) {
        return conditions.stream().map(each -> each.accept(this)).toArray(Predicate[]::new);
    }

    @Override
    public Predicate visitComparison(Condition.Comparison test) {
        Path<?> attribute = column(test.column());
        return compare(attribute, test.operator(), builder.literal(valueFor(attribute, test.value())));
    }

    @Override
    public Predicate visitColumns(Condition.Columns pair) {
        return compare(column(pair.left()), pair.operator(), column(pair.right()));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Predicate compare(Expression left, Operator operator, Expression right) {
        return switch (operator) {
            case EQ -> builder.equal(left, right);
            case NE -> builder.notEqual(left, right);
            case LT -> builder.lessThan(left, right);
            case LE -> builder.lessThanOrEqualTo(left, right);
            case GT -> builder.greaterThan(left, right);
            case GE -> builder.greaterThanOrEqualTo(left, right);
        };
    }

    @Override
    public Predicate visitNull(Condition.Null test) {
        return test.isNull() ? builder.isNull(column(test.column())) : builder.isNotNull(column(test.column()));
    }

    @Override
    public Predicate visitIn(Condition.In in) {
        Path<?> attribute = column(in.column());
        Predicate isIn = attribute.in(
                in.values().stream().map(value -> valueFor(attribute, value)).toList());
        return in.isIn() ? isIn : builder.not(isIn);
    }

    @Override
    public Predicate visitText(Condition.Text text) {
        String escaped = text.text().replaceAll("[!%_]", ESCAPE + "$0");
        String pattern = switch (text.match()) {
            case STARTS_WITH -> escaped + "%";
            case ENDS_WITH -> "%" + escaped;
            case CONTAINS -> "%" + escaped + "%";
        };
        Expression<String> attribute = column(text.column()).as(String.class);
        return text.matches() ? builder.like(attribute, pattern, ESCAPE) : builder.notLike(attribute, pattern, ESCAPE);
    }
}
