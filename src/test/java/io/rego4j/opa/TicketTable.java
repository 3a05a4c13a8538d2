package io.rego4j.opa;

import io.rego4j.filter.ColumnType;
import io.rego4j.filter.SqlCondition;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A table of made-up tickets in a database inside this JVM, with nulls and texts that need care. */
final class TicketTable implements AutoCloseable {
    static final String[] TEXTS = {
        "acme", "Acme", "o'neill", "a\\b", "\u00fcber", "", "50%", "a_b", "a!b", "[x]", "; DROP TABLE tickets; --", "7"
    };
    static final Map<String, ColumnType> COLUMNS = Map.of(
            "tickets.tenant", ColumnType.TEXT,
            "tickets.owner", ColumnType.TEXT,
            "tickets.resolved", ColumnType.BOOLEAN,
            "tickets.price", ColumnType.NUMBER,
            "tickets.budget", ColumnType.NUMBER);

    private final Connection database;
    private final List<Map<String, Object>> rows = new ArrayList<>();

    TicketTable(Random random, int count) throws SQLException {
        database = DriverManager.getConnection("jdbc:h2:mem:");
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE tickets (id INT, tenant VARCHAR(40), owner VARCHAR(40), resolved BOOLEAN,"
                    + " price INT, budget DECIMAL(10, 2))");
        }
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?)")) {
            for (int id = 0; id < count; id++) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("id", id);
                row.put("tenant", orNull(random, TEXTS[random.nextInt(TEXTS.length)]));
                row.put("owner", orNull(random, TEXTS[random.nextInt(TEXTS.length)]));
                row.put("resolved", orNull(random, random.nextBoolean()));
                row.put("price", orNull(random, random.nextInt(10)));
                row.put("budget", orNull(random, random.nextInt(20) / 2.0));
                rows.add(row);
                int column = 1;
                for (Object value : row.values()) {
                    insert.setObject(column++, value);
                }
                insert.execute();
            }
        }
    }

    private static Object orNull(Random random, Object value) {
        return random.nextInt(4) == 0 ? null : value;
    }

    List<Map<String, Object>> rows() {
        return rows;
    }

    /** The ids of the rows that fulfil a condition. */
    List<Integer> select(SqlCondition condition) throws SQLException {
        List<Integer> ids = new ArrayList<>();
        try (PreparedStatement select =
                database.prepareStatement("SELECT id FROM tickets WHERE " + condition.text() + " ORDER BY id")) {
            for (int i = 0; i < condition.parameters().size(); i++) {
                select.setObject(i + 1, condition.parameters().get(i));
            }
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getInt(1));
                }
            }
        }
        return ids;
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
