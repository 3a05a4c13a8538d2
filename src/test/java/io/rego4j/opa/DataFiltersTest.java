package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.filter.ColumnType;
import io.rego4j.filter.Dialect;
import io.rego4j.filter.RowFilter;
import io.rego4j.filter.SqlCondition;
import io.rego4j.json.PartialAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of a real database, filtered by a policy: the same rows as when OPA is asked about each. */
class DataFiltersTest {
    private static final String META = "# METADATA\n# scope: document\n# compile:\n#   unknowns: [input.tickets]\n";
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

            masks.tickets.note.replace.value := "***" if not input.user.admin

            masks.tickets.price := {} if not input.user.admin

            bare if input.tickets.tenant == input.user.tenant

            all if true

            none if false

            not_true := "yes"

            odd if count(input.tickets.tenant) > 3

            present if input.tickets.owner = _

            # METADATA
            # scope: document
            # compile:
            #   mask_rule: data.filters.hashes
            hashed if true

            hashes.tickets.note.hash := "sha256"

            by_index if input.tickets[0] == "x"

            of_two if startswith(input.tickets.tenant, input.tickets.owner)

            of_object if input.tickets.tenant in {"x": 1}
            """;
    private static final List<String> UNKNOWNS = List.of("input.tickets");
    /** More with {@code -Drego4j.seeds=…}. */
    private static final int SEEDS = Integer.getInteger("rego4j.seeds", 12);

    private static Opa opa;

    @BeforeAll
    static void load() {
        opa = Opa.local().load(Policies.none().module("filters.rego", POLICY));
    }

    @AfterAll
    static void close() {
        opa.close();
    }

    private static RowFilter rows(String rule) {
        return opa.filters().rows("data.filters." + rule, Map.of("user", Map.of("tenant", "o'x")), UNKNOWNS);
    }

    @Test
    void givesTheSameRowsAsAskingAboutEach() throws Exception {
        int[] kinds = new int[4];
        try (Opa generated = Opa.local()) {
            for (int seed = 0; seed < SEEDS; seed++) {
                Random random = new Random(seed);
                FilterPolicies policies = new FilterPolicies(random);
                String module = policies.module(10);
                generated.load(Policies.none().module("filters.rego", module));
                try (TicketTable table = new TicketTable(random, 25)) {
                    for (int i = 0; i < 20; i++) {
                        kinds[compare(generated, "data.filters.r" + i % 10, policies.user(), table, module)]++;
                    }
                }
            }
        }
        System.out.printf(
                "filters: %d of every row, %d of no row, %d conditions, %d refused by OPA%n",
                kinds[0], kinds[1], kinds[2], kinds[3]);
        assertThat(kinds[0]).isPositive();
        assertThat(kinds[1]).isPositive();
        assertThat(kinds[2]).isGreaterThan(100);
    }

    private static int compare(Opa opa, String rule, Map<String, Object> user, TicketTable table, String module)
            throws Exception {
        RowFilter filter;
        try {
            filter = opa.filters().rows(rule, Map.of("user", user));
        } catch (OpaException e) {
            assertThat(e.error().code()).as(e.error().toString()).isEqualTo("pe_fragment_error");
            return 3;
        }
        List<Integer> oneByOne = new ArrayList<>();
        PreparedQuery query = opa.prepare(rule);
        for (Map<String, Object> row : table.rows()) {
            if (query.allowed(Map.of("user", user, "tickets", row))) {
                oneByOne.add((Integer) row.get("id"));
            }
        }
        RowFilter typed = filter.forColumns(TicketTable.COLUMNS);
        for (Dialect dialect : Dialect.values()) {
            SqlCondition condition = typed.toSql(dialect);
            assertThat(table.select(condition))
                    .as("%s for %s as %s in%n%s", rule, user, condition, module)
                    .isEqualTo(oneByOne);
        }
        return filter instanceof RowFilter.AllRows ? 0 : filter instanceof RowFilter.NoRows ? 1 : 2;
    }

    @Test
    void bindsValuesInEachDialect() {
        Map<String, Object> input = Map.of("user", Map.of("tenant", "o'x", "admin", true));
        RowFilter filter = opa.filters().rows("data.filters.include", input);
        for (Dialect dialect : Dialect.values()) {
            assertThat(filter.toSql(dialect))
                    .isEqualTo(new SqlCondition(
                            "(tickets.tenant = ? OR (tickets.resolved = ? AND tickets.price > ?))",
                            List.of("o'x", false, dialect == Dialect.MYSQL ? (Object) "500" : 500L)));
        }
        assertThat(filter.columns())
                .extracting(Object::toString)
                .containsExactly("tickets.tenant", "tickets.resolved", "tickets.price");
    }

    @Test
    void isAFalseConditionForNoRowAndATrueOneForEveryRow() {
        assertThat(rows("all").toSql(Dialect.SQLITE)).hasToString("1 = 1 []");
        assertThat(rows("all")).isInstanceOf(RowFilter.AllRows.class);
        assertThat(rows("none").toSql(Dialect.SQLITE)).hasToString("1 = 0 []");
        assertThat(rows("none")).isInstanceOf(RowFilter.NoRows.class);
    }

    @Test
    void namesAnUnknownRuleAndMissingUnknowns() {
        assertThatThrownBy(() -> rows("inclde"))
                .isInstanceOf(OpaException.class)
                .hasMessage("rego4j_unknown_document: no rule and no data defines data.filters.inclde: did you mean"
                        + " data.filters.include?");
        assertThatThrownBy(() -> opa.filters().rows("data.filters.bare", Map.of("user", Map.of("tenant", "x"))))
                .isInstanceOf(OpaException.class)
                .hasMessage("rego4j_unsupported: nothing says what is unknown to data.filters.bare: name it, as"
                        + " input.tickets, or in the rule's METADATA under compile: unknowns:");
    }

    @Test
    void saysWhatNoDatabaseCanDecide() {
        assertThatThrownBy(() -> rows("odd"))
                .isInstanceOf(OpaException.class)
                .hasMessage("filters.rego:31: pe_fragment_error: gt: nested call operand: count(input.tickets.tenant)");
        assertThatThrownBy(() -> rows("of_two"))
                .isInstanceOf(OpaException.class)
                .hasMessage(
                        "pe_fragment_error: data.filters.of_two: no database can decide {\"field\":\"tickets.tenant\","
                                + "\"operator\":\"startswith\",\"type\":\"field\",\"value\":null}");
        assertThatThrownBy(() -> rows("of_object"))
                .isInstanceOf(OpaException.class)
                .hasMessageContaining("no database can decide");
        assertThatThrownBy(() -> Opa.command().filters()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void takesNoConditionThatOpaCannotTranslateForEveryRow() {
        // OPA's Compile API answers with the filter that lets every row pass.
        assertThatThrownBy(() -> rows("by_index"))
                .isInstanceOf(OpaException.class)
                .hasMessage(
                        "pe_fragment_error: data.filters.by_index: no database can decide input.tickets[0] = \"x\"");
        assertThatThrownBy(() -> rows("not_true"))
                .isInstanceOf(OpaException.class)
                .hasMessage("pe_fragment_error: data.filters.not_true: its value is not true");
    }

    @Test
    void testsForExistence() {
        assertThat(rows("present").toSql(Dialect.POSTGRESQL)).hasToString("tickets.owner IS NOT NULL []");
    }

    @Test
    void quotesNamesThatComeFromTheInput() throws Exception {
        String policy = "package p\n\n" + META + "x if input.tickets[input.column] == 1\n";
        try (Opa other = Opa.local().load(Policies.none().module("p.rego", policy))) {
            RowFilter filter = other.filters().rows("data.p.x", Map.of("column", "a = 1 OR \"1`]"));
            assertThat(filter.toSql(Dialect.POSTGRESQL).text()).isEqualTo("tickets.\"a = 1 OR \"\"1`]\" = ?");
            assertThat(filter.toSql(Dialect.MYSQL).text()).isEqualTo("tickets.`a = 1 OR \"1``]` = ?");
            assertThat(filter.toSql(Dialect.SQLSERVER).text()).isEqualTo("tickets.[a = 1 OR \"1`]]] = ?");
            assertThatThrownBy(() -> filter.forColumns(Map.of("tickets.price", ColumnType.NUMBER)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "the policy names the column tickets.a = 1 OR \"1`], which is not one of [tickets.price]");
        }
    }

    @Test
    void readsUnknownsOfAPackageAndOfThoseAboveIt() {
        Policies policies = Policies.none()
                .module("a.rego", "# METADATA\n# scope: package\n# compile:\n#   unknowns: [input.t]\npackage a.b\n")
                .module("b.rego", "package a.b\n\nall if true\n\none if input.t.x == 1\n")
                .module("c.rego", "# METADATA\n# scope: subpackages\n# compile:\n#   unknowns: [input.t]\npackage c\n")
                .module("d.rego", "package c.d\n\nall if true\n");
        try (Opa other = Opa.local().load(policies)) {
            assertThat(other.filters().rows("data.a.b.one", Map.of()).toSql(Dialect.SQLITE))
                    .hasToString("t.x = ? [1]");
            assertThat(other.filters().rows("data.a.b.all", Map.of())).isInstanceOf(RowFilter.AllRows.class);
            assertThat(other.filters().rows("data.c.d.all", Map.of())).isInstanceOf(RowFilter.AllRows.class);
        }
    }

    record Ticket(int id, String note, Integer price) {}

    @Test
    void masksRowsByOneCall() {
        RowFilter filter = opa.filters().rows("data.filters.include", Map.of("user", Map.of("tenant", "x")));
        assertThat(filter.masks().apply("tickets", Map.of("ID", 1, "NOTE", "secret", "price", 3)))
                .isEqualTo(Map.of("ID", 1, "NOTE", "***", "price", 3));
        assertThat(filter.masks().apply("tickets", new Ticket(1, "secret", 3), Ticket.class, new ObjectMapper()))
                .isEqualTo(new Ticket(1, "***", 3));
        assertThatThrownBy(() -> filter.masks().apply("tickets", Map.of(), Map.class, new ObjectMapper()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tickets.note is masked, and java.util.Map has no property of that name");
        assertThatThrownBy(() -> rows("hashed"))
                .isInstanceOf(OpaException.class)
                .hasMessage(
                        "pe_fragment_error: data.filters.hashed: the mask of tickets.note is {\"hash\":\"sha256\"}, not"
                                + " {\"replace\": {\"value\": …}}");
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
