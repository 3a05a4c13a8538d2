package io.rego4j.filter;

import io.rego4j.filter.Condition.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Conditions as SQL with parameters. */
final class SqlWriter implements Condition.Visitor<String> {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    /** Not a backslash, which some databases read as an escape in a literal already. */
    private static final String ESCAPE = "!";

    private final Dialect dialect;
    private final List<Object> parameters = new ArrayList<>();

    private SqlWriter(Dialect dialect) {
        this.dialect = dialect;
    }

    static SqlCondition write(Condition condition, Dialect dialect) {
        SqlWriter writer = new SqlWriter(dialect);
        return new SqlCondition(condition.accept(writer), writer.parameters);
    }

    /** Each part is quoted unless it is a plain name: a policy may take a key from its input. */
    private String name(Column column) {
        String name = quoted(column.name());
        return column.table().isEmpty() ? name : quoted(column.table()) + "." + name;
    }

    private String quoted(String name) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        return switch (dialect) {
            case POSTGRESQL, SQLITE -> "\"" + name.replace("\"", "\"\"") + "\"";
            case MYSQL -> "`" + name.replace("`", "``") + "`";
            case SQLSERVER -> "[" + name.replace("]", "]]") + "]";
        };
    }

    /**
     * MySQL compares a text with a number as numbers, and takes each text that is none for 0, so it gets the digits as a text,
     * as OPA writes them too.
     */
    private String parameter(Object value) {
        parameters.add(dialect == Dialect.MYSQL && value instanceof Number ? value.toString() : value);
        return "?";
    }

    @Override
    public String visitAnd(Condition.And and) {
        return joined(and.conditions(), " AND ", "1 = 1");
    }

    @Override
    public String visitOr(Condition.Or or) {
        return joined(or.conditions(), " OR ", "1 = 0");
    }

    private String joined(List<Condition> conditions, String operator, String none) {
        return conditions.isEmpty()
                ? none
                : conditions.stream()
                        .map(condition -> condition.accept(this))
                        .collect(Collectors.joining(operator, "(", ")"));
    }

    @Override
    public String visitComparison(Condition.Comparison comparison) {
        return name(comparison.column()) + " " + comparison.operator().sql() + " " + parameter(comparison.value());
    }

    @Override
    public String visitColumns(Condition.Columns pair) {
        return name(pair.left()) + " " + pair.operator().sql() + " " + name(pair.right());
    }

    @Override
    public String visitNull(Condition.Null test) {
        return name(test.column()) + (test.isNull() ? " IS NULL" : " IS NOT NULL");
    }

    @Override
    public String visitIn(Condition.In in) {
        return name(in.column())
                + in.values().stream()
                        .map(this::parameter)
                        .collect(Collectors.joining(", ", in.isIn() ? " IN (" : " NOT IN (", ")"));
    }

    @Override
    public String visitText(Condition.Text text) {
        String name = name(text.column());
        if (dialect == Dialect.SQLITE) {
            return inSqlite(text, name);
        }
        String pattern = escaped(text.text());
        String like = switch (text.match()) {
            case STARTS_WITH -> pattern + "%";
            case ENDS_WITH -> "%" + pattern;
            case CONTAINS -> "%" + pattern + "%";
        };
        return name + (text.matches() ? " LIKE " : " NOT LIKE ") + parameter(like) + " ESCAPE '" + ESCAPE + "'";
    }

    /** SQLite's LIKE takes upper and lower case for the same. */
    private String inSqlite(Condition.Text text, String name) {
        int length = text.text().codePointCount(0, text.text().length());
        String compare = text.matches() ? " = " : " <> ";
        if (text.match() == Match.CONTAINS) {
            return "instr(" + name + ", " + parameter(text.text()) + ")" + (text.matches() ? " > 0" : " = 0");
        } else if (length == 0) {
            return name + compare + name;
        }
        String part = text.match() == Match.STARTS_WITH ? "1, " + length : String.valueOf(-length);
        return "substr(" + name + ", " + part + ")" + compare + parameter(text.text());
    }

    private String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == '%' || c == '_' || c == '!' || c == '[' && dialect == Dialect.SQLSERVER) {
                escaped.append(ESCAPE);
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}
