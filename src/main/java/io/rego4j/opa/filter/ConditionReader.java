package io.rego4j.opa.filter;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.filter.Column;
import io.rego4j.filter.Condition;
import io.rego4j.filter.Condition.Match;
import io.rego4j.filter.Condition.Operator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * OPA's UCAST ({@code internal/ucast}) as a condition: negations are moved down to the tests, and null is decided as Rego
 * does, where null is a value like others and comes before them all.
 */
final class ConditionReader {
    private static final Map<String, Operator> OPERATORS = Map.of(
            "eq", Operator.EQ,
            "ne", Operator.NE,
            "lt", Operator.LT,
            "lte", Operator.LE,
            "gt", Operator.GT,
            "gte", Operator.GE);
    private static final Map<String, Match> MATCHES =
            Map.of("startswith", Match.STARTS_WITH, "endswith", Match.ENDS_WITH, "contains", Match.CONTAINS);

    private ConditionReader() {}

    /**
     * Reads a tree.
     *
     * @throws IOException if it says what no database can decide; the message names it
     */
    static Condition read(JsonNode node) throws IOException {
        return read(node, true);
    }

    private static Condition read(JsonNode node, boolean holds) throws IOException {
        String operator = node.path("operator").asText();
        JsonNode value = node.path("value");
        switch (operator) {
            case "and", "or":
                List<Condition> parts = new ArrayList<>();
                for (JsonNode part : value) {
                    parts.add(read(part, holds));
                }
                if (parts.isEmpty()) {
                    throw unknown(node);
                }
                return operator.equals("and") == holds ? Condition.and(parts) : Condition.or(parts);
            case "not":
                if (value.size() != 1) {
                    throw unknown(node);
                }
                return read(value.get(0), !holds);
            default:
                return test(node, operator, value, holds);
        }
    }

    private static Condition test(JsonNode node, String operator, JsonNode value, boolean holds) throws IOException {
        if (!node.path("field").isTextual() || value.isMissingNode()) {
            throw unknown(node);
        }
        Column column = Column.of(node.path("field").textValue());
        Operator comparison = OPERATORS.get(operator);
        Match match = MATCHES.get(operator);
        if (comparison != null) {
            Operator wanted = holds ? comparison : comparison.negated();
            if (value.isObject() && value.size() == 1 && value.path("field").isTextual()) {
                return columns(column, wanted, Column.of(value.path("field").textValue()));
            }
            return value.isNull() ? withNull(column, wanted) : compared(column, wanted, scalar(node, value));
        } else if (match != null && value.isTextual()) {
            return text(column, match, value.textValue(), holds);
        } else if (operator.equals("in") && value.isArray()) {
            return in(node, column, value, holds);
        }
        throw unknown(node);
    }

    private static Condition isNull(Column column) {
        return new Condition.Null(column, true);
    }

    private static Condition isNotNull(Column column) {
        return new Condition.Null(column, false);
    }

    private static Condition compared(Column column, Operator operator, Object value) {
        Condition plain = new Condition.Comparison(column, operator, value);
        return switch (operator) {
            case EQ, GT, GE -> plain;
            case NE, LT, LE -> Condition.or(List.of(plain, isNull(column)));
        };
    }

    /** Nothing is less than null. */
    private static Condition withNull(Column column, Operator operator) {
        return switch (operator) {
            case EQ, LE -> isNull(column);
            case NE, GT -> isNotNull(column);
            case LT -> Condition.FALSE;
            case GE -> Condition.TRUE;
        };
    }

    private static Condition columns(Column left, Operator operator, Column right) {
        Condition plain = new Condition.Columns(left, operator, right);
        Condition onlyLeft = Condition.and(List.of(isNotNull(left), isNull(right)));
        Condition onlyRight = Condition.and(List.of(isNull(left), isNotNull(right)));
        return switch (operator) {
            case EQ -> Condition.or(List.of(plain, Condition.and(List.of(isNull(left), isNull(right)))));
            case NE -> Condition.or(List.of(plain, onlyLeft, onlyRight));
            case LT -> Condition.or(List.of(plain, onlyRight));
            case LE -> Condition.or(List.of(plain, isNull(left)));
            case GT -> Condition.or(List.of(plain, onlyLeft));
            case GE -> Condition.or(List.of(plain, isNull(right)));
        };
    }

    private static Condition in(JsonNode node, Column column, JsonNode list, boolean holds) throws IOException {
        List<Object> values = new ArrayList<>();
        boolean nullToo = false;
        for (JsonNode value : list) {
            if (value.isNull()) {
                nullToo = true;
            } else {
                values.add(scalar(node, value));
            }
        }
        Condition ofValues = values.isEmpty()
                ? holds ? Condition.FALSE : isNotNull(column)
                : new Condition.In(column, values, holds);
        return nullToo == holds ? Condition.or(List.of(ofValues, isNull(column))) : ofValues;
    }

    /** Of what is no text, built-ins for texts have no answer, so it does not match. */
    private static Condition text(Column column, Match match, String text, boolean holds) {
        Condition test = new Condition.Text(column, match, text, holds);
        return holds ? test : Condition.or(List.of(test, isNull(column)));
    }

    private static Object scalar(JsonNode node, JsonNode value) throws IOException {
        if (value.isTextual()) {
            return value.textValue();
        } else if (value.isBoolean()) {
            return value.booleanValue();
        } else if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        } else if (value.isNumber()) {
            return value.decimalValue();
        }
        throw unknown(node);
    }

    private static IOException unknown(JsonNode node) {
        return new IOException("no database can decide " + node);
    }
}
