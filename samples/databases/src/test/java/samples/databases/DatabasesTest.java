package samples.databases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rego4j.filter.ColumnType;
import io.rego4j.filter.RowFilter;
import io.rego4j.opa.Opa;
import io.rego4j.opa.Policies;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hibernate.cfg.Configuration;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.data.jpa.repository.support.SimpleJpaRepository;

/** jOOQ and JPA find the rows in H2 that OPA lets pass one by one. */
class DatabasesTest {
    private static final String URL = "jdbc:h2:mem:databases;DB_CLOSE_DELAY=-1;CASE_INSENSITIVE_IDENTIFIERS=TRUE";
    private static final String POLICY = """
            # METADATA
            # scope: package
            # compile:
            #   unknowns: [input.tickets]
            package filters

            same if input.tickets.tenant == input.user.tenant

            other if input.tickets.owner != input.user.name

            cheap if input.tickets.price <= 5

            dear if not input.tickets.price < 5.5

            open if input.tickets.resolved == false

            text if startswith(input.tickets.tenant, "a_")

            text if contains(input.tickets.tenant, "%")

            text if endswith(input.tickets.owner, "!b")

            no_text if not contains(input.tickets.owner, "_")

            some_of if input.tickets.tenant in [input.user.tenant, "100%", null]

            none_of if not input.tickets.owner in ["ann", input.user.name]

            own if input.tickets.tenant == input.tickets.owner

            later if input.tickets.tenant < input.tickets.owner

            nobody if input.user.name == "nobody"

            anybody if input.user.name
            """;
    private static final List<String> RULES = List.of(
            "same", "other", "cheap", "dear", "open", "text", "no_text", "some_of", "none_of", "own", "later", "nobody",
            "anybody");
    private static final String[] TEXTS = {"acme", "a_x", "aXx", "100%", "ann", "a!b", "o'neil"};

    @Test
    void givesTheRowsThatOpaLetsPass() {
        List<Ticket> tickets = tickets();
        int found = 0;
        try (Opa opa = Opa.local().load(Policies.none().module("filters.rego", POLICY));
                EntityManagerFactory factory = factory();
                EntityManager entities = factory.createEntityManager()) {
            entities.getTransaction().begin();
            tickets.forEach(entities::persist);
            entities.getTransaction().commit();
            SimpleJpaRepository<Ticket, Integer> repository = new SimpleJpaRepository<>(Ticket.class, entities);
            DSLContext jooq = DSL.using(URL);
            for (String rule : RULES) {
                for (String name : TEXTS) {
                    Map<String, Object> user = Map.of("tenant", name, "name", name);
                    RowFilter rows = opa.filters().rows("data.filters." + rule, Map.of("user", user));
                    List<Integer> oneByOne = tickets.stream()
                            .filter(ticket -> opa.allowed(
                                    "data.filters." + rule, Map.of("user", user, "tickets", ticket.asInput())))
                            .map(Ticket::id)
                            .toList();
                    List<Integer> byJpa = repository.findAll(JpaSpecifications.of(rows)).stream()
                            .map(Ticket::id)
                            .sorted()
                            .toList();
                    List<Integer> byJooq = jooq.select(DSL.field("id", Integer.class))
                            .from(DSL.table(DSL.name("tickets")))
                            .where(JooqConditions.of(rows))
                            .orderBy(DSL.field("id"))
                            .fetch(DSL.field("id", Integer.class));
                    assertEquals(oneByOne, byJpa, rule + " for " + name + " by JPA: " + rows);
                    assertEquals(oneByOne, byJooq, rule + " for " + name + " by jOOQ: " + rows);
                    found += oneByOne.size();
                }
            }
        }
        assertTrue(found > 500, "rows found: " + found);
    }

    @Test
    void decidesAboutTypesAsOpaDoes() {
        String policy = "package p\n\nx if input.tickets.price < \"text\"\n";
        try (Opa opa = Opa.local().load(Policies.none().module("p.rego", policy))) {
            RowFilter rows = opa.filters()
                    .rows("data.p.x", Map.of(), List.of("input.tickets"))
                    .forColumns(Map.of("tickets.price", ColumnType.NUMBER));
            String condition = DSL.using(SQLDialect.H2).render(JooqConditions.of(rows));
            assertEquals("(\"tickets\".\"price\" is not null or \"tickets\".\"price\" is null)", condition);
        }
    }

    private static EntityManagerFactory factory() {
        return new Configuration()
                .addAnnotatedClass(Ticket.class)
                .setProperty("hibernate.connection.url", URL)
                .setProperty("hibernate.hbm2ddl.auto", "create")
                .buildSessionFactory();
    }

    private static List<Ticket> tickets() {
        Random random = new Random(1);
        List<Ticket> tickets = new ArrayList<>();
        for (int id = 0; id < 60; id++) {
            tickets.add(new Ticket(
                    id,
                    random.nextInt(5) == 0 ? null : TEXTS[random.nextInt(TEXTS.length)],
                    random.nextInt(5) == 0 ? null : TEXTS[random.nextInt(TEXTS.length)],
                    random.nextInt(5) == 0 ? null : random.nextBoolean(),
                    random.nextInt(5) == 0 ? null : BigDecimal.valueOf(random.nextInt(20), 1)));
        }
        return tickets;
    }
}
