package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.json.PartialAnswer;
import io.rego4j.opa.DataFilters.Dialect;
import io.rego4j.opa.DataFilters.Filter;
import io.rego4j.opa.DataFilters.Ucast;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of a real database, filtered by a policy: the same rows as when OPA is asked about each. */
class DataFiltersTest {
    private static final String POLICY = """
            package filters

            # METADATA
            # scope: document
            # compile:
            #   unknowns: [input.tickets]
            #   mask_rule: data.filters.masks
            include if {
                input.tickets.tenant == input.user.tenant
                not input.user.blocked
            }

            include if {
                input.user.admin
                input.tickets.resolved == false
                input.tickets.price > 500
            }

            masks.tickets.note.replace.value := "***" if {
                not input.user.admin
            }

            all if true

            none if false

            odd if count(input.tickets.tenant) > 3
            """;
    private static Opa opa;

    @BeforeAll
    static void load() {
        opa = Opa.local().load(Policies.none().module("filters.rego", POLICY));
    }

    @AfterAll
    static void close() {
        opa.close();
    }

    @Test
    void givesTheSameRowsAsAskingAboutEach() throws Exception {
        String[] tenants = {"acme", "o'neill", "a\\b", "\u00fcber", ""};
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:")) {
            List<Map<String, Object>> rows = fill(database, tenants);
            PreparedQuery include = opa.prepare("data.filters.include");
            for (String tenant : tenants) {
                for (boolean admin : new boolean[] {true, false}) {
                    Map<String, Object> user = Map.of("tenant", tenant, "admin", admin);
                    Filter filter = opa.filters()
                            .sql("data.filters.include", Map.of("user", user), Dialect.SQLSERVER, List.of());
                    List<Integer> one = new ArrayList<>();
                    for (Map<String, Object> row : rows) {
                        if (include.allowed(Map.of("user", user, "tickets", row))) {
                            one.add((Integer) row.get("id"));
                        }
                    }
                    assertThat(filter.allowed()).isTrue();
                    assertThat(select(database, filter.where()))
                            .as(filter.where())
                            .isEqualTo(one);
                    assertThat(filter.mask("tickets", "note").isPresent()).isEqualTo(!admin);
                }
            }
        }
    }

    private static List<Map<String, Object>> fill(Connection database, String[] tenants) throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = database.createStatement()) {
            statement.execute(
                    "CREATE TABLE tickets (id INT, tenant VARCHAR(20), resolved BOOLEAN, price INT, note VARCHAR(20))");
        }
        Random random = new Random(5);
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO tickets VALUES (?, ?, ?, ?, 'x')")) {
            for (int id = 0; id < 60; id++) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("id", id);
                row.put("tenant", tenants[random.nextInt(tenants.length)]);
                row.put("resolved", random.nextBoolean());
                row.put("price", random.nextInt(1000));
                rows.add(row);
                insert.setInt(1, id);
                insert.setString(2, (String) row.get("tenant"));
                insert.setBoolean(3, (Boolean) row.get("resolved"));
                insert.setInt(4, (Integer) row.get("price"));
                insert.execute();
            }
        }
        return rows;
    }

    private static List<Integer> select(Connection database, String where) throws Exception {
        List<Integer> ids = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM tickets " + where + " ORDER BY id")) {
            while (rows.next()) {
                ids.add(rows.getInt(1));
            }
        }
        return ids;
    }

    @Test
    void writesEachDialectAndUcast() {
        Map<String, Object> input = Map.of("user", Map.of("tenant", "o'x"));
        DataFilters filters = opa.filters();
        assertThat(filters.sql("data.filters.include", input, Dialect.POSTGRESQL, List.of())
                        .where())
                .isEqualTo("WHERE tickets.tenant = E'o\\'x'");
        for (Dialect dialect : Dialect.values()) {
            assertThat(filters.sql("data.filters.include", input, dialect, List.of())
                            .where())
                    .startsWith("WHERE tickets.tenant = ");
        }
        for (Ucast form : Ucast.values()) {
            assertThat(filters.ucast("data.filters.include", input, form, List.of())
                            .ucast())
                    .hasToString(
                            "{\"field\":\"tickets.tenant\",\"operator\":\"eq\",\"type\":\"field\",\"value\":\"o'x\"}");
        }
    }

    @Test
    void tellsEveryRowFromNoRow() {
        List<String> unknowns = List.of("input.tickets");
        Filter all = opa.filters().sql("data.filters.all", Map.of(), Dialect.SQLITE, unknowns);
        assertThat(all.allowed()).isTrue();
        assertThat(all.where()).isEmpty();
        assertThat(opa.filters()
                        .sql("data.filters.none", Map.of(), Dialect.SQLITE, unknowns)
                        .allowed())
                .isFalse();
        assertThat(opa.filters()
                        .ucast("data.filters.none", Map.of(), Ucast.ALL, unknowns)
                        .allowed())
                .isFalse();
        assertThat(opa.filters()
                        .ucast("data.filters.all", Map.of(), Ucast.ALL, unknowns)
                        .allowed())
                .isTrue();
    }

    @Test
    void saysWhatNoDatabaseCanDo() {
        assertThatThrownBy(
                        () -> opa.filters().sql("data.filters.odd", Map.of(), Dialect.SQLITE, List.of("input.tickets")))
                .isInstanceOf(OpaException.class)
                .hasMessageContaining("count");
        assertThatThrownBy(() -> Opa.command().filters()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void givesTheResidualPolicyAsTrees() {
        PartialAnswer left = OpaTools.find()
                .partial(
                        Policies.none().module("filters.rego", POLICY),
                        "data.filters.include == true",
                        Input.json("{\"user\": {\"tenant\": \"acme\", \"admin\": true}}"),
                        List.of("input.tickets"));
        assertThat(left.queries()).hasSize(2);
        assertThat(left.queries().get(0).exprs().get(0)).hasToString("\"acme\" = input.tickets.tenant");
    }
}
