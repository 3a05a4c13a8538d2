import io.rego4j.filter.Dialect;
import io.rego4j.filter.RowFilter;
import io.rego4j.filter.SqlCondition;
import io.rego4j.opa.Opa;
import io.rego4j.opa.Policies;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of a database that a policy lets through: one query with a WHERE clause, in place of a decision for each row. */
public final class Filters {
    private static final String POLICY = """
            package filters

            # METADATA
            # scope: document
            # compile:
            #   unknowns: [input.tickets]
            #   mask_rule: data.filters.masks
            include if {
                input.tickets.tenant == input.user.tenant
                input.user.admin
            }

            include if {
                input.tickets.tenant == input.user.tenant
                input.tickets.price < 100
                input.tickets.resolved == false
            }

            masks.tickets.note.replace.value := "***" if not input.user.admin
            """;
    private static final String RULE = "data.filters.include";

    private Filters() {}

    /** A row of the table. */
    public record Ticket(int id, String tenant, boolean resolved, int price, String note) {}

    static final List<Ticket> TICKETS = List.of(
            new Ticket(1, "acme", false, 50, "call back"),
            new Ticket(2, "acme", true, 50, "done"),
            new Ticket(3, "acme", false, 500, "expensive"),
            new Ticket(4, "o'neil \\ sons", false, 7, "quotes in the name"),
            new Ticket(5, "globex", false, 10, "of somebody else"));

    /** Shows what three users see, by the database and by OPA row by row. */
    public static void main(String[] args) throws SQLException {
        try (Opa opa = Opa.local().load(Policies.none().module("filters.rego", POLICY));
                Connection database = DriverManager.getConnection("jdbc:h2:mem:")) {
            fill(database);
            show(opa, database, "acme", false);
            show(opa, database, "acme", true);
            show(opa, database, "o'neil \\ sons", false);

            Map<String, Object> acme = Map.of("user", Map.of("tenant", "acme", "admin", false));
            System.out.println();
            for (Dialect dialect : Dialect.values()) {
                System.out.println(
                        dialect + ": " + opa.filters().rows(RULE, acme).toSql(dialect));
            }
        }
    }

    private static void fill(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE tickets"
                    + " (id INT, tenant VARCHAR(40), resolved BOOLEAN, price INT, note VARCHAR(40))");
        }
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO tickets VALUES (?, ?, ?, ?, ?)")) {
            for (Ticket ticket : TICKETS) {
                insert.setInt(1, ticket.id());
                insert.setString(2, ticket.tenant());
                insert.setBoolean(3, ticket.resolved());
                insert.setInt(4, ticket.price());
                insert.setString(5, ticket.note());
                insert.executeUpdate();
            }
        }
    }

    private static void show(Opa opa, Connection database, String tenant, boolean admin) throws SQLException {
        Map<String, Object> user = Map.of("tenant", tenant, "admin", admin);
        RowFilter filter = opa.filters().rows(RULE, Map.of("user", user));
        List<String> rows = select(database, filter);
        List<String> oneByOne = TICKETS.stream()
                .filter(ticket -> opa.allowed(RULE, Map.of("user", user, "tickets", ticket)))
                .map(ticket -> shown(ticket.id(), ticket.note(), filter))
                .toList();
        System.out.println(tenant + (admin ? " (admin)" : "") + ": " + rows + ", OPA row by row says the same: "
                + rows.equals(oneByOne));
    }

    /** The condition is never empty: no row is a condition that is false. */
    private static List<String> select(Connection database, RowFilter filter) throws SQLException {
        List<String> rows = new ArrayList<>();
        SqlCondition condition = filter.toSql(Dialect.POSTGRESQL);
        String sql = "SELECT id, note FROM tickets WHERE " + condition.text() + " ORDER BY id";
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < condition.parameters().size(); i++) {
                statement.setObject(i + 1, condition.parameters().get(i));
            }
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(shown(found.getInt("id"), found.getString("note"), filter));
                }
            }
        }
        return rows;
    }

    private static String shown(int id, String note, RowFilter filter) {
        return id + " " + filter.masks().apply("tickets", Map.of("note", note)).get("note");
    }
}
